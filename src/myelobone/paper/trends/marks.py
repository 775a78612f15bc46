"""The marks of values: a shape for each line of a chart, hollow where only a bound is known."""

from __future__ import annotations

from ..svg import element, path

COLOURS = ("#1f4e86", "#a4500f", "#0b6a5d")
DASHES: tuple[str | None, ...] = (None, "5 2.4", "1.6 2")
PAPER, ALARM = "#ffffff", "#a3161d"
R = 2.7


def mark(
    number: int,
    x: float,
    y: float,
    colour: str,
    *,
    bound: str = "",
    hollow: bool = False,
    outside: bool = False,
) -> str:
    """One value: disc, square or diamond; a hollow triangle that points down for less than, up for more than."""
    fill = PAPER if hollow or bound else colour
    if bound:
        down = 1 if bound == "<" else -1
        corners = [(x - 3.6, y - 2.8 * down), (x + 3.6, y - 2.8 * down), (x, y + 3.6 * down)]
        return path(
            corners,
            closed=True,
            fill=fill,
            stroke=colour,
            stroke_width=1.2,
            stroke_linejoin="round",
        )
    ring = (
        element("circle", cx=x, cy=y, r=R + 1.9, fill="none", stroke=ALARM, stroke_width=0.9)
        if outside
        else ""
    )
    match number % 3:
        case 0:
            drawn = element("circle", cx=x, cy=y, r=R, fill=fill, stroke=colour, stroke_width=1)
        case 1:
            a = R * 0.9
            drawn = element(
                "rect",
                x=x - a,
                y=y - a,
                width=2 * a,
                height=2 * a,
                fill=fill,
                stroke=colour,
                stroke_width=1,
            )
        case _:
            a = R * 1.25
            drawn = path(
                [(x, y - a), (x + a, y), (x, y + a), (x - a, y)],
                closed=True,
                fill=fill,
                stroke=colour,
                stroke_width=1,
            )
    return drawn + ring
