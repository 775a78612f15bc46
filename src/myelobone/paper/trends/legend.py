"""The key below the charts: only what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from ...page.look import Look
from ..svg import element, label, path
from ..text import width
from .events import Event
from .gather import Found
from .marks import mark
from .words import word

SMALL, INK = 9.6, "#22262b"


def legend(
    found: Found, events: Sequence[Event], look: Look, left: float, right: float, top: float
) -> tuple[str, float]:
    """What a ring, a hollow mark and an arrowhead mean, where they stand on the page."""
    values = [(c, v) for c in found.charts for line in c.lines for v in line.values]
    samples = []
    if any(e.dose for e in events):
        samples.append((path([(-2.3, -2.4), (2.3, -2.4), (0, 2)], closed=True, fill=INK), "dose"))
    if any(_outside(c.low, c.high, v.low, v.high) for c, v in values):
        samples.append((mark(0, 0, 0, "#1f4e86", outside=True), "outside"))
    for bound, name in (("<", "less"), (">", "more")):
        if any(v.bound == bound for _, v in values):
            samples.append((mark(0, 0, 0, "#1f4e86", bound=bound), name))
    if any(c.panel.limits and c.lines for c in found.charts):
        dash = path([(-8, 0), (8, 0)], stroke="#a3161d", stroke_width=0.9, stroke_dasharray="5 2.5")
        samples.append((dash, "limit"))
    x, y, drawn = left + 8, top + 8, ""
    for sample, name in samples:
        text = word(name, look.lang)
        room = 14 + width(text, SMALL) + 16
        if x > left + 8 and x + room > right:
            x, y = left + 8, y + 16
        drawn += element("g", sample, transform=f"translate({x:.2f} {y:.2f})")
        drawn += label(x + 12, y + 3.5, text, size=SMALL, fill=INK)
        x += room
    return drawn, y + 6 if samples else top


def _outside(low: float | None, high: float | None, least: float, most: float) -> bool:
    return (low is not None and most < low) or (high is not None and least > high)
