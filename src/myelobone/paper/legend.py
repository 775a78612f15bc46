"""The key to the picture: only what stands in it, wrapped to its width."""

from __future__ import annotations

from collections.abc import Iterable

from ..page.words import Lang
from .marks import Mark
from .shapes import ALARM, DASHES, GREY, INK, bar, shape
from .svg import label, path
from .text import width
from .words import word

SIZE, LINE, SAMPLE = 10.0, 17.0, 24.0
R = 4.4
STATUSES: tuple[str, ...] = ("done", "due", "upcoming", "overdue", "held")


def legend(
    marks: Iterable[Mark], left: float, right: float, top: float, lang: Lang
) -> tuple[str, float]:
    """The key with its upper edge at `top`, and how high it is."""
    parts = []
    x, y = left, top + LINE / 2
    for key in _keys(list(marks)):
        text = word(key, lang)
        wide = SAMPLE + width(text, SIZE) + 12
        if x > left and x + wide > right:
            x, y = left, y + LINE
        parts += [
            _sample(key, x + SAMPLE / 2 - 2, y),
            label(x + SAMPLE, y + SIZE * 0.35, text, size=SIZE, fill=INK),
        ]
        x += wide
    return "".join(parts), y + LINE / 2 - top


def _keys(marks: list[Mark]) -> list[str]:
    points = [mark for mark in marks if mark.shape != "bar"]
    statuses = {mark.status for mark in points}
    keys: list[str] = [key for key in STATUSES if key in statuses]
    if any(mark.hangs for mark in points):
        keys.append("hangs")
    if any(m.first is not None and m.first <= m.day and m.first != m.last for m in points):
        keys.append("window")
    if any(mark.first is not None and mark.first > mark.day for mark in points):
        keys.append("early")
    if any(mark.due is not None and mark.due != mark.day for mark in points):
        keys.append("late")
    return [*keys, "hold"] if len(points) < len(marks) else keys


def _sample(key: str, x: float, y: float) -> str:
    bottom = y + R + 1.6
    match key:
        case "hold":
            return bar(x - 8, x + 8, y, R)
        case "hangs":
            line = path(
                [(x - 9, y), (x + 9, y)], stroke=GREY, stroke_width=1, stroke_dasharray=DASHES
            )
            return line + shape("circle", "upcoming", x, y, R, hangs=True)
        case "window":
            line = path([(x - 9, bottom), (x + 9, bottom)], stroke=GREY, stroke_width=1.5)
            for end in (x - 9, x + 9):
                line += path([(end, bottom - 2), (end, bottom + 2)], stroke=GREY, stroke_width=1)
            return shape("circle", "upcoming", x, y - 1, R) + line
        case "early":
            ends = [(x - 5, bottom), (x + 9, bottom)]
            line = path(ends, stroke=ALARM, stroke_width=1.2, stroke_dasharray="3 2")
            tick = path([(x + 9, bottom - 4), (x + 9, bottom + 2)], stroke=ALARM, stroke_width=1.6)
            return shape("circle", "upcoming", x - 5, y - 1, R) + line + tick
        case "late":
            line = path([(x - 8, bottom), (x + 3, bottom)], stroke=INK, stroke_width=2.2)
            tick = path([(x - 8, bottom - 3.5), (x - 8, bottom + 2)], stroke=INK, stroke_width=1.1)
            return shape("circle", "done", x + 3, y - 1, R) + line + tick
        case _:
            return shape("circle", key, x, y, R)
