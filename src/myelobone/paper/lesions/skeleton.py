"""The skeleton as parts in the order of painting, from the points in `skeleton.yaml`; made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from math import cos, radians, sin
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from .curves import Bend, Point, band, drawn, rod, smooth
from .points import File, Shape, read

View = Literal["front", "back", "side"]
SIDES = ("_left", "_right")
TAPER, BLUNT = 0.45, 0.84  # how wide a rib begins and ends


Pose = tuple[float, float, float, float, float, float]  # as in a transform: matrix(a b c d e f)
STRAIGHT: Pose = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MIRRORED: Pose = (-1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Part(Struct, frozen=True):
    """One path of a view, the site it belongs to, and a point in the middle of it.

    Parts with the same `like` have one shape, which `pose` brings to its place.
    """

    site: str | None
    kind: str
    d: str
    points: tuple[Point, ...]
    middle: Point
    like: str = ""
    pose: Pose = STRAIGHT

    @property
    def mirrored(self) -> bool:
        """Whether it is the mirror of what is given in the file."""
        return self.pose[0] < 0


@cache
def parts(view: View) -> tuple[Part, ...]:
    """What a view is painted from, back to front."""
    found = read()
    if view == "side":
        return tuple(_side_view(found))
    drawn: list[Part] = []
    for _, run in groupby(
        getattr(found, view), key=lambda s: (s.site, s.half) if s.half else id(s)
    ):
        each = [list(_parts(found, shape, view)) for shape in run]
        # of alike shapes of one site all on one side come first, so that a side is one group
        drawn += [p for one in each for p in one if not p.mirrored]
        drawn += [p for one in each for p in one if p.mirrored]
    return tuple(drawn)


def _side_view(found: File) -> Iterator[Part]:
    for shape in found.side_end:
        yield from _drawn(shape, "", _same)
    for name in reversed(found.side):
        yield from _vertebra(name, "side", _tilted(*found.side[name]))


def _tilted(x: float, y: float, degrees: float, half: float, height: float) -> Pose:
    turn = radians(degrees)
    a, b, c, d = half * cos(turn), -half * sin(turn), height * sin(turn), height * cos(turn)
    return a, b, c, d, x - c / 2, y - d / 2


Place = Callable[[Point], Point]


def _parts(found: File, shape: Shape, view: View) -> Iterator[Part]:
    if shape.same is not None:
        for other in getattr(found, shape.same):
            if (other.site == shape.site) if shape.site else (other.kind == shape.kind):
                yield from _parts(found, other, view)
    elif shape.arcs is not None:
        lines = getattr(found.arcs, shape.arcs)
        for number in range(len(lines), 0, -1):
            line = [_numbers(p) for p in lines[number - 1].split()]
            yield from _rib(
                number,
                line,
                found.arcs.width[shape.arcs],
                _ends(shape.arcs, found, number),
                shape.kind,
                view,
            )
    elif shape.spine is not None:
        names = list(found.vertebrae)
        for name in reversed(
            names[names.index(shape.to or "") : names.index(shape.from_ or "") + 1]
        ):
            yield from _vertebra(name, shape.spine, _standing(*found.vertebrae[name]))
    elif shape.half:
        plain = shape.site in found.midline or (shape.site is None and not shape.sites)
        right = list(_drawn(shape, "" if plain else _side(view, False), _same))
        left = _drawn(shape, "" if plain else _side(view, True), _mirrored)
        yield from right
        for part, twin in zip(left, right, strict=True):
            yield part if plain else replace(part, like=twin.d, pose=MIRRORED)
    else:
        yield from _drawn(shape, "", _same)


def _vertebra(name: str, view: str, pose: Pose) -> Iterator[Part]:
    """One vertebra from its template; both its sides are one site."""
    templates = read().templates[view]
    template = name if name in templates else name[0]
    for number, piece in enumerate(templates[template]):
        for turned in (_same, _mirrored) if piece.half else (_same,):
            for part in _drawn(piece, "", _posed(pose, turned)):
                yield replace(part, site=name, like=f"{view} {template} {number}", pose=pose)


def _posed(pose: Pose, turned: Place) -> Place:
    return lambda point: moved(pose, turned(point))


def _standing(top: float, height: float, half: float) -> Pose:
    return half, 0.0, 0.0, height, 0.0, top


def moved(pose: Pose, point: Point) -> Point:
    """Where a pose brings a point."""
    a, b, c, d, e, f = pose
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _ends(arc: str, found: File, number: int) -> tuple[float, float]:
    """How wide an arc begins and ends: where it goes on behind or in front, it runs out."""
    goes_on = number <= len(found.arcs.front)
    match arc:
        case "back":
            return BLUNT, TAPER if goes_on else BLUNT
        case "front":
            return TAPER, BLUNT
        case _:
            return BLUNT, BLUNT


def _rib(
    number: int,
    line: list[tuple[float, ...]],
    width: float,
    ends: tuple[float, float],
    kind: str,
    view: View,
) -> Iterator[Part]:
    shares = [1.0] * len(line)
    shares[0], shares[-1] = ends
    wide = [(p[0], p[1], width * share) for p, share in zip(line, shares, strict=True)]
    middle = line[len(line) // 2]
    for mirrored in (False, True):
        site, place = f"rib_{number}" + _side(view, mirrored), _turned(mirrored)
        pose = MIRRORED if mirrored else STRAIGHT
        twin = _part(site, kind, band(wide), _same, closed=True).d
        part = _part(site, kind, band(wide), place, closed=True, middle=(middle[0], middle[1]))
        yield replace(part, like=twin, pose=pose)
        if kind == "bone":
            crest = [((x, y - w * 0.4), False) for x, y, w in wide[1:]]
            twin = _part(site, "gleam", crest, _same, closed=False).d
            yield replace(_part(site, "gleam", crest, place, closed=False), like=twin, pose=pose)


def _drawn(shape: Shape, side: str, place: Place) -> Iterator[Part]:
    site = None if shape.site is None else shape.site + side
    if shape.sites:
        yield from _cut(shape, side, place)
    elif shape.dots is not None:
        for x, y, r in map(_numbers, shape.dots.split()):
            ring = [
                ((x + r, y), False),
                ((x, y + r), False),
                ((x - r, y), False),
                ((x, y - r), False),
            ]
            yield _part(site, shape.kind, ring, place, closed=True)
    elif shape.rods is not None:
        for text in shape.rods.split(";"):
            a, b, *widths = text.split()
            outline = rod(_numbers(a), _numbers(b), [float(w) for w in widths])  # type: ignore[arg-type]
            yield _part(site, shape.kind, outline, place, closed=True)
    elif shape.whole is not None:
        half = _bends(shape.whole)
        back = [((-x, y), sharp) for (x, y), sharp in reversed(half) if x > 0]
        yield _part(site, shape.kind, [*half, *back], place, closed=True)
    else:
        text = shape.at or ""
        centre_line = text.split()[0].count(",") == 2
        bends = band([_numbers(p) for p in text.split()]) if centre_line else _bends(text)  # type: ignore[misc]
        line = shape.kind == "line" and not shape.closed
        yield _part(site, shape.kind, bends, place, closed=not line)


def _cut(shape: Shape, side: str, place: Place) -> Iterator[Part]:
    """A bone of several sites: each is filled by itself, one outline goes around all."""
    text = shape.at or ""
    cuts = [i for i, p in enumerate(text.split()) if p.endswith("/")]
    bends = [(place(p), sharp) for p, sharp in _bends(text)]
    pieces = list(smooth(bends, closed=True))
    count, half = len(pieces), len(shape.sites) - 1
    down, up = cuts[:half], cuts[half:]
    for i, name in enumerate(shape.sites):
        first = down[i - 1] if i else up[-1]
        last = down[i] if i < half else up[0]
        runs = [(first, last)]
        if 0 < i < half:
            runs.append((up[half - 1 - i], up[half - i]))
        d, points = "", []
        for start, end in runs:
            wanted = range(start, end if end > start else end + count)
            chosen = [pieces[k % count] for k in wanted]
            points += [piece[0] for piece in chosen]
            d += drawn(chosen, closed=False, joined=bool(d))
        yield Part(name + side, "part", d + "z", tuple(points), centre(points), d + "z")
    points = [p for p, _ in bends]
    d = drawn(pieces, closed=True)
    yield Part(None, "outline", d, tuple(points), centre(points), d)


def _part(
    site: str | None, kind: str, bends: list[Bend], place: Place, *, closed: bool,
    middle: Point | None = None,
) -> Part:  # fmt: skip
    placed = [(place(p), sharp) for p, sharp in bends]
    points = tuple(p for p, _ in placed)
    d = drawn(smooth(placed, closed=closed), closed=closed)
    return Part(site, kind, d, points, place(middle) if middle is not None else centre(points), d)


def centre(points: Sequence[Point]) -> Point:
    """The centre of the area that points enclose."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    if abs(area) < 1e-6:
        return points[len(points) // 2]
    return x / (3 * area), y / (3 * area)


def _side(view: View, mirrored: bool) -> str:
    """Whose side it is: seen from the front, the viewer's right is the patient's left."""
    return SIDES[mirrored if view == "front" else not mirrored]


def _same(point: Point) -> Point:
    return point


def _mirrored(point: Point) -> Point:
    return -point[0], point[1]


def _turned(mirrored: bool) -> Place:
    return _mirrored if mirrored else _same


def _bends(text: str) -> list[Bend]:
    return [(_numbers(p.rstrip("!/")), p.endswith("!")) for p in text.split()]  # type: ignore[misc]


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(n) for n in text.split(","))
