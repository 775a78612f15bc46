"""Draws dose bands along an axis: what each gives by height and hatching, so that grey print says as much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..paper.shapes import GREY, HATCH, INK, PAPER, hatched
from ..paper.svg import FONTS, REGULAR, element, label, number, path
from ..paper.text import width as text_width
from ..paper.text import wrap

MARGIN, TOP, HIGH = 10.0, 6.0, 104.0
FILL, GROUND = "#b3c7da", "#f5f7fa"
SIZES = (13.0, 12.0, 11.0, 10.0)
SMALL, LINE = 11.0, 1.25
TRACK, DOT = 9.0, 3.4
BEYOND = 1.25  # the axis ends at this multiple of its last limit


class Block(NamedTuple):
    """One band: its limits, whether each belongs to it, and the shares of the largest dose it gives."""

    letter: str
    low: float | None
    high: float | None
    low_in: bool
    high_in: bool
    text: str
    least: float | None  # None: no dose
    most: float | None


class Words(NamedTuple):
    """What a picture says besides its bands."""

    title: str
    axis: str
    unknown: str


class Axis(NamedTuple):
    """Where values stand across a picture."""

    start: float
    end: float
    left: float
    right: float

    def x(self, value: float) -> float:
        """Where a value stands, never outside the axis."""
        share = (value - self.start) / (self.end - self.start)
        return self.left + max(0.0, min(1.0, share)) * (self.right - self.left)


def limits(blocks: Sequence[Block]) -> list[float]:
    """The limits of the bands, each once, in order."""
    found = {edge for block in blocks for edge in (block.low, block.high) if edge is not None}
    return sorted(found)


def axis_of(blocks: Sequence[Block], left: float, right: float) -> Axis:
    """An axis from nothing to somewhat past the last limit."""
    edges = limits(blocks) or [1.0]
    return Axis(min(0.0, edges[0]), edges[-1] * BEYOND, left, right)


def bands_picture(blocks: Sequence[Block], words: Words, width: float) -> str:
    """The bands of one dose table as an SVG, `width` pixels wide."""
    axis = axis_of(blocks, MARGIN, width - MARGIN)
    drawn = "".join(_block(block, axis, TOP, HIGH) for block in blocks)
    floor = TOP + HIGH
    drawn += "".join(
        _interval(block, axis, floor + 9 + (n % 2) * TRACK) for n, block in enumerate(blocks)
    )
    line = floor + 9 + 2 * TRACK
    drawn += _axis(axis, limits(blocks), line, words.axis)
    top = line + 38
    drawn += _unknown(words.unknown, MARGIN, top, width - 2 * MARGIN)
    return document(drawn, words.title, width, top + 28)


def document(drawn: str, title: str, width: float, height: float) -> str:
    """An SVG that grows no wider than it was drawn, and tells its title."""
    return element(
        "svg", drawn, xmlns="http://www.w3.org/2000/svg", role="img", aria_label=title,
        viewBox=f"0 0 {number(width)} {number(height)}", width=width, height=height,
        font_family=FONTS, font_weight=REGULAR,
    )  # fmt: skip


def bar(block: Block, axis: Axis, top: float, high: float) -> str:
    """The block itself: full to the share of its dose, hatched where there is a choice, crossed without one."""
    left, right = _ends(block, axis)
    bottom = top + high
    how = {"x": left, "width": right - left}
    parts = element("rect", y=top, height=high, fill=GROUND, **how)
    if block.least is None or block.most is None:
        parts += crossed(left, top, right, bottom)
    else:
        full, most = bottom - block.least * high, bottom - block.most * high
        parts += element("rect", y=full, height=bottom - full, fill=FILL, **how)
        if full > most:
            parts += hatched(left, most, right, full, gap=5, colour=GREY)
    return parts + element(
        "rect", y=top, height=high, fill="none", stroke=INK, stroke_width=1, **how
    )


def crossed(left: float, top: float, right: float, bottom: float) -> str:
    """A rectangle hatched both ways."""
    one = hatched(left, top, right, bottom, gap=7, colour=HATCH)
    turned = f"translate({number(left + right)} 0) scale(-1 1)"
    return one + element("g", one, transform=turned)


def plate(text: str, x: float, y: float, size: float, *, anchor: str = "middle") -> str:
    """A line of text on a plate that keeps hatching off it."""
    wide = text_width(text, size, bold=True) + 6
    left = x - wide / 2 if anchor == "middle" else x - 3
    ground = element(
        "rect", x=left, y=y - size, width=wide, height=size * LINE + 1, rx=2, fill=PAPER,
        fill_opacity=0.86,
    )  # fmt: skip
    return ground + label(x, y, text, size=size, fill=INK, bold=True, anchor=anchor)


def _ends(block: Block, axis: Axis) -> tuple[float, float]:
    left = axis.left if block.low is None else axis.x(block.low)
    return left, axis.right if block.high is None else axis.x(block.high)


def _block(block: Block, axis: Axis, top: float, high: float) -> str:
    left, right = _ends(block, axis)
    middle = (left + right) / 2
    drawn = bar(block, axis, top, high)
    drawn += plate(block.letter, middle, top + 14, SMALL)
    return element("g", drawn, _words(block.text, middle, top + 20, right - left - 6, high - 26))


def _words(text: str, x: float, top: float, wide: float, high: float) -> str:
    """The dose in the middle of its block: level where it fits, else upright."""
    for size in SIZES:
        lines = wrap(text, size, wide)
        if _fits(lines, size, wide, high):
            first = top + high / 2 - (len(lines) - 1) * size * LINE / 2 + size * 0.35
            return "".join(
                plate(each, x, first + n * size * LINE, size) for n, each in enumerate(lines)
            )
    for size in SIZES:
        lines = wrap(text, size, high)
        if _fits(lines, size, high, wide):
            return "".join(
                element(
                    "g", plate(each, 0, 0, size),
                    transform=f"translate({number(x + size * 0.35 + (n - (len(lines) - 1) / 2) * size * LINE)} "
                    f"{number(top + high / 2)}) rotate(-90)",
                )
                for n, each in enumerate(lines)
            )  # fmt: skip
    return ""


def _fits(lines: list[str], size: float, wide: float, high: float) -> bool:
    widest = max((text_width(each, size, bold=True) for each in lines), default=0.0)
    return widest <= wide and len(lines) * size * LINE <= high


def _interval(block: Block, axis: Axis, y: float) -> str:
    """The band as an interval: a full dot where the limit belongs to it, a ring where it does not."""
    left, right = _ends(block, axis)
    drawn = path([(left, y), (right, y)], stroke=INK, stroke_width=1.6)
    if block.high is None:
        drawn += path(
            [(right - 6, y - 4), (right, y), (right - 6, y + 4)],
            stroke=INK,
            stroke_width=1.6,
            fill="none",
        )
    for edge, x, inside in ((block.low, left, block.low_in), (block.high, right, block.high_in)):
        if edge is not None:
            drawn += element(
                "circle",
                cx=x,
                cy=y,
                r=DOT,
                fill=INK if inside else PAPER,
                stroke=INK,
                stroke_width=1.4,
            )
    return drawn


def _axis(axis: Axis, edges: Sequence[float], y: float, name: str) -> str:
    drawn = path([(axis.left, y), (axis.right, y)], stroke=GREY, stroke_width=1)
    for edge in edges:
        x = axis.x(edge)
        drawn += path([(x, y - 3), (x, y + 4)], stroke=GREY, stroke_width=1)
        drawn += label(x, y + 16, f"{edge:g}", size=SMALL, fill=INK, anchor="middle")
    if axis.start == 0:
        drawn += label(axis.left, y + 16, "0", size=SMALL, fill=GREY)
    if edges and text_width(name, SMALL) > axis.right - axis.x(edges[-1]) - 14:
        return drawn + label(axis.right, y + 29, name, size=SMALL, fill=GREY, anchor="end")
    return drawn + label(axis.right, y + 16, name, size=SMALL, fill=GREY, anchor="end")


def _unknown(text: str, left: float, top: float, wide: float) -> str:
    box = element(
        "rect", x=left, y=top, width=wide, height=22, rx=3, fill=PAPER, stroke=INK, stroke_width=1,
        stroke_dasharray="4 3",
    )  # fmt: skip
    return box + label(left + 8, top + 15, text, size=SMALL, fill=INK, bold=True)
