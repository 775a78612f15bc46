"""Reads tables as printed, and findings known and explained."""

from __future__ import annotations

from .load_ranges import load_range
from .load_texts import new_id
from .printed import Excused, PrintedRow, PrintedTable
from .sheet import Fields, Sheet
from .yaml import Node


def load_printed(sheet: Sheet, node: Node) -> dict[str, PrintedTable]:
    """The printed tables, in order."""
    found: dict[str, PrintedTable] = {}
    for fields in sheet.rows(node):
        rows = fields.need("rows")
        table = PrintedTable(
            place=fields.place,
            id=new_id(fields, found),
            agent=fields.name("agent", "agent", required=True) or "",
            route=fields.name("route", "word", required=True) or "",
            of=fields.name("of", "fact", required=True) or "",
            cites=fields.words("cite", "statement"),
            rows=tuple(_row(row) for row in sheet.rows(rows)) if rows is not None else (),
        )
        fields.finish()
        found[table.id] = table
    return found


def _row(fields: Fields) -> PrintedRow:
    row = PrintedRow(
        place=fields.place,
        column=fields.name("column", "word", required=True) or "",
        range=load_range(fields),
        gives=fields.both("gives"),
    )
    fields.finish()
    return row


def load_excused(sheet: Sheet, node: Node) -> tuple[Excused, ...]:
    """The findings that are known, each with its reason."""
    return tuple(_excused(fields) for fields in sheet.rows(node))


def _excused(fields: Fields) -> Excused:
    excused = Excused(
        place=fields.place,
        finding=fields.text("finding", required=True) or "",
        at=fields.words("at"),
        because=fields.both("because"),
        readings=fields.words("reading", "reading"),
    )
    if not excused.at:
        fields.need("at")
    fields.finish()
    return excused
