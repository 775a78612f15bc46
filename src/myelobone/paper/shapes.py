"""Marks as shapes: what it is by outline, how it stands by what fills it, so that neither needs colour."""

from __future__ import annotations

from math import cos, pi, sin

from .svg import element, path

INK, PAPER, GREY, FAINT, ALARM = "#1f3a5f", "#ffffff", "#5b6673", "#c4cad2", "#a3161d"
GRID, PAST, HATCH, BAND = "#e4e7ec", "#f4f5f7", "#8a94a1", "#e6ebf2"
DASHES = "2 1.6"
SLIM = 5.0  # a bar below this is drawn full, for no hatching can be seen in it
Point = tuple[float, float]


def shape(kind: str, status: str, x: float, y: float, r: float, *, hangs: bool = False) -> str:
    """One mark centred at a point, `r` from its centre to its edge."""
    if status == "overdue":
        return _overdue(x, y, r)
    done = status == "done"
    outline = _outline(
        kind, x, y, r,
        fill=INK if done else PAPER,
        stroke=GREY if status == "held" else INK,
        stroke_width=1.9 if status == "due" else 1.2,
        stroke_dasharray=DASHES if hangs else None,
    )  # fmt: skip
    if status == "due":
        return outline + element("circle", cx=x, cy=y, r=r * 0.38, fill=INK)
    if status == "held":
        return outline + cross(x, y, r + 1)
    return outline


def cross(x: float, y: float, r: float) -> str:
    """Two strokes through a mark that is not to happen on its day."""
    a = r * 0.85
    strokes = f"M{x - a:.2f} {y - a:.2f}L{x + a:.2f} {y + a:.2f}M{x - a:.2f} {y + a:.2f}L{x + a:.2f} {y - a:.2f}"
    return element("path", d=strokes, stroke=INK, stroke_width=1.3)


def hatched(
    left: float, top: float, right: float, bottom: float, *, gap: float, colour: str
) -> str:
    """Slanting lines that fill a rectangle, drawn one by one so that no name is needed for them."""
    height = bottom - top
    lines = []
    start = left - height
    while start < right:
        x1, y1, x2, y2 = start, bottom, start + height, top
        if x1 < left:
            x1, y1 = left, bottom - (left - start)
        if x2 > right:
            x2, y2 = right, top + (start + height - right)
        if x2 > x1:
            lines.append(f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}")
        start += gap
    return element("path", d="".join(lines), stroke=colour, stroke_width=0.8) if lines else ""


def bar(
    left: float,
    right: float,
    y: float,
    r: float,
    *,
    planned: bool = False,
    before: bool = False,
    after: bool = False,
) -> str:
    """A hatched bar; one that goes on beyond the picture ends in an arrow, one ahead has a broken outline."""
    top, bottom = y - r, y + r
    if right - left < SLIM:
        return element("rect", x=left, y=top, width=right - left, height=2 * r, fill=GREY)
    tip = min(r, (right - left) / 3)
    start, end = left + tip * before, right - tip * after
    corners = [(start, top), (end, top), (right, y), (end, bottom), (start, bottom), (left, y)]
    outline = path(
        corners, closed=True, fill="none", stroke=INK, stroke_width=1,
        stroke_dasharray="3 2" if planned else None,
    )  # fmt: skip
    ground = path(corners, closed=True, fill=PAPER)
    return ground + hatched(start, top, end, bottom, gap=3.4, colour=GREY) + outline


def _overdue(x: float, y: float, r: float) -> str:
    """A warning triangle, whatever the lane."""
    r *= 1.35
    corners = [(x, y - r), (x + r * 1.05, y + r * 0.8), (x - r * 1.05, y + r * 0.8)]
    return (
        path(
            corners,
            closed=True,
            fill=PAPER,
            stroke=ALARM,
            stroke_width=1.6,
            stroke_linejoin="round",
        )
        + path([(x, y - r * 0.42), (x, y + r * 0.2)], stroke=ALARM, stroke_width=1.5)
        + element("circle", cx=x, cy=y + r * 0.5, r=0.9, fill=ALARM)
    )


def _outline(kind: str, x: float, y: float, r: float, **how: str | float | None) -> str:
    match kind:
        case "circle":
            return element("circle", cx=x, cy=y, r=r, **how)
        case "square":
            a = r * 0.9
            return element("rect", x=x - a, y=y - a, width=2 * a, height=2 * a, **how)
        case "pill":
            a = r * 0.55
            return element("rect", x=x - a, y=y - r, width=2 * a, height=2 * r, rx=a, **how)
        case _:
            return path(_corners(kind, x, y, r), closed=True, stroke_linejoin="round", **how)


def _corners(kind: str, x: float, y: float, r: float) -> list[Point]:
    match kind:
        case "triangle":
            return [(x - r * 1.1, y - r * 0.8), (x + r * 1.1, y - r * 0.8), (x, y + r)]
        case "diamond":
            a = r * 1.15
            return [(x, y - a), (x + a, y), (x, y + a), (x - a, y)]
        case "star":
            return [_polar(x, y, r * (1.3 if n % 2 == 0 else 0.55), n * pi / 5) for n in range(10)]
        case _:
            return [_polar(x, y, r * 1.08, n * pi / 3) for n in range(6)]  # hexagon


def _polar(x: float, y: float, r: float, angle: float) -> Point:
    return x + r * sin(angle), y - r * cos(angle)
