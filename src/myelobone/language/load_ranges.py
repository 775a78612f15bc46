"""Reads ranges of numbers, and what a reading settles in a printed table."""

from __future__ import annotations

from .printed import Range, Settled
from .sheet import Fields

SETTLES = ("gap", "overlap", "column")


def load_settles(fields: Fields) -> tuple[Settled, ...]:
    """What a reading settles, from its `settles:`."""
    node = fields.get("settles")
    return () if node is None else tuple(_settled(row) for row in fields.sheet.rows(node))


def _settled(fields: Fields) -> Settled:
    settled = Settled(
        place=fields.place,
        table=fields.name("table", "printed", required=True) or "",
        gap=_within(fields, "gap"),
        overlap=_within(fields, "overlap"),
        column=fields.text("column"),
    )
    if sum(part is not None for part in (settled.gap, settled.overlap, settled.column)) != 1:
        allowed = " · ".join(SETTLES)
        fields.sheet.fault("knowledge.one_form", fields.map, allowed=allowed)
    fields.finish()
    return settled


def _within(fields: Fields, key: str) -> Range | None:
    node = fields.get(key)
    inner = None if node is None else fields.sheet.fields(node)
    if inner is None:
        return None
    found = load_range(inner)
    inner.finish()
    return found


def load_range(fields: Fields) -> Range:
    """A range by its limits; `at:` is one number."""
    at = fields.number("at")
    if at is not None:
        return Range(from_=at, through=at)
    return Range(
        above=fields.number("above"),
        from_=fields.number("from"),
        below=fields.number("below"),
        through=fields.number("through"),
    )
