"""The numbered markers: a shape for what it is, a sign for how it changed, so that neither needs colour."""

from __future__ import annotations

from math import cos, pi, sin

from ..svg import element, label, path

INK, PAPER, GREY, LEADER = "#22262b", "#ffffff", "#5b6673", "#3f4650"
FILLS = {
    "circle": "#a8321f", "ring": PAPER, "triangle": "#1d3f6e", "diamond": "#5b3f8f",
    "square": "#0b5f63", "hexagon": "#5d5a1e", "pill": "#5b6673",
}  # fmt: skip
R = 6.4
NUMBER = 8.2


def marker(
    shape: str,
    x: float,
    y: float,
    number: str,
    *,
    r: float = R,
    status: str = "",
    inexact: bool = False,
) -> str:
    """One marker around a point; gone is hollow, new and grown carry a sign, not exact is broken."""
    colour = FILLS[shape]
    edge = "#a8321f" if shape == "ring" else colour
    hollow = status == "gone" or shape == "ring"
    back = _outline(shape, x, y, r + 1.3, fill=PAPER)
    front = _outline(
        shape, x, y, r, fill=PAPER if hollow else colour, stroke=edge,
        stroke_width=1.8 if hollow else 0.6,
        stroke_dasharray="2.2 1.8" if status == "gone" else None,
    )  # fmt: skip
    if inexact:
        front += _outline(shape, x, y, r + 2.4, fill="none", stroke=edge, stroke_width=0.9,
                          stroke_dasharray="1.6 1.6")  # fmt: skip
    size = NUMBER * r / R * (1 if len(number) == 1 else 0.86 if len(number) == 2 else 0.66)
    low = y + size * 0.36 + (r * 0.2 if shape == "triangle" else 0)
    text = label(
        x, low, number, size=size, fill=edge if hollow else PAPER, bold=True, anchor="middle"
    )
    return back + front + (text if number else "") + _sign(status, x + r * 0.95, y - r * 0.95)


def leader(x: float, y: float, to_x: float, to_y: float) -> str:
    """From a marker that stands beside its place to the place."""
    return (
        path([(x, y), (to_x, to_y)], stroke=PAPER, stroke_width=2.2)
        + path([(x, y), (to_x, to_y)], stroke=LEADER, stroke_width=0.8)
        + element("circle", cx=to_x, cy=to_y, r=1.4, fill=LEADER)
    )


def _sign(status: str, x: float, y: float) -> str:
    """A small plus for new, an arrow up for grown and down for smaller, an equals sign for the same."""
    a = 2.1
    match status:
        case "new":
            strokes = f"M{x - a:.2f} {y:.2f}h{2 * a}M{x:.2f} {y - a:.2f}v{2 * a}"
        case "grown":
            strokes = f"M{x:.2f} {y + a:.2f}v{-2 * a}M{x - 1.7:.2f} {y - 0.4:.2f}l1.7 -1.7l1.7 1.7"
        case "smaller":
            strokes = f"M{x:.2f} {y - a:.2f}v{2 * a}M{x - 1.7:.2f} {y + 0.4:.2f}l1.7 1.7l1.7 -1.7"
        case _:
            return ""
    return element("circle", cx=x, cy=y, r=3.6, fill=PAPER, stroke=INK, stroke_width=0.7) + element(
        "path", d=strokes, stroke=INK, stroke_width=1.2, fill="none", stroke_linecap="round"
    )


def _outline(shape: str, x: float, y: float, r: float, **how: str | float | None) -> str:
    match shape:
        case "circle" | "ring":
            return element("circle", cx=x, cy=y, r=r * 0.98, **how)
        case "square":
            a = r * 0.9
            return element("rect", x=x - a, y=y - a, width=2 * a, height=2 * a, rx=1, **how)
        case "pill":
            return element(
                "rect",
                x=x - r * 1.1,
                y=y - r * 0.78,
                width=2.2 * r,
                height=1.56 * r,
                rx=r * 0.78,
                **how,
            )
        case "triangle":
            corners = [
                (x, y - r * 1.14),
                (x + r * 1.16, y + r * 0.88),
                (x - r * 1.16, y + r * 0.88),
            ]
        case "diamond":
            a = r * 1.2
            corners = [(x, y - a), (x + a, y), (x, y + a), (x - a, y)]
        case _:
            corners = [
                (x + r * 1.08 * sin(n * pi / 3), y - r * 1.08 * cos(n * pi / 3)) for n in range(6)
            ]
    return path(corners, closed=True, stroke_linejoin="round", **how)
