"""The names between the two views, each on a line of its own with thin lines to the bones."""

from __future__ import annotations

from collections.abc import Callable

from ..svg import Value, element, label, path
from ..text import shorten, width
from .arrange import Box
from .figure import Frame
from .places import spread
from .points import read

SIZE, LINE = 9.2, 15.0
INK, THIN = "#4b5560", "#8e979f"


def naming(
    left: Frame,
    right: Frame,
    middle: float,
    room: float,
    called: Callable[[str], str],
    buttons: bool = False,
) -> tuple[str, list[Box]]:
    """The names around the line `middle`, no wider than `room`; and the boxes they take."""
    names = read().labels
    wanted = []
    for name in names:
        points = [f.on_page(_point(p)) for f, p in _ends(name.front, name.back, left, right)]
        wanted.append(sum(y for _, y in points) / len(points))
    tops = _spread(wanted)
    drawn, boxes = [], []
    for name, y in zip(names, tops, strict=True):
        text = shorten(called(name.site), SIZE, room)
        half = width(text, SIZE) / 2
        boxes.append(Box(middle - half - 2, y - 6, middle + half + 2, y + 6))
        for frame, given in _ends(name.front, name.back, left, right):
            at = _point(given)
            x, bone = frame.on_page(at if frame is left else (-at[0], at[1]))
            start = middle - half - 4 if frame is left else middle + half + 4
            bend = start - 7 if frame is left else start + 7
            drawn.append(path([(start, y), (bend, y), (x, bone)], stroke=THIN, stroke_width=0.55))
            drawn.append(element("circle", cx=x, cy=bone, r=1.1, fill=THIN))
        words = label(middle, y + SIZE * 0.36, text, size=SIZE, fill=INK, anchor="middle")
        drawn.append(
            element(
                "g", words, **(_button(name.site, called) if buttons else {"data_site": name.site})
            )
        )
    return element("g", *drawn), boxes


def _button(site: str, called: Callable[[str], str]) -> dict[str, Value]:
    """A name that stands for several drawn sites can be chosen; the others are on the drawing."""
    if spread(site).exact:
        return {"aria_hidden": "true"}
    return {
        "data_site": site,
        "role": "button",
        "tabindex": 0,
        "aria_label": called(site),
        "pointer_events": "all",
    }


def _ends(
    front: str | None, back: str | None, left: Frame, right: Frame
) -> list[tuple[Frame, str]]:
    return [(f, p) for f, p in ((left, front), (right, back)) if p is not None]


def _point(text: str) -> tuple[float, float]:
    """On the side towards the names: the viewer's right of the left view, the left of the right one."""
    x, y = text.split(",")
    return float(x), float(y)


def _spread(wanted: list[float]) -> list[float]:
    """Lines of text near where they are wanted, in order, none closer than a line."""
    tops = list(wanted)
    for _ in range(200):
        moved = False
        for i in range(1, len(tops)):
            lack = LINE - (tops[i] - tops[i - 1])
            if lack > 0.01:
                tops[i - 1] -= lack / 2
                tops[i] += lack / 2
                moved = True
        if not moved:
            break
    return tops
