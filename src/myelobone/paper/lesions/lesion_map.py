"""The lesion map of a record as of a day: two views, the spine, the table and what it rests on, as one SVG."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...decide.patient_on import day_number
from ...language.dates import iso
from ...language.model import Knowledge
from ...page.look import Look
from ...page.words import Lang
from ...page.words import word as page_word
from ...record.model import Record
from ..svg import FONTS, REGULAR, characters, element, label
from ..text import shorten
from .compare import compared
from .figure import Shared, gradient
from .listing import Row, as_data, rows, table, told
from .notes import notes, study_data
from .sheet import Sheet, key_of, sheet
from .spots import Seen, Spot, latest_study, one_study, seen
from .words import word

WIDTH, NARROWEST, WIDEST = 680, 320, 2000
MARGIN = 12.0
INK, GREY = "#22262b", "#5b6673"
FORMAT = "myelobone-lesions/1"


class Options(Struct, frozen=True, kw_only=True):
    """How a map is drawn: `study` and `compare` are days; None for the spine draws it where it is involved."""

    width: int = WIDTH
    study: str | None = None
    compare: str | None = None
    beside: bool = False  # the two studies beside each other, else in one drawing
    spine: bool | None = None
    names: bool | None = None  # the names of the bones; None draws them where there is room
    table: bool = True
    interactive: bool = False
    known_then: bool = False


USUAL = Options()


def lesion_map(
    record: Record,
    as_of: str | date,
    knowledge: Knowledge,
    lang: Lang = "zh",
    options: Options = USUAL,
) -> str:
    """The map as an SVG document; the same arguments give the same bytes, and everything is escaped.

    Raises ValueError when a day is none.
    """
    look = Look({"facts": {}, "items": ()}, knowledge, lang)
    today = day_number(as_of)
    options = settled(record, today, knowledge, options)
    shown = looked_at(record, today, knowledge, options)
    wide = float(min(max(options.width, NARROWEST), WIDEST))
    prefix = _prefix(record, today, lang, options)
    lines = rows(shown.spots, look)
    head, bottom = _head(record, iso(today), look, options, wide)
    drawn, bottom = _views(
        record, today, knowledge, look, options, shown, lines, prefix, wide, bottom
    )
    if options.table and lines:
        listing, bottom = table(lines, MARGIN, wide - MARGIN, bottom + 10, look)
        drawn += listing
    below, bottom = notes(knowledge, look, shown, lines, wide, bottom + 2)
    return _document(
        record, iso(today), look, prefix, head + drawn + below, wide, bottom + 8, lines, options
    )


def lesion_table(
    record: Record,
    as_of: str | date,
    knowledge: Knowledge,
    lang: Lang = "zh",
    options: Options = USUAL,
) -> dict[str, Any]:
    """What the map shows, as plain data, numbered alike: for a page's own table, and for programs."""
    look = Look({"facts": {}, "items": ()}, knowledge, lang)
    today = day_number(as_of)
    options = settled(record, today, knowledge, options)
    shown = looked_at(record, today, knowledge, options)
    return {
        "format": FORMAT,
        "as_of": iso(today),
        "patient": {"id": record.patient.id},
        "study": options.study,
        "compare": options.compare,
        "lesions": [as_data(row) for row in rows(shown.spots, look)],
        "studies": [study_data(look, entry) for entry in shown.studies],
        "undated": shown.undated,
    }


def settled(record: Record, today: int, knowledge: Knowledge, options: Options) -> Options:
    """The options with the study that is compared: the last one with listed findings, if none is named."""
    if options.compare is None or options.study is not None:
        return options
    last = latest_study(record, knowledge, today, known_then=options.known_then)
    return replace(options, study=last or iso(today))


def looked_at(record: Record, today: int, knowledge: Knowledge, options: Options) -> Seen:
    """What is to be drawn: the whole record, one study, or one against another."""
    then = options.known_then
    if options.study is None:
        return seen(record, knowledge, today, known_then=then)
    now = one_study(record, knowledge, today, options.study, known_then=then)
    if options.compare is None:
        return now
    return compared(now, one_study(record, knowledge, today, options.compare, known_then=then))


