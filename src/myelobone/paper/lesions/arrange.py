"""Where markers stand so that none covers another, a name, or the edge: at its place, else beside it."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from msgspec import Struct

Point = tuple[float, float]


class Box(Struct, frozen=True):
    """A rectangle that markers keep off."""

    left: float
    top: float
    right: float
    bottom: float


RINGS, TURNS = 34, 20  # how far and in how many directions a free place is looked for
STEP = 3.0


def arrange(
    places: Sequence[Point],
    reach: float,
    bounds: Box,
    taken: Sequence[Box] = (),
    *,
    axis: float | None = None,
) -> list[Point]:
    """A point for each place, all at least two reaches apart where the bounds have room.

    Away from `axis`, the midline of the drawing, is tried first.
    """
    stands: list[Point] = []
    for place in places:
        stands.append(_free(place, stands, reach, bounds, taken, axis))
    return stands


def _free(
    place: Point, stands: Sequence[Point], reach: float, bounds: Box, taken: Sequence[Box], axis: float | None
) -> Point:  # fmt: skip
    outward = 0.0 if axis is None or place[0] >= axis else pi
    turns = sorted(range(TURNS), key=lambda n: min(n, TURNS - n))
    best, worst = place, -1.0
    for ring in range(RINGS):
        away = ring * STEP + (2 * reach - STEP if ring else 0)
        for n in turns if ring else (0,):
            angle = outward + n * 2 * pi / TURNS
            x, y = place[0] + cos(angle) * away, place[1] + sin(angle) * away
            room = min((hypot(x - a, y - b) for a, b in stands), default=1e9)
            inside = (
                bounds.left + reach <= x <= bounds.right - reach
                and bounds.top + reach <= y <= bounds.bottom - reach
            )
            if not inside or any(_covers(box, x, y, reach) for box in taken):
                continue
            if room >= 2 * reach:
                return x, y
            if room > worst:
                best, worst = (x, y), room
    return best


def _covers(box: Box, x: float, y: float, reach: float) -> bool:
    return box.left - reach < x < box.right + reach and box.top - reach < y < box.bottom + reach
