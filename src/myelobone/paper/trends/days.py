"""The days below a chart: months, and years where they begin."""

from __future__ import annotations

from ...page.look import Look
from ..scale import Scale
from ..svg import label, path
from ..text import width
from ..words import month

GREY, SIZE, GUTTER = "#5b6673", 9.0, 36.0


def days(scale: Scale, top: float, bottom: float, look: Look) -> str:
    """Months and years below; a year stands where it begins, and at the left end."""
    drawn = path([(scale.left, bottom), (scale.right, bottom)], stroke=GREY, stroke_width=0.9)
    ticks = scale.ticks(30.0)
    free, free_year = -1e9, -1e9
    for tick in ticks:
        x = scale.x(tick.day)
        drawn += path([(x, bottom), (x, bottom + 3)], stroke=GREY, stroke_width=0.9)
        name = month(tick.month, look.lang)
        half = width(name, SIZE) / 2
        if x - half > free and x + half <= scale.right + 8 and x - half >= scale.left - GUTTER:
            drawn += label(x, bottom + 12, name, size=SIZE, fill=GREY, anchor="middle")
            free = x + half + 3
        if tick.year is not None:
            year = str(tick.year)
            wide = width(year, SIZE, bold=True)
            start = min(max(x - wide / 2, scale.left - wide / 2), scale.right + 8 - wide)
            if start > free_year:
                drawn += label(start, bottom + 22, year, size=SIZE, fill=GREY, bold=True)
                free_year = start + wide + 3
    return drawn
