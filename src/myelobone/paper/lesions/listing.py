"""The table of the markers: as data, and drawn beside or below the map with the same numbers and shapes."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ...page.look import Look
from ..svg import element, label, path
from ..text import shorten, width
from .markers import marker
from .places import spread
from .spots import Spot
from .words import word

SIZE, LINE, R = 9.6, 17.0, 5.6
INK, GREY, RULE = "#22262b", "#5b6673", "#d5d9de"


class Row(Struct, frozen=True, kw_only=True):
    """One line of the table in words."""

    spot: Spot
    site: str
    kind: str
    size: str
    modality: str
    day: str
    status: str


def rows(spots: tuple[Spot, ...], look: Look) -> list[Row]:
    """The table in the language of the page."""
    return [_row(spot, look) for spot in spots]


def _row(spot: Spot, look: Look) -> Row:
    kind = look.label(spot.what)
    if spot.count is not None and spot.count.split()[0] != "1":
        kind += f" ×{spot.count.split()[0]}"
    return Row(
        spot=spot,
        site=look.label(spot.site) if spot.site is not None else word("no_site", look.lang),
        kind=kind,
        size=_size(spot),
        modality=look.label(spot.modality) if spot.modality is not None else "",
        day=spot.on or "",
        status=word(spot.status, look.lang) if spot.status else "",
    )


def _size(spot: Spot) -> str:
    if spot.size is None:
        return f"{spot.before:g} mm → –" if spot.before is not None else ""
    now = f"{spot.size:g} mm"
    return (
        f"{spot.before:g} → {now}" if spot.before is not None and spot.before != spot.size else now
    )


def told(row: Row, look: Look) -> str:
    """The line as a title says it."""
    inside = [part for part in (row.kind, row.size, row.modality, row.day, row.status) if part]
    return f"{row.spot.n} {row.site}{look.colon}{look.separator.join(inside)}"


def as_data(row: Row) -> dict[str, Any]:
    """The line for programs: numbers and names of the record beside the words."""
    spot = row.spot
    return {
        "n": spot.n, "site": spot.site, "what": spot.what, "shape": spot.marker.shape,
        "marker": spot.marker.id, "size_mm": spot.size, "size_before_mm": spot.before,
        "modality": spot.modality, "on": spot.on, "status": spot.status or None, "entry": spot.entry,
        "placed": spot.site is not None and bool(spread(spot.site).covers),
        "exact": spot.site is not None and spread(spot.site).exact,
        "cites": list(spot.cites), "note": spot.note,
        "text": {"site": row.site, "kind": row.kind, "size": row.size, "modality": row.modality,
                 "day": row.day, "status": row.status},
    }  # fmt: skip


def table(found: list[Row], left: float, right: float, top: float, look: Look) -> tuple[str, float]:
    """The table between two edges, its top edge at `top`; and its bottom. Two lines a row where it is narrow."""
    if not found:
        return "", top
    return (_narrow if right - left < 460 else _wide)(found, left, right, top, look)


COLUMNS = (("what", 0.0, 0.19), ("kind", 0.19, 0.265), ("size", 0.455, 0.115), ("how", 0.57, 0.205),
           ("day", 0.775, 0.105), ("status", 0.88, 0.12))  # fmt: skip


def _wide(found: list[Row], left: float, right: float, top: float, look: Look) -> tuple[str, float]:
    start, room = left + 22, right - left - 22
    drawn = [
        label(
            start + room * at, top + 11, word(key, look.lang), size=SIZE - 0.6, fill=GREY, bold=True
        )
        for key, at, _ in COLUMNS
    ]
    y = top + LINE
    drawn.append(path([(left, y), (right, y)], stroke=GREY, stroke_width=0.8))
    for row in found:
        middle = y + LINE / 2
        cells = [row.site, row.kind, row.size, row.modality, row.day, row.status]
        for (_, at, wide), text in zip(COLUMNS, cells, strict=True):
            fitting = shorten(text, SIZE, room * wide - 5)
            if fitting:
                drawn.append(
                    label(start + room * at, middle + SIZE * 0.36, fitting, size=SIZE, fill=INK)
                )
        drawn.append(_mark(row, left + 9, middle))
        y += LINE
        drawn.append(path([(left, y), (right, y)], stroke=RULE, stroke_width=0.6))
    return element("g", *drawn), y


def _narrow(
    found: list[Row], left: float, right: float, top: float, look: Look
) -> tuple[str, float]:
    start, room = left + 24, right - left - 24
    drawn, y = [], top
    drawn.append(path([(left, y), (right, y)], stroke=GREY, stroke_width=0.8))
    for row in found:
        end = shorten(row.status, SIZE, room * 0.34)
        head = shorten(f"{row.site}  {row.kind}", SIZE + 0.6, room - width(end, SIZE) - 8)
        rest = shorten(
            " · ".join(p for p in (row.size, row.modality, row.day) if p), SIZE - 0.4, room
        )
        drawn += [
            label(start, y + 13, head, size=SIZE + 0.6, fill=INK),
            label(right, y + 13, end, size=SIZE, fill=INK, anchor="end") if end else "",
            _mark(row, left + 10, y + 14),
        ]
        if rest:
            drawn.append(label(start, y + 26, rest, size=SIZE - 0.4, fill=GREY))
        y += 31
        drawn.append(path([(left, y), (right, y)], stroke=RULE, stroke_width=0.6))
    return element("g", *drawn), y


def _mark(row: Row, x: float, y: float) -> str:
    site = row.spot.site
    placed = site is not None and bool(spread(site).covers)
    inexact = placed and not spread(site or "").exact
    return marker(
        row.spot.marker.shape, x, y, str(row.spot.n), r=R, status=row.spot.status, inexact=inexact
    )
