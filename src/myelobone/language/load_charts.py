"""Reads the charts of facts over time: their lines, usual range, limits and strips."""

from __future__ import annotations

from .load_texts import new_id
from .screens import Curve, Limit, Panel, Strip
from .sheet import Fields, Sheet
from .tree import Quantity
from .yaml import Node


def load_panels(sheet: Sheet, node: Node | None) -> tuple[Panel, ...]:
    """The charts in the order of the file."""
    found: dict[str, Panel] = {}
    for row in sheet.rows(node) if node is not None else ():
        panel = _panel(sheet, row, found)
        found[panel.id] = panel
    return tuple(found.values())


def _panel(sheet: Sheet, fields: Fields, taken: dict[str, Panel]) -> Panel:
    lines, limits, strips = fields.need("lines"), fields.get("limits"), fields.get("strips")
    panel = Panel(
        place=fields.place,
        id=new_id(fields, taken),
        label=fields.both("label"),
        curves=tuple(_curve(row) for row in sheet.rows(lines)) if lines is not None else (),
        low=fields.name("low", "fact"),
        high=fields.name("high", "fact"),
        limits=tuple(_limit(row) for row in sheet.rows(limits)) if limits is not None else (),
        strips=tuple(_strip(row) for row in sheet.rows(strips)) if strips is not None else (),
        gap=fields.duration("gap"),
        log=fields.yes("log"),
        from_zero=fields.yes("from_zero"),
    )
    fields.finish()
    return panel


def _curve(fields: Fields) -> Curve:
    fact = fields.name("fact", "fact")
    term = fields.name("term", "term", required=fact is None)
    fields.finish()
    return Curve(place=fields.place, name=fact or term or "", fact=fact is not None)


def _limit(fields: Fields) -> Limit:
    at = fields.quantity("at")
    if at is None:
        fields.need("at")
    limit = Limit(
        place=fields.place,
        at=at or Quantity(0.0, "1"),
        cites=fields.words("cite", "statement"),
        readings=fields.words("reading", "reading"),
    )
    if not limit.cites and not limit.readings:
        fields.need("cite")
    fields.finish()
    return limit


def _strip(fields: Fields) -> Strip:
    strip = Strip(
        place=fields.place,
        term=fields.name("term", "term", required=True) or "",
        show=fields.text("show", required=True) or "",
    )
    fields.finish()
    return strip
