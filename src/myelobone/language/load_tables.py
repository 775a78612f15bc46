"""Reads the tables that the guideline prints."""

from __future__ import annotations

from .load_texts import new_id
from .sheet import Fields, Sheet
from .tables import Cell, Column, Table, TableRow
from .yaml import Node

EFFECTS = ("forbid", "undetermined", "discourage", "prefer", "note")


def load_tables(sheet: Sheet, node: Node) -> dict[str, Table]:
    """The tables, in the guideline's order."""
    found: dict[str, Table] = {}
    for fields in sheet.rows(node):
        doses = fields.yes("doses")
        columns = fields.get("columns") if doses else fields.need("columns")
        rows = fields.get("rows") if doses else fields.need("rows")
        listed = tuple(_column(row) for row in sheet.rows(columns)) if columns is not None else ()
        table = Table(
            place=fields.place,
            id=new_id(fields, found),
            title=fields.both("title"),
            columns=listed,
            rows=tuple(_row(row, listed) for row in sheet.rows(rows)) if rows is not None else (),
            doses=doses,
        )
        fields.finish()
        found[table.id] = table
    return found


def _column(fields: Fields) -> Column:
    column = Column(
        place=fields.place,
        id=fields.text("id", required=True) or "",
        label=fields.both("label"),
        compares=fields.word("compares", EFFECTS),
    )
    fields.finish()
    return column


def _row(fields: Fields, columns: tuple[Column, ...]) -> TableRow:
    cells = {}
    for column in columns:
        node = fields.get(column.id)
        if node is not None:
            cells[column.id] = tuple(_cell(item) for item in fields.sheet.rows(node))
    row = TableRow(
        place=fields.place,
        agent=fields.name("agent", "agent"),
        word=fields.name("word", "word"),
        cites=fields.words("cite", "statement"),
        cells=cells,
    )
    if (row.agent is None) == (row.word is None):
        fields.sheet.fault("knowledge.one_form", fields.map, allowed=("agent", "word"))
    if not row.cites:
        fields.need("cite")
    fields.finish()
    return row


def _cell(fields: Fields) -> Cell:
    cites = fields.words("cite", "statement")
    cell = Cell(
        place=fields.place,
        says=fields.both("says"),
        cites=cites,
        line=fields.text("line"),
    )
    fields.finish()
    return cell
