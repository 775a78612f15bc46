"""One view of the skeleton as SVG: a group for each site, in the order of painting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import groupby

from msgspec import Struct

from ..svg import Value, element, title
from .skeleton import STRAIGHT, Part, Pose, View, moved, parts

BONE, EDGE, RIM = "#f8eed8", "#6f5f4a", 9  # fill, outline and its width in tenths
TINT, TINT_EDGE = "#e9a187", "#8c2f16"
MERGED = (
    "line",
    "hole",
    "deep",
    "light",
    "gleam",
    "shade",
)  # drawn as one where they follow each other

STYLES: dict[str, dict[str, Value]] = {
    "body": {"fill": "#f4f2ee", "stroke": "none"},
    "bone": {},
    "soft": {"stroke": "#9c8b70", "stroke_width": 7},
    "part": {"fill": BONE, "stroke": "none"},
    "outline": {"fill": "none"},
    "far": {"fill": "#ece4d4", "stroke": "#b3a48c", "stroke_width": 8},
    "cartilage": {"fill": "#d9e4e2", "stroke": "#93a5a2", "stroke_width": 7},
    "inner": {"fill": "#cdbd9d", "stroke": "none"},
    "hole": {"fill": "#5d5042", "stroke": "none"},
    "deep": {"fill": "#3b3229", "fill_opacity": 0.55, "stroke": "none"},
    "line": {"fill": "none", "stroke": "#8d7c64", "stroke_width": 6},
    "shade": {"fill": "#a98f66", "fill_opacity": 0.25, "stroke": "none"},
    "light": {"fill": "#ffffff", "fill_opacity": 0.6, "stroke": "none"},
    "gleam": {"fill": "none", "stroke": "#fffdf4", "stroke_width": 10},
    "tooth": {"fill": "#fffdf6", "stroke": "#8d7c64", "stroke_width": 5},
}
SAME = 1e-9
SHORT = 110  # characters of a group that is not worth being drawn by reference
PALE: dict[str, dict[str, Value]] = {
    "soft": {"fill": "#f3cfbd", "stroke": "#b98976", "stroke_width": 7},
    "bone": {"fill": "#f3cfbd", "stroke": "#a5614a", "stroke_width": 10},
    "part": {"fill": "#f3cfbd", "stroke": "none"},
    "far": {"fill": "#f0d8cc", "stroke": "#b98976", "stroke_width": 8},
    "gleam": {"fill": "none", "stroke": "#fbe7dd", "stroke_width": 10},
}
TINTED: dict[str, dict[str, Value]] = {
    "soft": {"fill": TINT, "stroke": TINT_EDGE, "stroke_width": 11},
    "bone": {"fill": TINT, "stroke": TINT_EDGE, "stroke_width": 13},
    "part": {"fill": TINT, "stroke": TINT_EDGE, "stroke_width": 11},
    "far": {"fill": "#efc9b8", "stroke": "#b06a52", "stroke_width": 9},
    "gleam": {"fill": "none", "stroke": "#f6cdbb", "stroke_width": 10},
}


Likeness = tuple[tuple[str, str], ...]
Shared = dict[Likeness, tuple[str, Pose]]


class Fragment(Struct, frozen=True):
    """Parts that follow each other and belong to one site; `like` is the same for its mirror."""

    site: str | None
    parts: tuple[Part, ...]
    plain: str
    like: Likeness
    pose: Pose


class Frame(Struct, frozen=True, kw_only=True):
    """Where a view stands on the page and what its groups are called.

    `shared` holds what the document has drawn already, by likeness, so that it is drawn once.
    """

    view: View
    x: float  # of the midline
    y: float  # of the vertex
    scale: float
    prefix: str
    light: str  # the id of the gradient
    label: Callable[[str], str]
    shared: Shared
    named: bool = True  # groups carry the site, its id and its title

    def on_page(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point of the drawing on the page."""
        return self.x + point[0] * self.scale, self.y + point[1] * self.scale


