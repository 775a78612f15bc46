"""One sheet: both views side by side, the names between them, the spine, the markers, the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from ...page.look import Look
from ..svg import element, label, title
from ..text import width
from .arrange import Box, arrange
from .column import BOTTOM, LEFT, RIGHT, ROOM, TOP, column, middle
from .figure import TINT, TINT_EDGE, Frame, Shared, figure
from .hits import hits
from .markers import R, leader, marker
from .naming import naming
from .places import anchor, spread, view_of
from .skeleton import View
from .spots import Spot
from .words import word

HALF, VERTEX, HEIGHT = (
    163.0,
    10.0,
    802.0,
)  # of the drawing: half its width, above the vertex, its whole height
NAMES, SPINE, WIDE = 92.0, 132.0, 560.0
INK, GREY = "#22262b", "#5b6673"
TALLEST = 0.86


class Sheet(Struct, frozen=True, kw_only=True):
    """What a sheet shows and where it stands."""

    left: float
    right: float
    top: float
    prefix: str
    light: str
    label: Callable[[str], str]
    look: Look
    spots: tuple[Spot, ...]
    titles: Mapping[int, str]
    shared: Shared
    spine: bool | None = None
    names: bool | None = None
    interactive: bool = False
    key: bool = True

    @property
    def room(self) -> float:
        """How wide it is."""
        return self.right - self.left


def sheet(how: Sheet) -> tuple[str, float]:
    """The sheet, and its bottom."""
    covered, vague = _covered(how.spots)
    involved = [s for s in (*covered, *vague) if middle(s) is not None]
    wide = how.room >= WIDE
    spine = bool(involved) if how.spine is None else how.spine
    names = wide if how.names is None else how.names
    aside = SPINE if spine and wide else 0.0
    between = NAMES if names else 6.0
    each = (how.room - aside - between) / 2
    scale = min(each / (2 * HALF), TALLEST)
    spare = how.room - aside - between - 4 * HALF * scale
    top = how.top + 14
    views = {
        "front": _frame(how, "front", how.left + spare / 2 + HALF * scale, top, scale),
        "back": _frame(how, "back", how.right - aside - spare / 2 - HALF * scale, top, scale),
    }
    bottom = top + HEIGHT * scale
    drawn = "".join(
        _titled(how, frame, top) + figure(frame, covered, vague) for frame in views.values()
    )
    taken: list[Box] = []
    if names:
        line = (views["front"].x + views["back"].x) / 2
        text, taken = naming(
            views["front"], views["back"], line, between + 40, how.label, how.interactive
        )
        drawn += text
    marks = _markers(how, views, taken, Box(how.left, how.top, how.right - aside, bottom))
    if spine:
        part, part_bottom = _column(
            how, covered, vague, involved, wide, bottom if not wide else top
        )
        marks += part
        bottom = max(bottom, part_bottom)
    if how.interactive:
        drawn += hits(list(views.values()), how.spots, how.titles, how.look)
    if not how.key:
        return drawn + marks, bottom
    key, bottom = key_of(how.spots, how.look, how.left, how.right, bottom + 4)
    return drawn + marks + key, bottom


def _frame(how: Sheet, view: View, x: float, top: float, scale: float) -> Frame:
    return Frame(
        view=view, x=x, y=top + VERTEX * scale, scale=scale, prefix=how.prefix, light=how.light, label=how.label, shared=how.shared,
        named=not how.interactive,
    )  # fmt: skip


def _titled(how: Sheet, frame: Frame, top: float) -> str:
    """The name of the view above it, and which side is which."""
    lang = how.look.lang
    sides = ("right", "left") if frame.view == "front" else ("left", "right")
    away = 64 * frame.scale
    y = top + 16
    drawn = label(
        frame.x, how.top + 10, word(frame.view, lang), size=10.5, fill=GREY, anchor="middle"
    )
    for key, x in zip(sides, (frame.x - away, frame.x + away), strict=True):
        text = word(key, lang) if lang == "en" else f"{word(key, lang)} {word(key, 'en')}"
        drawn += label(x, y, text, size=12, fill=INK, bold=True, anchor="middle")
    return drawn


def _covered(spots: tuple[Spot, ...]) -> tuple[list[str], list[str]]:
    """The drawn sites on which something is, and not only was: those known, and those among which it is."""
    live = [spread(s.site) for s in spots if s.site is not None and s.status != "gone"]
    exact = dict.fromkeys(name for each in live if each.exact for name in each.covers)
    vague = dict.fromkeys(name for each in live if not each.exact for name in each.covers)
    return list(exact), [name for name in vague if name not in exact]


def _markers(how: Sheet, views: Mapping[str, Frame], taken: list[Box], bounds: Box) -> str:
    placed = [
        (spot, views[view_of(site)], site)
        for spot in how.spots if spot.site is not None for site in spread(spot.site).at
    ]  # fmt: skip
    drawn = ""
    for view, frame in views.items():
        own = [(spot, site) for spot, at, site in placed if at.view == view]
        points = [frame.on_page(anchor(site, frame.view)) for _, site in own]
        drawn += _stand(how, [s for s, _ in own], points, bounds, taken, frame.x)
    return drawn


def _stand(
    how: Sheet,
    spots: list[Spot],
    points: list[tuple[float, float]],
    bounds: Box,
    taken: list[Box],
    axis: float,
) -> str:
    reach = R + 2.2
    lines, marks = "", ""
    for spot, point, stand in zip(
        spots, points, arrange(points, reach, bounds, taken, axis=axis), strict=True
    ):
        if abs(point[0] - stand[0]) + abs(point[1] - stand[1]) > 1:
            lines += leader(*stand, *point)
        exact = spread(spot.site or "").exact
        drawn = marker(
            spot.marker.shape, *stand, str(spot.n), status=spot.status, inexact=not exact
        )
        marks += element(
            "g",
            title(how.titles[spot.n]),
            drawn,
            class_="marker",
            data_n=spot.n,
            data_site=spot.site,
        )
    return element("g", lines, pointer_events="none") + marks if lines else marks


def _column(
    how: Sheet, covered: list[str], vague: list[str], involved: list[str], wide: bool, top: float
) -> tuple[str, float]:
    """The spine at the right edge, or below the views where these need the whole width."""
    scale = min((SPINE - ROOM) / (RIGHT - LEFT), 1.56) if wide else 1.5
    left = how.right - SPINE + ROOM if wide else how.left + (how.room - (RIGHT - LEFT) * scale) / 2
    start = top + 16
    frame = Frame(
        view="side", x=left - LEFT * scale, y=start - TOP * scale, scale=scale, prefix=how.prefix,
        light=how.light, label=how.label, shared=how.shared, named=not how.interactive,
    )  # fmt: skip
    drawn, taken = column(frame, covered, vague, involved)
    centre = left + (RIGHT - LEFT) * scale / 2
    drawn += label(
        centre - 10, top + 2, word("side", how.look.lang), size=10.5, fill=GREY, anchor="middle"
    )
    bottom = start + (BOTTOM - TOP) * scale
    if how.interactive:
        drawn += hits([frame], how.spots, how.titles, how.look)
    found = [
        (spot, site) for spot in how.spots if spot.site is not None
        for site in spread(spot.site).at if middle(site) is not None
    ]  # fmt: skip
    points = [frame.on_page(middle(site) or (0, 0)) for _, site in found]
    bounds = Box(left - ROOM if wide else how.left, start - 8, how.right, bottom + 8)
    return drawn + _stand(how, [s for s, _ in found], points, bounds, taken, frame.x - 60), bottom


def key_of(
    spots: tuple[Spot, ...], look: Look, left: float, right: float, top: float
) -> tuple[str, float]:
    """What the shapes and signs that stand on the sheet mean, and the bottom of it."""
    lang = look.lang
    used = {spot.marker.id for spot in spots}
    entries = [
        (marker(m.shape, 0, 0, "", r=5.2), look.text(m.label))
        for m in look.knowledge.screens.lesions if m.id in used
    ]  # fmt: skip
    statuses = {spot.status for spot in spots}
    entries += [
        (marker("circle", 0, 0, "", r=5.2, status=s), word(s, lang))
        for s in ("new", "grown", "smaller", "gone") if s in statuses
    ]  # fmt: skip
    spreads = [spread(s.site) for s in spots if s.site is not None]
    if any(each.covers and not each.exact for each in spreads):
        entries.append((marker("circle", 0, 0, "", r=4.4, inexact=True), word("inexact", lang)))
    if used:
        swatch = element(
            "rect",
            x=-7,
            y=-5,
            width=14,
            height=10,
            rx=3,
            fill=TINT,
            stroke=TINT_EDGE,
            stroke_width=1,
        )
        entries.append((swatch, word("tint", lang)))
    x, y = left + 8, top + 10
    drawn = ""
    for sample, text in entries:
        wide = 13 + width(text, 9.6) + 18
        if x > left + 8 and x + wide - 18 > right:
            x, y = left + 8, y + 17
        drawn += element("g", sample, transform=f"translate({x:.2f} {y:.2f})")
        drawn += label(x + 12, y + 3.5, text, size=9.6, fill=INK)
        x += wide
    return drawn, y + 8 if entries else top
