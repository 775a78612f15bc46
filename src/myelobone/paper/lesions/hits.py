"""What a pointer or the Tab key can reach: each site once, with a wide invisible edge around its bone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from ...page.look import Look
from ..svg import element, title
from .figure import Frame
from .places import SOLID, drawn_sites, spread, view_of
from .skeleton import View, parts
from .spots import Spot
from .words import word

ENOUGH = 9  # points that tell where a bone is
EDGE, NEAR = 110, 30  # in tenths of a length, half of it on each side; on the enlarged spine


def hits(
    frames: Sequence[Frame], spots: Sequence[Spot], titles: Mapping[int, str], look: Look
) -> str:
    """A button for every site of every view; the Tab key stops at each site once."""
    told: dict[str, list[str]] = {}
    for spot in spots:
        if spot.site is not None:
            for site in spread(spot.site).covers:
                told.setdefault(site, []).append(titles[spot.n])
    order = {site: i for i, site in enumerate(look.knowledge.vocabulary.sites)}
    drawn = ""
    for frame in frames:
        buttons = [
            _button(frame, site, told.get(site, []), look)
            for site in sorted(drawn_sites(frame.view), key=lambda s: order.get(s, len(order)))
        ]
        drawn += element(
            "g", *buttons, fill="#ffffff", fill_opacity=0, stroke="#ffffff", stroke_opacity=0,
            stroke_width=NEAR if frame.view == "side" else EDGE, pointer_events="all", class_="sites",
            transform=f"translate({frame.x:.2f} {frame.y:.2f})scale({frame.scale / 10:.5f})",
        )  # fmt: skip
    return drawn


def _button(frame: Frame, site: str, told: list[str], look: Look) -> str:
    name = look.label(site)
    count = word("one" if len(told) == 1 else "many", look.lang).format(len(told))
    said = look.semicolon.join([f"{name}{look.comma}{count}", *told]) if told else name
    first = view_of(site) == frame.view
    return element(
        "g", title(said), element("path", d=_rough(site, frame.view)),
        id=f"{frame.prefix}-{frame.view}-{site}", data_site=site, role="button",
        tabindex=0 if first else -1, aria_label=said, aria_hidden=None if first else "true",
    )  # fmt: skip


@cache
def _rough(site: str, view: View) -> str:
    """The bones of a site as straight lines between the points they were drawn from."""
    ds = []
    for part in parts(view):
        if part.site == site and part.kind in SOLID:
            kept = part.points[:: 2 if len(part.points) > ENOUGH else 1]
            points = [f"{round(x * 10)} {round(y * 10)}" for x, y in kept]
            ds.append("M" + "L".join(points) + "Z")
    return "".join(ds)
