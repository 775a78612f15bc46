"""Growth drawn as SVG: time against size, both axes logarithmic, so that a straight line is a power law."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

from .clock import short
from .growth import Curve

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 26, 34, 40
COLOURS = ("#1b4f8a", "#b3541e", "#3d7a3d", "#7a3d6f")
STYLE = "font:12px sans-serif;fill:#222"


def chart(panels: Sequence[tuple[str, str, Sequence[Curve]]]) -> str:
    """Panels side by side, each a title, a name of the sizes, and its curves."""
    body = "".join(
        f'<g transform="translate({n * WIDTH},0)">{_panel(*panel)}</g>'
        for n, panel in enumerate(panels)
    )
    width = WIDTH * len(panels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" '
        f'width="{width}" height="{HEIGHT}" style="{STYLE}">'
        f'<rect width="{width}" height="{HEIGHT}" fill="white"/>{body}</svg>\n'
    )


def _panel(title: str, sizes: str, curves: Sequence[Curve]) -> str:
    xs = [log10(size) for curve in curves for size in curve.sizes]
    ys = [log10(seconds) for curve in curves for seconds in curve.seconds]
    across = _Axis(min(xs), max(xs), LEFT, WIDTH - RIGHT)
    up = _Axis(floor(min(ys)), ceil(max(ys)), HEIGHT - BOTTOM, TOP)
    parts = [f'<text x="{LEFT}" y="18" style="font-weight:bold">{escape(title)}</text>']
    for power in range(floor(min(ys)), ceil(max(ys)) + 1):
        y = up.at(power)
        parts.append(_line(LEFT, y, WIDTH - RIGHT, y, "#ddd"))
        parts.append(_text(LEFT - 6, y + 4, short(10.0**power), "end"))
    for size in sorted({size for curve in curves for size in curve.sizes}):
        x = across.at(log10(size))
        parts.append(_line(x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4, "#888"))
        parts.append(_text(x, HEIGHT - BOTTOM + 16, f"{size:,}", "middle"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, sizes, "middle"))
    for number, curve in enumerate(curves):
        colour = COLOURS[number % len(COLOURS)]
        points = [
            (across.at(log10(size)), up.at(log10(seconds)))
            for size, seconds in zip(curve.sizes, curve.seconds, strict=True)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        label = f"{curve.name}: exponent {curve.exponent:.2f}"
        parts.append(_text(LEFT + 8, TOP + 12 + 15 * number, label, "start", colour))
    return "".join(parts)


class _Axis:
    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.start = low, start
        self.scale = (end - start) / ((high - low) or 1)

    def at(self, value: float) -> float:
        return self.start + (value - self.low) * self.scale


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#222") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="font-size:11px;fill:{colour}">'
        f"{escape(text)}</text>"
    )
