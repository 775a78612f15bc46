"""A table of the guideline as it is shown: columns, rows, and items with their grounds."""

from __future__ import annotations

from msgspec import Struct

from ..language.problems import Text


class Item(Struct, frozen=True, kw_only=True):
    """One item of a cell; `ours` is not printed there and rests on the readings named."""

    text: Text
    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    carried_by: str | None = None  # the line, fact or route of the knowledge
    ours: bool = False


class ShownRow(Struct, frozen=True, kw_only=True):
    """One row; cells by the id of their column."""

    id: str
    label: Text
    cells: dict[str, tuple[Item, ...]]


class ShownTable(Struct, frozen=True, kw_only=True):
    """One table; columns from left to right."""

    id: str
    title: Text
    columns: dict[str, Text]
    rows: tuple[ShownRow, ...]
