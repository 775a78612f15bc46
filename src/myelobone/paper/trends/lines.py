"""The lines of a chart: each value a mark, those near enough joined."""

from __future__ import annotations

from itertools import pairwise

from ...language.dates import Duration, add_months, iso
from ...page.look import Look
from ..scale import Scale
from ..svg import element, path, title
from .gather import Chart, Series, Value
from .marks import COLOURS, DASHES, mark
from .ticks import Axis
from .words import word


def line_drawn(
    line: Series, number: int, found: Chart, ruler: Axis, scale: Scale, look: Look
) -> str:
    """One line with its marks."""
    colour = COLOURS[number % len(COLOURS)]
    drawn = ""
    for one, two in pairwise(line.values):
        if _joined(one, two, found.panel.gap):
            ends = [(scale.x(one.day), ruler.y(one.at)), (scale.x(two.day), ruler.y(two.at))]
            drawn += path(
                ends, stroke=colour, stroke_width=1.3, stroke_dasharray=DASHES[number % len(DASHES)]
            )
    for value in line.values:
        drawn += _point(value, number, colour, found, line, ruler, scale, look)
    return drawn


def _point(
    value: Value,
    number: int,
    colour: str,
    found: Chart,
    line: Series,
    ruler: Axis,
    scale: Scale,
    look: Look,
) -> str:
    x, y = scale.x(value.day), ruler.y(value.at)
    said = value.text if value.bound else f"{value.text} {found.unit}".strip()
    text = f"{iso(value.day)} {line.label} {said}"
    outside = (found.low is not None and value.high < found.low) or (
        found.high is not None and value.low > found.high
    )
    if outside:
        text += f" · {word('outside', look.lang)}"
    parts = [title(text)]
    if value.first != value.last:
        ends = [(scale.x(value.first), y), (scale.x(value.last), y)]
        parts.append(path(ends, stroke=colour, stroke_width=0.9))
    if not value.exact and not value.bound:
        span = [(x, ruler.y(value.low)), (x, ruler.y(value.high))]
        parts.append(path(span, stroke=colour, stroke_width=2.4, stroke_opacity=0.45))
    parts.append(
        mark(number, x, y, colour, bound=value.bound, hollow=not value.exact, outside=outside)
    )
    return element("g", *parts)


def _joined(one: Value, two: Value, gap: Duration | None) -> bool:
    """Whether a line leads from one value to the next: neither a mere bound, nor too far apart."""
    if one.bound or two.bound:
        return False
    if gap is None:
        return True
    last = (
        add_months(one.day, gap.count * (12 if gap.unit == "years" else 1))
        if gap.unit in ("months", "years")
        else (one.day + gap.count * (7 if gap.unit == "weeks" else 1))
    )
    return two.day <= last
