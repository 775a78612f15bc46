"""The picture of a course: what was done and what lies ahead, in lanes, as one SVG document."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import to_builtins

from ..decide.plan import Plan
from ..language.dates import iso, ordinal
from ..language.model import Knowledge
from ..language.screens import Lane
from ..page.look import Look
from ..page.standing import standing
from ..page.words import Lang
from ..page.words import word as page_word
from ..record.model import Record
from .axis import PAD
from .gather import Found, gather
from .legend import legend
from .marks import Mark
from .panel import LANE, MARGIN, SMALL, Frame, panel
from .rows import blocks
from .scale import Scale, panels
from .shapes import GREY, INK
from .svg import FONTS, REGULAR, characters, element, label
from .text import shorten, width, wrap
from .words import word

WIDTH = 680  # of an A4 page between its margins, at 96 to the inch
NARROWEST = 320
CLOSE = 8.5  # between doses of four weeks; below that the picture takes a second panel


def timeline(
    plan: Plan, record: Record, knowledge: Knowledge, lang: Lang = "zh", width: int = WIDTH
) -> str:
    """The picture of a plan and the record it was made from, `width` pixels wide (not below 320).

    The same plan, record, knowledge, language and width give the same bytes; everything is escaped.
    """
    look = Look({"facts": {}, "items": ()}, knowledge, lang)
    lanes = knowledge.screens.timeline
    today = ordinal(plan.as_of)
    found = gather(plan, record, look)
    marks = found.marks
    frame = Frame(
        look=look, width=float(max(width, NARROWEST)), today=today, gutter=_gutter(look, lanes)
    )
    drawn, bottom = _head(frame, plan, record)
    for scale in _scales(frame, plan, marks):
        body, bottom = panel(frame, scale, blocks(plan, look, lanes, marks), bottom + 10)
        drawn += body
    key, high = legend(marks, MARGIN, frame.width - MARGIN, bottom + 8, lang)
    drawn += key
    notes, bottom = _notes(frame, plan, found, bottom + 8 + high)
    return _document(frame, plan, drawn + notes, bottom + 8, marks)


def _gutter(look: Look, lanes: Sequence[Lane]) -> float:
    names = [look.text(lane.label) for lane in lanes]
    return max((width(name, LANE, bold=True) for name in names), default=40.0) + 8


def _scales(frame: Frame, plan: Plan, marks: list[Mark]) -> list[Scale]:
    first = min([frame.today, *(mark.day for mark in marks)])
    last = max([ordinal(plan.until), *(mark.day for mark in marks)])
    left, right = MARGIN + frame.gutter + PAD, frame.width - MARGIN - PAD
    most = int((right - left) / CLOSE * 28)
    return [Scale(a, b, left, right) for a, b in panels(first, frame.today, last, most)]


def _head(frame: Frame, plan: Plan, record: Record) -> tuple[str, float]:
    name = record.patient.name or ""
    who = " ".join(part for part in (record.patient.id, name) if part)
    room = frame.width - 2 * MARGIN
    title = shorten(f"{word('timeline', frame.lang)}  {who}", 15 * 1.06, room)
    days = (
        f"{page_word('as_of', frame.lang)} {plan.as_of} · {word('until', frame.lang)} {plan.until}"
    )
    return (
        label(MARGIN, 24, title, size=15, fill=INK, bold=True)
        + label(MARGIN, 40, days, size=LANE, fill=GREY),
        40.0,
    )


def _notes(frame: Frame, plan: Plan, found: Found, top: float) -> tuple[str, float]:
    """What could not be drawn, and what the picture rests on."""
    lang = frame.lang
    texts = [] if found.marks or found.earlier else [word("nothing", lang)]
    if found.earlier:
        names = frame.look.semicolon.join(f"{iso(mark.day)} {mark.label}" for mark in found.earlier)
        texts.append(f"{word('earlier', lang)}{frame.look.colon}{names}")
    if found.undated:
        texts.append(f"{word('undated', lang)}{frame.look.colon}{found.undated}")
    named = f"{page_word('knowledge', lang)} {standing(to_builtins(plan.knowledge), lang)}"
    texts.append(f"{named}{frame.look.semicolon}{page_word('support', lang)}")
    parts = ""
    for text in texts:
        for line in wrap(text, SMALL, frame.width - 2 * MARGIN):
            top += 14
            parts += label(MARGIN, top, line, size=SMALL, fill=GREY)
    return parts, top


def _document(frame: Frame, plan: Plan, drawn: str, height: float, marks: list[Mark]) -> str:
    look = frame.look
    name = f"timeline-{plan.record_digest.rpartition(':')[2][:8]}-{frame.width:.0f}-{frame.lang}"
    said = f"{word('timeline', frame.lang)} {plan.patient.id}, {plan.as_of}"
    counts = [
        f"{look.text(lane.label)} {sum(m.count for m in marks if m.lane == lane.id)}"
        for lane in look.knowledge.screens.timeline
    ]
    total = sum(mark.count for mark in marks)
    summary = word("summary", frame.lang).format(total, look.separator.join(counts))
    return element(
        "svg",
        element("title", characters(said), id=f"{name}-title"),
        element("desc", characters(summary), id=f"{name}-desc"),
        element("rect", width=frame.width, height=height, fill="#ffffff"),
        element("g", drawn, font_family=FONTS, font_weight=REGULAR, fill="none"),
        xmlns="http://www.w3.org/2000/svg", width=frame.width, height=height,
        viewBox=f"0 0 {frame.width:.0f} {height:.2f}", role="img", lang=frame.lang,
        aria_labelledby=f"{name}-title {name}-desc",
    ) + "\n"  # fmt: skip
