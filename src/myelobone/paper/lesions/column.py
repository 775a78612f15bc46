"""The spine from the side, enlarged, each vertebra with its name."""

from __future__ import annotations

from collections.abc import Collection

from ..svg import label, path
from .arrange import Box
from .figure import Frame, figure
from .places import SOLID
from .points import read
from .skeleton import parts

TOP, BOTTOM, LEFT, RIGHT = 66.0, 386.0, -24.0, 44.0  # of the drawing
SIZE, ROOM = 8.4, 26.0
INK, FAINT = "#4b5560", "#d9dde1"


def column(
    frame: Frame, tinted: Collection[str], pale: Collection[str], involved: Collection[str]
) -> tuple[str, list[Box]]:
    """The spine in its frame, with the names of its vertebrae on the left; and the boxes these take."""
    left = frame.x + LEFT * frame.scale
    drawn, boxes = [], []
    for name, (x, y, *_) in read().side.items():
        at, level = frame.on_page((x, y))
        bold = name in involved
        drawn.append(
            path(
                [(left + 1, level), (at - 13 * frame.scale, level)], stroke=FAINT, stroke_width=0.6
            )
        )
        drawn.append(
            label(left - 1, level + SIZE * 0.34, name, size=SIZE, fill=INK, bold=bold, anchor="end")
        )
        boxes.append(Box(left - 18, level - 5, left, level + 5))
    return "".join(drawn) + figure(frame, tinted, pale), boxes


def middle(site: str) -> tuple[float, float] | None:
    """The point of a site on the spine from the side."""
    given = read().side.get(site)
    if given is not None:
        return given[0], given[1]
    found = [p for p in parts("side") if p.site == site and p.kind in SOLID]
    return found[0].middle if found else None
