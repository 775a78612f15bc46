"""Draws rows of bands one below the other on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..paper.shapes import FAINT, GREY, INK, PAPER
from ..paper.svg import element, label, path
from ..paper.text import width as text_width
from ..paper.text import wrap
from .picture import MARGIN, Axis, Block, axis_of, bar, document, limits, plate

NAME, DOSE, HIGH, GAP = 12.0, 11.0, 30.0, 26.0
LEAST = 9.0


class Row(NamedTuple):
    """One dose table: its name, and its bands or a sentence in their place."""

    name: str
    blocks: tuple[Block, ...]
    note: str


def rows_picture(rows: Sequence[Row], title: str, name: str, width: float) -> str:
    """The rows as an SVG, `width` pixels wide."""
    axis = axis_of([block for row in rows for block in row.blocks], MARGIN, width - MARGIN)
    edges = limits([block for row in rows for block in row.blocks])
    bottom = 4 + len(rows) * (HIGH + GAP)
    drawn = "".join(
        path([(axis.x(edge), 4), (axis.x(edge), bottom + 4)], stroke=FAINT, stroke_width=1)
        for edge in edges
    )
    for number, row in enumerate(rows):
        drawn += _row(row, axis, 4 + number * (HIGH + GAP))
    return document(drawn + _axis(axis, edges, bottom + 4, name), title, width, bottom + 40)


def _row(row: Row, axis: Axis, top: float) -> str:
    drawn = plate(row.name, axis.left, top + 14, NAME, anchor="start")
    y = top + 20
    if not row.blocks:
        box = element(
            "rect", x=axis.left, y=y, width=axis.right - axis.left, height=HIGH, fill=PAPER,
            stroke=GREY, stroke_width=1, stroke_dasharray="4 3",
        )  # fmt: skip
        lines = wrap(row.note, DOSE, axis.right - axis.left - 12)[:2]
        first = y + HIGH / 2 + 4 - (len(lines) - 1) * 7
        return (
            drawn
            + box
            + "".join(
                label(axis.left + 8, first + n * 14, each, size=DOSE, fill=INK)
                for n, each in enumerate(lines)
            )
        )
    return drawn + "".join(_block(block, axis, y) for block in row.blocks)


def _block(block: Block, axis: Axis, y: float) -> str:
    left = axis.left if block.low is None else axis.x(block.low)
    right = axis.right if block.high is None else axis.x(block.high)
    room = right - left - 6
    figure = block.text.split(" ")[0] if block.most is not None else block.text
    drawn = bar(block, axis, y, HIGH)
    for text in (block.text, figure):
        for size in (DOSE, DOSE - 1, LEAST):
            if text_width(text, size, bold=True) <= room:
                return drawn + plate(text, (left + right) / 2, y + HIGH / 2 + 4, size)
    return drawn


def _axis(axis: Axis, edges: Sequence[float], y: float, name: str) -> str:
    drawn = path([(axis.left, y), (axis.right, y)], stroke=GREY, stroke_width=1)
    for edge in edges:
        drawn += label(axis.x(edge), y + 15, f"{edge:g}", size=DOSE, fill=INK, anchor="middle")
    return drawn + label(axis.right, y + 31, name, size=DOSE, fill=GREY, anchor="end")