def _views(
    record: Record, today: int, knowledge: Knowledge, look: Look, options: Options, shown: Seen,
    lines: list[Row], prefix: str, wide: float, top: float,
) -> tuple[str, float]:  # fmt: skip
    """The drawing itself: one sheet, or two for two studies."""
    titles = {row.spot.n: told(row, look) for row in lines}
    if not options.beside or options.compare is None:
        return sheet(
            Sheet(
                left=MARGIN, right=wide - MARGIN, top=top + 4, prefix=prefix, light=f"{prefix}-bone",
                label=look.label, look=look,
                spots=shown.spots, titles=titles, shared={}, spine=options.spine, names=options.names,
                interactive=options.interactive,
            )
        )  # fmt: skip
    pages: list[tuple[str, float]] = []
    shared: Shared = {}
    stacked = wide < 560
    room = wide - 2 * MARGIN if stacked else (wide - 3 * MARGIN) / 2
    for number, (key, kept) in enumerate((("earlier", _before(shown)), ("later", _after(shown)))):
        left = MARGIN if stacked or not number else 2 * MARGIN + room
        start = pages[-1][1] if stacked and pages else top
        day = (options.compare, options.study or "")[number]
        text = f"{word(key, look.lang)} {day}".strip()
        caption = label(
            left + room / 2, start + 16, text, size=11, fill=INK, bold=True, anchor="middle"
        )
        part, low = sheet(
            Sheet(
                left=left, right=left + room, top=start + 20, prefix=f"{prefix}-{number}",
                light=f"{prefix}-bone", label=look.label, look=look, spots=kept, titles=titles, shared=shared, spine=False, names=False,
                interactive=options.interactive, key=False,
            )
        )  # fmt: skip
        pages.append((caption + part, low))
    key, bottom = key_of(shown.spots, look, MARGIN, wide - MARGIN, max(low for _, low in pages) + 4)
    return "".join(part for part, _ in pages) + key, bottom


def _before(shown: Seen) -> tuple[Spot, ...]:
    """What the earlier study showed: everything but what is new; sizes and signs are the later one's."""
    return tuple(replace(s, status="same") for s in shown.spots if s.earlier)


def _after(shown: Seen) -> tuple[Spot, ...]:
    return tuple(s for s in shown.spots if not s.lost)


def _head(record: Record, day: str, look: Look, options: Options, wide: float) -> tuple[str, float]:
    lang = look.lang
    who = " ".join(part for part in (record.patient.id, record.patient.name or "") if part)
    room = wide - 2 * MARGIN
    text = shorten(f"{word('map', lang)}  {who}", 15 * 1.06, room)
    days = [f"{page_word('as_of', lang)} {day}"]
    if options.study is not None:
        days.append(word("at", lang).format(options.study))
    if options.compare is not None:
        days.append(word("against", lang).format(options.compare))
    second = shorten(" · ".join(days), 11, room)
    return (
        label(MARGIN, 24, text, size=15, fill=INK, bold=True)
        + label(MARGIN, 40, second, size=11, fill=GREY),
        40.0,
    )


def _prefix(record: Record, today: int, lang: Lang, options: Options) -> str:
    """A name that two maps on one page do not share."""
    said = f"{record.digest} {today} {lang} {options}"
    return "m" + sha256(said.encode()).hexdigest()[:7]


def _document(
    record: Record, day: str, look: Look, prefix: str, drawn: str, wide: float, height: float,
    lines: list[Row], options: Options,
) -> str:  # fmt: skip
    said = f"{word('map', look.lang)} {record.patient.id}, {day}"
    parts = [told(row, look) for row in lines]
    summary = word("summary", look.lang).format(len(lines), look.semicolon.join(parts))
    if not lines:
        summary = word("nothing", look.lang)
    return element(
        "svg",
        element("title", characters(said), id=f"{prefix}-title"),
        element("desc", characters(summary), id=f"{prefix}-desc"),
        element("defs", gradient(f"{prefix}-bone")),
        element("rect", width=wide, height=height, fill="#ffffff"),
        element("g", drawn, font_family=FONTS, font_weight=REGULAR, fill="none"),
        xmlns="http://www.w3.org/2000/svg", width=wide, height=height,
        viewBox=f"0 0 {wide:.0f} {height:.2f}", role="group" if options.interactive else "img", lang=look.lang,
        aria_labelledby=f"{prefix}-title", aria_describedby=f"{prefix}-desc",
    ) + "\n"  # fmt: skip
