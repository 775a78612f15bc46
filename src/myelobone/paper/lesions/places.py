"""Where a site of the vocabulary lies: its parts on the drawing, its view, and the point of its marker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct

from .curves import Point
from .points import read
from .skeleton import SIDES, View, parts

VIEWS: tuple[View, ...] = ("front", "back")
SOLID = ("bone", "soft", "part", "far")  # kinds of parts that are bone and not a detail of one


class Spread(Struct, frozen=True):
    """A site on the drawing: the drawn sites it covers, and those at which its marker stands."""

    covers: tuple[str, ...]
    at: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether it is one drawn site, with its side or level."""
        return len(self.covers) == 1


@cache
def drawn_sites(view: View) -> frozenset[str]:
    """The sites that a view shows."""
    return frozenset(p.site for p in parts(view) if p.site is not None and p.kind in SOLID)


@cache
def spread(site: str) -> Spread:
    """What a site covers; nothing for one that has no place on the drawing."""
    if any(site in drawn_sites(view) for view in VIEWS):
        return Spread((site,), (site,))
    base, side = _split(site)
    whole = read().wholes.get(base)
    if whole is not None:
        found = [spread(part + side) for part in whole.of]
        covers = tuple(name for each in found for name in each.covers)
        return Spread(covers, spread(whole.at + side).at) if covers else Spread((), ())
    if not side:
        both = tuple(site + one for one in SIDES)
        if all(spread(name).covers for name in both):
            return Spread(both, both)
    return Spread((), ())


def view_of(site: str) -> View:
    """The view in which the marker of a drawn site stands."""
    behind = site in read().behind or site not in drawn_sites("front")
    return "back" if behind and site in drawn_sites("back") else "front"


@cache
def anchor(site: str, view: View) -> Point:
    """The point of a drawn site at which a marker stands in a view."""
    base, side = _split(site)
    given = read().anchors.get(view, {}).get(base)
    found = [p for p in parts(view) if p.site == site and p.kind in SOLID]
    if given is not None:
        x, y = (float(n) for n in given.split(","))
        return (x if side in ("", SIDES[view == "back"]) else -x), y
    best = max(found, key=lambda p: (p.kind != "far", _extent(p.points)))
    return best.middle


def listed(sites: Iterable[str]) -> list[str]:
    """The sites that can only be named, since the drawing has no place for them."""
    return [site for site in sites if not spread(site).covers]


def index(sites: Iterable[str]) -> list[dict[str, object]]:
    """Every site with the drawn sites it covers and the views that show them, for lists beside the map."""
    return [
        {
            "site": site,
            "covers": list(spread(site).covers),
            "views": [v for v in VIEWS if any(c in drawn_sites(v) for c in spread(site).covers)],
        }
        for site in sites
    ]


def _split(site: str) -> tuple[str, str]:
    side = next((one for one in SIDES if site.endswith(one)), "")
    return site.removesuffix(side), side


def _extent(points: Sequence[Point]) -> float:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))
