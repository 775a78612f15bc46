"""One panel of the picture: its months, the rows of what holds in any case, and each option's block."""

from __future__ import annotations

from msgspec import Struct

from ..page.look import Look
from ..page.words import Lang
from . import axis
from .draw import draw
from .place import TRACK, Layout, lay_out
from .rows import Block
from .scale import Scale
from .shapes import BAND, FAINT, GREY, INK
from .svg import element, label, path
from .text import shorten, wrap

MARGIN = 10.0
LANE, HEADING, SMALL = 11.0, 11.5, 10.0
LARGE, LEAST = 4.6, 3.0  # of a mark, from its centre to its edge


class Frame(Struct, frozen=True, kw_only=True):
    """What every part of one picture shares."""

    look: Look
    width: float
    gutter: float
    today: int

    @property
    def lang(self) -> Lang:
        """The language of the picture."""
        return self.look.lang


def panel(frame: Frame, scale: Scale, found: list[Block], top: float) -> tuple[str, float]:
    """One panel with its upper edge at `top`, and where it ends."""
    r = min(LARGE, max(LEAST, scale.per_day * 28 * 0.42))
    y = top + axis.head(scale, frame.today) + 2
    parts: list[str] = []
    heading = ""
    for block in found:
        heading = block.choice or heading
        rows = [(row, lay_out(row, scale, r, frame.lang, _most(frame))) for row in block.rows]
        rows = [(row, layout) for row, layout in rows if _says(block, layout, scale, frame.today)]
        if rows and block.option:
            written, y = _titles(frame, heading, block.option, y)
            parts.append(written)
            heading = ""
        for number, (row, layout) in enumerate(rows):
            if number and row.name:
                parts.append(
                    path([(MARGIN, y), (scale.right + axis.PAD, y)], stroke=FAINT, stroke_width=0.5)
                )
            y += 2
            small = bool(block.option)
            parts.append(draw(row, layout, scale, y, r, frame.today))
            parts.append(
                label(
                    MARGIN, y + layout.tracks * TRACK + 12, row.name, size=SMALL if small else LANE,
                    fill=GREY if small else INK, bold=not small,
                )
                if row.name
                else ""
            )  # fmt: skip
            y += layout.height + 1
    bottom = y + 3
    under = axis.ground(scale, frame.today, top, bottom)
    over = axis.axis(scale, frame.today, top, bottom, frame.lang)
    return under + over + "".join(parts), bottom


def _says(block: Block, layout: Layout, scale: Scale, today: int) -> bool:
    """Whether a row has anything to show; a bar of an option that reaches today is drawn there alone."""
    if block.option and scale.end <= today:
        return any(placed.mark.shape != "bar" for placed in layout.placed)
    return bool(layout.placed)


def _most(frame: Frame) -> float:
    return min(220.0, 0.6 * (frame.width - frame.gutter - 2 * MARGIN))


def _titles(frame: Frame, heading: str, option: str, y: float) -> tuple[str, float]:
    """The choice, where it begins, and the option whose rows follow."""
    parts = ""
    room = frame.width - 2 * MARGIN
    if heading:
        parts += path([(MARGIN, y + 4), (MARGIN + room, y + 4)], stroke=GREY, stroke_width=1)
        lines = wrap(_capital(heading), HEADING * 1.06, room)
        parts += element(
            "rect", x=MARGIN, y=y + 4.5, width=room, height=4 + 15 * len(lines), fill="#ffffff"
        )
        for line in lines:
            y += 15
            parts += label(MARGIN, y + 3, line, size=HEADING, fill=INK, bold=True)
        y += 8
    parts += element("rect", x=MARGIN, y=y + 1, width=room, height=16, fill=BAND)
    parts += label(
        MARGIN + 3,
        y + 13,
        shorten(f"▸ {_capital(option)}", LANE * 1.06, room),
        size=LANE,
        fill=INK,
        bold=True,
    )
    return parts, y + 18


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
