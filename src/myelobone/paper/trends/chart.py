"""One chart drawn: its head, the usual range, limits, lines, doses and events, days and strips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ...language.dates import iso
from ...language.screens import Limit
from ...page.look import Look
from ..scale import Scale
from ..svg import element, label, path, title
from ..text import shorten, width
from .days import days
from .events import Event
from .gather import Chart
from .lines import line_drawn
from .marks import COLOURS, DASHES, mark
from .strips import Bar, strips_drawn
from .ticks import Axis, axis, step, written
from .words import word

INK, GREY, GRID, BAND, BAND_EDGE, LIMIT, FAINT = (
    "#22262b", "#5b6673", "#e3e6ea", "#e3efe4", "#9dbb9f", "#a3161d", "#aab2bb",
)  # fmt: skip
HEAD, SUB, PLOT, DAYS, TOP_ROW = 15.0, 13.0, 92.0, 26.0, 15.0
SIZE, NOTE = 9.0, 8.0
GUTTER = 36.0


class Common(Struct, frozen=True, kw_only=True):
    """What every chart of a page has in common."""

    look: Look
    start: int
    end: int
    events: Sequence[Event]


def chart(
    found: Chart, bars: Sequence[Bar], common: Common, left: float, right: float, top: float
) -> tuple[str, float]:
    """The chart between two edges with its upper edge at `top`; and its bottom."""
    look = common.look
    plot_top = top + HEAD + SUB + TOP_ROW
    scale = Scale(common.start, common.end, left + GUTTER, right - 8)
    drawn, bottom = [_head(found, left, right, top, look)], plot_top
    if found.lines:
        bottom = plot_top + PLOT
        values = _extent(found)
        ruler = axis(
            values, bottom, plot_top + 6, log=found.panel.log, from_zero=found.panel.from_zero
        )
        drawn += [
            _band(found, ruler, scale, right),
            _grid(ruler, scale, left),
            _limits(found, ruler, scale, look),
        ]
        drawn += [_happened(common, scale, plot_top, bottom)]
        drawn += [
            line_drawn(line, number, found, ruler, scale, look)
            for number, line in enumerate(found.lines)
        ]
    if bars:
        text, bottom = strips_drawn(bars, scale, left, bottom + (4 if found.lines else 0), look)
        drawn.append(text)
    drawn.append(days(scale, plot_top, bottom, look))
    return element(
        "g", title(told(found, look)), *drawn, class_="chart", data_panel=found.panel.id
    ), bottom + DAYS


def told(found: Chart, look: Look) -> str:
    """What the chart says, in a sentence a line."""
    lines = [found.label]
    for line in found.lines:
        last = line.values[-1]
        text = f"{last.text} {found.unit}".strip() if not last.bound else last.text
        said = word("summary", look.lang).format(line.label, len(line.values), text, iso(last.day))
        lines.append(said)
    return "\n".join(lines)


def _head(found: Chart, left: float, right: float, top: float, look: Look) -> str:
    """The name, the unit and the usual range; below, what each line is and its last value."""
    note = [found.unit] if found.unit else []
    if found.low is not None or found.high is not None:
        note.append(f"{word('range', look.lang)} {_range(found)}")
    said = " · ".join(note)
    room = right - left - width(said, SIZE) - 8
    drawn = label(
        left, top + 11, shorten(found.label, 12 * 1.06, room), size=12, fill=INK, bold=True
    )
    drawn += label(right - 8, top + 11, said, size=SIZE, fill=GREY, anchor="end")
    x, y = left, top + HEAD + 8
    room = (right - left) / max(len(found.lines), 1)
    for number, line in enumerate(found.lines):
        drawn += path([(x, y - 3), (x + 16, y - 3)], stroke=COLOURS[number % 3], stroke_width=1.3,
                      stroke_dasharray=DASHES[number % 3])  # fmt: skip
        drawn += mark(number, x + 8, y - 3, COLOURS[number % 3])
        last = line.values[-1]
        name = (
            line.label
            if len(found.lines) > 1 or line.label.lower() != found.label.lower()
            else word("last", look.lang)
        )
        text = shorten(f"{name} {last.text}（{iso(last.day)}）" if look.lang == "zh" and len(found.lines) == 1
                       else f"{name} {last.text} ({iso(last.day)})" if len(found.lines) == 1
                       else f"{name} {last.text}", SIZE, room - 24)  # fmt: skip
        drawn += label(x + 20, y, text, size=SIZE, fill=INK)
        x += min(room, 24 + width(text, SIZE) + 8)
    return drawn


def _range(found: Chart) -> str:
    def edge(value: float) -> str:
        return f"{value:g}" if found.digits is None else f"{value:.{found.digits}f}"

    if found.low is not None and found.high is not None:
        return f"{edge(found.low)}–{edge(found.high)}"
    return f"≥ {edge(found.low)}" if found.low is not None else f"≤ {edge(found.high or 0.0)}"


def _extent(found: Chart) -> list[float]:
    """Everything that the scale must hold; a range far beyond the values only where the values begin."""
    values = [v.at for line in found.lines for v in line.values]
    low, high = min(values), max(values)
    reach = max(high - low, abs(high) * 0.15)
    edges = [e for e in (found.low, found.high) if e is not None]
    limits = [limit.at.value for limit in found.panel.limits]
    return values + [e for e in (*edges, *limits) if low - 2 * reach <= e <= high + 2 * reach]


def _band(found: Chart, ruler: Axis, scale: Scale, right: float) -> str:
    if found.low is None and found.high is None:
        return ""
    upper = ruler.y(found.high) if found.high is not None else ruler.top
    lower = ruler.y(found.low) if found.low is not None else ruler.bottom
    drawn = element(
        "rect",
        x=scale.left,
        y=upper,
        width=scale.right - scale.left,
        height=max(lower - upper, 0),
        fill=BAND,
    )
    for edge in (found.low, found.high):
        if edge is not None and ruler.low <= edge <= ruler.high:
            y = ruler.y(edge)
            drawn += path([(scale.left, y), (scale.right, y)], stroke=BAND_EDGE, stroke_width=0.7)
    return drawn


def _grid(ruler: Axis, scale: Scale, left: float) -> str:
    ticks = ruler.ticks(5)
    size = step(ruler.high - ruler.low, 5)
    drawn = ""
    for value in ticks:
        y = ruler.y(value)
        text = f"{value:g}" if ruler.log else written(value, size)
        drawn += path([(scale.left, y), (scale.right, y)], stroke=GRID, stroke_width=0.7)
        drawn += label(scale.left - 4, y + 3.2, text, size=SIZE, fill=GREY, anchor="end")
    return drawn


def _limits(found: Chart, ruler: Axis, scale: Scale, look: Look) -> str:
    """Limits across, each with what it rests on where the fewest values stand."""
    points = [(scale.x(v.day), ruler.y(v.at)) for line in found.lines for v in line.values]
    drawn = ""
    for limit in found.panel.limits:
        if not ruler.low <= limit.at.value <= ruler.high:
            continue
        y = ruler.y(limit.at.value)
        text = f"{limit.at.value:g} [{', '.join((*limit.cites, *limit.readings))}]"
        wide = width(text, NOTE)
        places = [
            (x, base)
            for base in (y - 2.6, y + NOTE + 0.4) if ruler.top + NOTE - 2 <= base <= ruler.bottom - 1
            for x in (scale.right - 2, scale.left + 2 + wide)
        ]  # fmt: skip
        x, base = min(
            places,
            key=lambda place: _crowd(points, place[0], place[1], wide),
            default=(scale.right - 2, y - 2.6),
        )
        ends = [(scale.left, y), (scale.right, y)]
        drawn += element(
            "g",
            title(_said(limit, look)),
            path(ends, stroke=LIMIT, stroke_width=0.9, stroke_dasharray="5 2.5"),
            label(x, base, text, size=NOTE, fill=LIMIT, anchor="end", halo=True),
        )
    return drawn


def _crowd(points: Iterable[tuple[float, float]], right: float, base: float, wide: float) -> int:
    """How many values a text would stand on."""
    return sum(
        1 for x, y in points if right - wide - 4 < x < right + 4 and base - NOTE - 3 < y < base + 4
    )


def _said(limit: Limit, look: Look) -> str:
    """The statements and readings of a limit, in words."""
    known = look.knowledge
    lines = [f"{limit.at.value:g} {look.unit(limit.at.unit)}"]
    lines += [f"{name} {look.text(known.statements[name].says)}" for name in limit.cites]
    lines += [f"{name} {look.text(known.readings[name].take)}" for name in limit.readings]
    return "\n".join(lines)


def _happened(common: Common, scale: Scale, top: float, bottom: float) -> str:
    """Doses as full arrowheads on the upper edge, events as lettered lines."""
    drawn = path([(scale.left, top), (scale.right, top)], stroke=FAINT, stroke_width=0.6)
    free = -1e9
    for event in common.events:
        x = scale.x(event.day)
        if event.dose:
            tip = [(x - 2.3, top - 5), (x + 2.3, top - 5), (x, top - 0.6)]
            drawn += element(
                "g", title(f"{iso(event.day)} {event.text}"), path(tip, closed=True, fill=INK)
            )
            continue
        lines = path(
            [(x, top), (x, bottom)], stroke=GREY, stroke_width=0.8, stroke_dasharray="1.5 2"
        )
        words = ""
        if x - 3 > free:
            words = label(
                x, top - 6, event.letter, size=SIZE, fill=INK, bold=True, anchor="middle", halo=True
            )
            free = x + width(event.letter, SIZE, bold=True)
        drawn += element("g", title(f"{iso(event.day)} {event.text}"), lines, words)
    return drawn