def gradient(name: str) -> str:
    """The light on the bones, from above and the left."""
    stops = ((0, "#fdf6e6"), (0.45, BONE), (1, "#e9d9b8"))
    return element(
        "linearGradient",
        *(element("stop", offset=at, stop_color=colour) for at, colour in stops),
        id=name, x1=0, y1=0, x2=1, y2=0.35,
    )  # fmt: skip


def figure(frame: Frame, tinted: Collection[str] = (), pale: Collection[str] = ()) -> str:
    """The view with the bones of some sites tinted, and some palely, where nobody knows which of them it is."""
    drawn, met = [], set[str]()
    for each in fragments(frame.view):
        site = each.site
        inner = _inner(frame, each, tinted, pale)
        if site is None or not frame.named:
            drawn.append(inner)
            continue
        name = f"{frame.prefix}-{frame.view}-{site}" if site not in met else None
        first = site not in met
        met.add(site)
        told = title(frame.label(site)) if first else ""
        drawn.append(element("g", told, inner, id=name, data_site=site))
    return element(
        "g", *drawn, fill=f"url(#{frame.light})", stroke=EDGE, stroke_width=RIM,
        stroke_linejoin="round", stroke_linecap="round",
        transform=f"translate({frame.x:.2f} {frame.y:.2f})scale({frame.scale / 10:.5f})",
    )  # fmt: skip


def _inner(frame: Frame, each: Fragment, tinted: Collection[str], pale: Collection[str]) -> str:
    if each.site is not None and each.site in tinted:
        return _coloured(each, "strong")
    if each.site is not None and each.site in pale:
        return _coloured(each, "pale")
    if len(each.plain) < SHORT:
        return each.plain
    known = frame.shared.get(each.like)
    if known is None:
        name = f"{frame.prefix}-{len(frame.shared)}"
        frame.shared[each.like] = name, each.pose
        return f'<g id="{name}">{each.plain}</g>'
    name, pose = known
    return f'<use href="#{name}"{_between(pose, each.pose)}/>'


@cache
def _between(given: Pose, wanted: Pose) -> str:
    """The transform that takes what stands in one pose to another."""
    a, b, c, d, e, f = given
    whole = a * d - b * c
    back: Pose = (
        d / whole,
        -b / whole,
        -c / whole,
        a / whole,
        (c * f - d * e) / whole,
        (b * e - a * f) / whole,
    )
    x, y, at = moved(back, (1, 0)), moved(back, (0, 1)), moved(back, (0, 0))
    to = moved(wanted, at)
    right, down = moved(wanted, x), moved(wanted, y)
    turn = (right[0] - to[0], right[1] - to[1], down[0] - to[0], down[1] - to[1])
    if max(abs(n - m) for n, m in zip((*turn, *to), STRAIGHT, strict=True)) < SAME:
        return ""
    numbers = [*(f"{n:.3f}" for n in turn), *(f"{10 * n:.1f}" for n in to)]
    return f' transform="matrix({" ".join(n.rstrip("0").rstrip(".") for n in numbers)})"'


@cache
def fragments(view: View) -> tuple[Fragment, ...]:
    """A view as groups of one site each, and how they look when nothing is there."""
    found = []
    for (site, pose), run in groupby(parts(view), key=lambda p: (p.site, p.pose)):
        own = tuple(run)
        like = tuple((p.like, p.kind) for p in own)
        found.append(Fragment(site, own, "".join(_paths(own, STYLES)), like, pose))
    return tuple(found)


@cache
def _coloured(each: Fragment, how: str) -> str:
    return "".join(_paths(each.parts, {**STYLES, **(TINTED if how == "strong" else PALE)}))


def _paths(paths: tuple[Part, ...], styles: dict[str, dict[str, Value]]) -> Iterator[str]:
    for kind, run in groupby(paths, key=lambda p: p.kind):
        same = list(run)
        ds = ["".join(p.d for p in same)] if kind in MERGED else [p.d for p in same]
        inner = "".join(f'<path d="{d}"/>' for d in ds)
        yield element("g", inner, **styles[kind]) if styles[kind] else inner
