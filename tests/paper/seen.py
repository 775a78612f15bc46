"""What a picture shows, read back from its SVG: texts with their boxes, shapes, titles, today's line."""

from __future__ import annotations

from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

from msgspec import Struct

from myelobone.paper.text import width

NAMESPACE = "{http://www.w3.org/2000/svg}"


class Box(Struct, frozen=True):
    """A rectangle and what stands in it."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.2 and down > 0.2


class Picture:
    """A picture taken apart."""

    def __init__(self, svg: str) -> None:
        self.root: Element = fromstring(svg)

    def all(self, tag: str) -> list[Element]:
        """Every element of a kind."""
        return list(self.root.iter(NAMESPACE + tag))

    @property
    def texts(self) -> list[Box]:
        """Every text with the box it takes at most."""
        return [_text(each) for each in self.all("text")]

    @property
    def circles(self) -> list[Box]:
        """Every circle with the box it takes."""
        found = []
        for each in self.all("circle"):
            x, y, r = (float(each.attrib[name]) for name in ("cx", "cy", "r"))
            found.append(Box("circle", x - r, y - r, x + r, y + r))
        return found

    @property
    def titles(self) -> list[str]:
        """What marks tell of themselves, in the order of the picture."""
        groups = (each.find(NAMESPACE + "title") for each in self.all("g"))
        return [each.text or "" for each in groups if each is not None]

    @property
    def today(self) -> float:
        """Where the line of today stands."""
        group = next(each for each in self.all("g") if each.get("class") == "today")
        line = group.find(NAMESPACE + "path")
        assert line is not None
        return float(line.attrib["d"].removeprefix("M").split()[0])

    def overlapping(self) -> list[tuple[str, str]]:
        """Texts that would cover a text or a round mark."""
        texts = self.texts
        pairs = [*combinations(texts, 2), *((text, c) for text in texts for c in self.circles)]
        return [(one.what, other.what) for one, other in pairs if one.covers(other)]


def _text(element: Element) -> Box:
    x, y, size = (float(element.attrib[name]) for name in ("x", "y", "font-size"))
    text = element.text or ""
    wide = width(text, size, bold=element.get("font-weight") == "700")
    left = x - wide * {"end": 1, "middle": 0.5}.get(element.get("text-anchor", ""), 0)
    return Box(text, left, y - 0.78 * size, left + wide, y + 0.16 * size)
