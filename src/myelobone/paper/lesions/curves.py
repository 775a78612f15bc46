"""Smooth curves through given points, as the data of a path."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

Point = tuple[float, float]
Bend = tuple[Point, bool]  # a point, and whether the curve has a corner there
Piece = tuple[Point, Point, Point, Point]  # start, two handles, end


def smooth(bends: Sequence[Bend], *, closed: bool) -> list[Piece]:
    """Cubic pieces through the points; the handles on both sides of a point are alike, at a corner nothing."""
    points = [point for point, _ in bends]
    count = len(points)
    handles = []
    for i, (at, sharp) in enumerate(bends):
        before = points[i - 1] if closed or i > 0 else at
        after = points[(i + 1) % count] if closed or i + 1 < count else at
        handles.append((0.0, 0.0) if sharp else _handle(at, before, after))
    pieces = []
    for i in range(count if closed else count - 1):
        a, b = points[i], points[(i + 1) % count]
        (ax, ay), (bx, by) = handles[i], handles[(i + 1) % count]
        pieces.append((a, (a[0] + ax, a[1] + ay), (b[0] - bx, b[1] - by), b))
    return pieces


def _handle(at: Point, before: Point, after: Point) -> Point:
    """Along the tangent, no longer than the nearer neighbour allows, so that no loop is made."""
    dx, dy = after[0] - before[0], after[1] - before[1]
    span = hypot(dx, dy) or 1.0
    near, far = sorted((_distance(at, before), _distance(at, after)))
    length = min((near + far) / 6, near * 0.5) if near else far / 4
    return dx / span * length, dy / span * length


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def drawn(pieces: Sequence[Piece], *, closed: bool, joined: bool = False) -> str:
    """The pieces as relative path data in tenths of a length, whole numbers all."""
    at = _tenths(pieces[0][0])
    text = f"{'L' if joined else 'M'}{at[0]} {at[1]}"
    command, handle = "", None
    for _, first, second, end in pieces:
        one, two, to = _tenths(first), _tenths(second), _tenths(end)
        mirrored = (
            handle is not None
            and _near(one[0] - at[0], handle[0])
            and _near(one[1] - at[1], handle[1])
        )
        numbers = [] if mirrored else [one[0] - at[0], one[1] - at[1]]
        numbers += [two[0] - at[0], two[1] - at[1], to[0] - at[0], to[1] - at[1]]
        wanted = "s" if mirrored else "c"
        written = "".join(f" {n}" if n >= 0 else str(n) for n in numbers)
        text += written if wanted == command else wanted + written.lstrip()
        command, handle, at = wanted, (to[0] - two[0], to[1] - two[1]), to
    return text + ("z" if closed else "")


def _near(a: int, b: int) -> bool:
    return abs(a - b) <= 1


def _tenths(point: Point) -> tuple[int, int]:
    return round(point[0] * 10), round(point[1] * 10)


def band(line: Sequence[tuple[float, float, float]]) -> list[Bend]:
    """The outline of a line that is as wide as its third number says, rounded at its ends."""
    left, right = [], []
    for i, (x, y, w) in enumerate(line):
        a, b = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        dx, dy = b[0] - a[0], b[1] - a[1]
        span = hypot(dx, dy) or 1.0
        left.append(((x + dy / span * w, y - dx / span * w), False))
        right.append(((x - dy / span * w, y + dx / span * w), False))
    return [*left, *reversed(right)]


def rod(a: Point, b: Point, widths: Sequence[float]) -> list[Bend]:
    """The outline of a short bone: wide at its ends, slim between."""
    first, middle, last = widths
    shape = ((0, 0.6, first), (0.08, 1, first), (0.5, 1, middle), (0.9, 1, last), (1, 0.5, last))
    return band([(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, w * k) for t, k, w in shape])
