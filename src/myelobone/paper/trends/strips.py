"""Periods below a chart: each a bar from its first to its last day, with a word or number in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ...language.dates import iso
from ...language.screens import Panel
from ...page.look import Look
from ...record.model import Entry, Record
from ..scale import Scale
from ..svg import element, label, title
from ..text import shorten
from .words import word

LINE, SIZE = 13.0, 9.0
INK, GREY, FILL = "#22262b", "#5b6673", "#dfe6ee"


class Bar(Struct, frozen=True, kw_only=True):
    """One period, `end` None while it runs."""

    row: str
    text: str
    told: str
    start: int
    end: int | None


def bars(
    record: Record, panel: Panel, today: int, look: Look, *, known_then: bool = False
) -> list[Bar]:
    """The periods of a panel's strips up to a day."""
    found = []
    for strip in panel.strips:
        for entry in record.entries:
            when = entry.from_ or entry.on
            if (
                entry.what != strip.term
                or when is None
                or when.low > today
                or entry.same_as is not None
            ):
                continue
            if known_then and entry.entered is not None and entry.entered > today:
                continue
            cell = entry.attributes.get(strip.show)
            text = cell.written if cell is not None else "?"
            row = f"{look.term(strip.term)} {look.label(strip.show)}"
            found.append(
                Bar(row=row, text=text, told=_told(look, entry), start=when.low, end=_end(entry))
            )
    return sorted(found, key=lambda b: b.start)


def _end(entry: Entry) -> int | None:
    if entry.to is not None:
        return entry.to.high
    return None if entry.from_ is not None else (entry.on.high if entry.on is not None else None)


def _told(look: Look, entry: Entry) -> str:
    when = entry.from_ or entry.on
    start = iso(when.low) if when is not None else ""
    end = (
        iso(entry.to.high)
        if entry.to is not None
        else word("running", look.lang)
        if entry.from_
        else ""
    )
    parts = [f"{look.label(k)}{look.colon}{c.written}" for k, c in entry.attributes.items()]
    return look.separator.join([f"{start} – {end}".strip(" –"), look.term(entry.what), *parts])


def strips_drawn(
    found: Sequence[Bar], scale: Scale, left: float, top: float, look: Look
) -> tuple[str, float]:
    """The bars, those of a time one below the other, and the bottom of them."""
    rows: list[int] = []
    drawn = label(
        left, top + 9, shorten(found[0].row, SIZE, scale.right - left), size=SIZE, fill=GREY
    )
    top += LINE
    for bar in found:
        end = scale.end if bar.end is None else max(bar.end, bar.start)
        row = next((i for i, last in enumerate(rows) if last < bar.start), len(rows))
        rows[row : row + 1] = [end]
        x1, x2 = scale.x(bar.start), max(scale.x(end), scale.x(bar.start) + 9)
        x2 = min(x2, scale.right + 8)
        y = top + row * LINE
        box = element(
            "rect",
            x=x1,
            y=y,
            width=x2 - x1,
            height=LINE - 3,
            rx=2,
            fill=FILL,
            stroke=GREY,
            stroke_width=0.7,
        )
        text = shorten(bar.text, SIZE, x2 - x1)
        middle = label(
            (x1 + x2) / 2, y + 8.2, text, size=SIZE, fill=INK, bold=True, anchor="middle"
        )
        drawn += element("g", title(bar.told), box, middle)
    return drawn, top + max(len(rows), 1) * LINE


def texts(found: Iterable[Bar]) -> list[str]:
    """What the bars say, for a table."""
    return [bar.told for bar in found]
