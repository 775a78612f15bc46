"""Draws one row: its shading and line, each mark with what is allowed around it, and the labels."""

from __future__ import annotations

from itertools import pairwise

from .place import LEVEL, SIZE, TRACK, Layout, Placed
from .rows import Row
from .scale import Scale
from .shapes import ALARM, DASHES, FAINT, GREY, HATCH, INK, bar, hatched, shape
from .svg import element, label, path, title

UNDER = 2.6  # from the bottom of a mark to the line that tells its time
LEADER = 1.0
SHORTEST = 3.0  # of a window that is drawn; its mark hides a shorter one


def draw(row: Row, layout: Layout, scale: Scale, top: float, r: float, today: int) -> str:
    """The row with its upper edge at `top`."""
    parts = [_shading(row, layout, scale, top)]
    first = top + layout.tracks * TRACK + LEVEL / 2 - 1
    if row.runs and layout.placed and layout.placed[0].mark.shape != "bar":
        parts.append(_line(layout, first))
    for placed in layout.placed:
        y = first + placed.level * LEVEL
        drawn = [title(placed.mark.title)]
        if placed.text:
            drawn.append(_label(placed, layout, top, y, r))
        drawn += _time(placed, scale, y, r, today)
        mark = placed.mark
        if mark.shape == "bar":
            left = min(scale.x(mark.begins), placed.right)
            goes_on = mark.open or mark.ends > scale.end
            drawn.append(
                bar(
                    left, placed.right, y, r, planned=mark.status == "upcoming",
                    before=mark.begins < scale.start, after=goes_on,
                )
            )  # fmt: skip
        else:
            drawn.append(shape(mark.shape, mark.status, placed.x, y, r, hangs=mark.hangs))
        parts.append(element("g", *drawn))
    return "".join(parts)


def _label(placed: Placed, layout: Layout, top: float, y: float, r: float) -> str:
    colour = ALARM if placed.mark.status == "overdue" else INK
    if placed.track is None:
        return label(
            placed.text_x, y + SIZE * 0.35, placed.text, size=SIZE, fill=colour, halo=True,
            anchor="end" if placed.leftward else None,
        )  # fmt: skip
    bottom = top + (layout.tracks - placed.track) * TRACK - 3.5
    written = label(placed.text_x, bottom, placed.text, size=SIZE, fill=colour, halo=True)
    if placed.track == 0:
        return written
    x = max(placed.x if placed.mark.shape != "bar" else placed.right - 1, placed.text_x + LEADER)
    return path([(x, bottom + 2), (x, y - r)], stroke=FAINT, stroke_width=0.8) + written


def _time(placed: Placed, scale: Scale, y: float, r: float, today: int) -> list[str]:
    """Below the mark: the days allowed for it or possible, or how far it came off the day it was due."""
    mark, bottom = placed.mark, y + r + UNDER
    if mark.shape == "bar":
        return []
    parts = []
    if mark.status == "overdue" and today > mark.day:
        ends = [(placed.x, bottom), (scale.x(today), bottom)]
        parts.append(path(ends, stroke=ALARM, stroke_width=1.2, stroke_dasharray="1.5 2"))
    elif mark.due is not None and abs(scale.x(mark.due) - placed.x) >= 0.5:
        due = scale.x(mark.due)
        parts.append(path([(due, bottom), (placed.x, bottom)], stroke=INK, stroke_width=2.2))
        parts.append(path([(due, bottom - 3.5), (due, bottom + 2)], stroke=INK, stroke_width=1.1))
    elif mark.first is not None and mark.last is not None:
        left, right = sorted((scale.x(mark.first), scale.x(mark.last)))
        if mark.first > mark.day:  # planned before the first day allowed
            ends = [(left, bottom), (right, bottom)]
            parts.append(path(ends, stroke=ALARM, stroke_width=1.2, stroke_dasharray="3 2"))
            return [
                *parts,
                path([(right, bottom - 4), (right, bottom + 2)], stroke=ALARM, stroke_width=1.6),
            ]
        if right - left >= SHORTEST:
            parts.append(path([(left, bottom), (right, bottom)], stroke=GREY, stroke_width=1.5))
        if right - left >= 2 * r:
            parts += [
                path([(x, bottom - 2), (x, bottom + 2)], stroke=GREY, stroke_width=1)
                for x in (left, right)
            ]
    return parts


def _line(layout: Layout, y: float) -> str:
    """The line from mark to mark, none through a label; broken where it hangs on a decision."""
    on_it = [placed for placed in layout.placed if placed.level == 0]
    return "".join(
        path(
            [(one.x, y), (two.x, y)], stroke=FAINT, stroke_width=1,
            stroke_dasharray=DASHES if two.mark.hangs else None,
        )
        for one, two in pairwise(on_it)
        if not one.text or one.track is not None
    )  # fmt: skip


def _shading(row: Row, layout: Layout, scale: Scale, top: float) -> str:
    """A light hatching over the days on which no dose may be given."""
    parts = []
    for first, last in row.shade:
        left, right = scale.x(first), scale.right if last is None else scale.x(last)
        if right - left > 1:
            parts.append(
                hatched(left, top + 1, right, top + layout.height - 1, gap=6, colour=HATCH)
            )
    return "".join(parts)
