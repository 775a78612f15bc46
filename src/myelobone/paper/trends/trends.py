"""The charts of a record as of a day on one page: small, alike, with one scale of days."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from msgspec import Struct

from ...decide.knowledge_ref import knowledge_ref
from ...decide.patient_on import day_number
from ...language.dates import iso
from ...language.model import Knowledge
from ...page.look import Look
from ...page.words import Lang
from ...page.words import word as page_word
from ...record.model import Record
from ..scale import month_start
from ..svg import FONTS, REGULAR, characters, element, label
from ..text import shorten, wrap
from .chart import Common, chart, told
from .events import Event, dose_runs, events
from .gather import Found, gather
from .legend import legend
from .strips import Bar, bars
from .words import word

WIDTH, NARROWEST, WIDEST = 680, 320, 2000
MARGIN, GAP, SMALL, COLUMN = 12.0, 18.0, 9.6, 300.0
INK, GREY = "#22262b", "#5b6673"
SHORTEST = 120  # days that a chart shows at least


class Page(Struct, frozen=True, kw_only=True):
    """Everything on the page, before it is drawn."""

    found: Found
    bars: dict[str, list[Bar]]
    events: list[Event]
    start: int
    end: int


def page_of(
    record: Record,
    today: int,
    knowledge: Knowledge,
    look: Look,
    *,
    panel: str | None,
    known_then: bool,
) -> Page:
    """What is drawn; raises KeyError for a panel that knowledge does not name."""
    found = gather(record, knowledge, today, look, only=panel, known_then=known_then)
    own = {
        c.panel.id: bars(record, c.panel, today, look, known_then=known_then) for c in found.charts
    }
    marked = events(record, knowledge, today, look, known_then=known_then)
    days = [v.first for c in found.charts for line in c.lines for v in line.values]
    days += [bar.start for each in own.values() for bar in each]
    start = month_start(min([*days, today - SHORTEST]))
    return Page(
        found=found,
        bars=own,
        events=[e for e in marked if e.day >= start],
        start=start,
        end=max(today, start + 1),
    )


def trends(
    record: Record, as_of: str | date, knowledge: Knowledge, lang: Lang = "zh", *,
    width: int = WIDTH, panel: str | None = None, known_then: bool = False,
) -> str:  # fmt: skip
    """The charts as an SVG document `width` pixels wide, or one of them.

    The same arguments give the same bytes; everything is escaped. Raises KeyError for a panel that
    knowledge does not name, ValueError when `as_of` is no day.
    """
    look = Look({"facts": {}, "items": ()}, knowledge, lang)
    today = day_number(as_of)
    page = page_of(record, today, knowledge, look, panel=panel, known_then=known_then)
    wide = float(min(max(width, NARROWEST), WIDEST))
    drawn, bottom = _head(record, iso(today), look, wide)
    body, bottom = _charts(page, look, wide, bottom + 10)
    notes, bottom = _notes(page, knowledge, look, wide, bottom)
    said = f"{word('trends', lang)} {record.patient.id}, {iso(today)}"
    name = (
        "t"
        + sha256(
            f"{record.digest} {today} {lang} {wide} {panel} {known_then}".encode()
        ).hexdigest()[:7]
    )
    summary = look.semicolon.join(told(c, look).replace("\n", " ") for c in page.found.charts)
    return element(
        "svg",
        element("title", characters(said), id=f"{name}-title"),
        element("desc", characters(summary or word("nothing", lang)), id=f"{name}-desc"),
        element("rect", width=wide, height=bottom + 8, fill="#ffffff"),
        element("g", drawn + body + notes, font_family=FONTS, font_weight=REGULAR, fill="none"),
        xmlns="http://www.w3.org/2000/svg", width=wide, height=bottom + 8,
        viewBox=f"0 0 {wide:.0f} {bottom + 8:.2f}", role="img", lang=lang,
        aria_labelledby=f"{name}-title {name}-desc",
    ) + "\n"  # fmt: skip


def _head(record: Record, day: str, look: Look, wide: float) -> tuple[str, float]:
    who = " ".join(part for part in (record.patient.id, record.patient.name or "") if part)
    text = shorten(f"{word('trends', look.lang)}  {who}", 15 * 1.06, wide - 2 * MARGIN)
    return (
        label(MARGIN, 24, text, size=15, fill=INK, bold=True)
        + label(MARGIN, 40, f"{page_word('as_of', look.lang)} {day}", size=11, fill=GREY),
        40.0,
    )


def _charts(page: Page, look: Look, wide: float, top: float) -> tuple[str, float]:
    """As many columns as there is room for, each chart below the shortest so far."""
    room = wide - 2 * MARGIN
    columns = max(1, int((room + GAP) // (COLUMN + GAP)))
    columns = min(columns, max(1, len(page.found.charts)))
    each = (room - GAP * (columns - 1)) / columns
    common = Common(look=look, start=page.start, end=page.end, events=page.events)
    drawn, row, bottoms = "", top, [top] * columns
    for number, found in enumerate(page.found.charts):
        place = number % columns
        if place == 0:
            row = max(bottoms)
            bottoms = [row] * columns
        left = MARGIN + place * (each + GAP)
        part, low = chart(found, page.bars[found.panel.id], common, left, left + each, row)
        drawn += part
        bottoms[place] = low + 12
    if not page.found.charts:
        drawn += label(MARGIN, top + 14, word("nothing", look.lang), size=11, fill=INK)
        return drawn, top + 20
    return drawn, max(bottoms)


def _notes(
    page: Page, knowledge: Knowledge, look: Look, wide: float, top: float
) -> tuple[str, float]:
    lang = look.lang
    drawn, top = legend(page.found, page.events, look, MARGIN, wide - MARGIN, top)
    texts = []
    runs = dose_runs(page.events)
    if runs:
        parts = []
        for what, count, first, last in runs:
            times = word("once" if count == 1 else "times", lang).format(count)
            span = first if first == last else f"{first} – {last}"
            parts.append(f"{what} {times}{look.comma}{span}")
        texts.append(f"{word('doses', lang)}{look.colon}{look.semicolon.join(parts)}")
    named = [f"{e.letter} {iso(e.day)} {e.text}" for e in page.events if not e.dose]
    if named:
        texts.append(f"{word('events', lang)}{look.colon}{look.semicolon.join(named)}")
    if page.found.empty:
        texts.append(f"{word('no_data', lang)}{look.colon}{look.separator.join(page.found.empty)}")
    if page.found.unusable:
        texts.append(word("unusable", lang).format(page.found.unusable))
    known = knowledge_ref(knowledge)
    texts.append(
        f"{page_word('knowledge', lang)} {known.id} {known.version}{look.comma}"
        f"{page_word(f'review.{known.review}', lang)}{look.semicolon}{page_word('support', lang)}"
    )
    for text in texts:
        top += 2
        for line in wrap(text, SMALL, wide - 2 * MARGIN):
            top += 14
            drawn += label(MARGIN, top, line, size=SMALL, fill=GREY)
    return drawn, top
