"""Tables that the guideline prints in words: their rows and cells, each cell a piece of its statement."""

from __future__ import annotations

from msgspec import Struct

from .problems import Text


class Column(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One column; `compares` is the effect of agents' lines that it prints some of."""

    id: str
    label: Text
    compares: str | None = None
    place: str = ""


class Cell(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item of a cell: words of its statement, and the agent's line that carries it."""

    says: Text
    cites: tuple[str, ...] = ()  # else the row's
    line: str | None = None  # without the agent's name
    place: str = ""


class TableRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row: about an agent or about a word of the vocabulary."""

    agent: str | None = None
    word: str | None = None
    cites: tuple[str, ...] = ()
    cells: dict[str, tuple[Cell, ...]] = {}
    place: str = ""


class Table(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One table of the guideline; with `doses` its rows are the printed doses (`printed.yaml`)."""

    id: str
    title: Text
    columns: tuple[Column, ...] = ()
    rows: tuple[TableRow, ...] = ()
    doses: bool = False
    place: str = ""
