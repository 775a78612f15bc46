"""Whether a printed table says what its statements say, and names lines that its agents have."""

from __future__ import annotations

from .folder import Folder
from .tables import Cell, TableRow


def check_tables(folder: Folder) -> None:
    """Reports words that no cited statement has, in either language, and lines that no agent has."""
    for table in folder.tables.values():
        for row in table.rows:
            for cells in row.cells.values():
                for cell in cells:
                    _check_words(folder, row, cell)
                    _check_line(folder, row, cell)


def _check_words(folder: Folder, row: TableRow, cell: Cell) -> None:
    said = [
        folder.statements[id_].says for id_ in cell.cites or row.cites if id_ in folder.statements
    ]
    for lang in ("zh", "en"):
        piece = getattr(cell.says, lang)
        if said and not any(piece.lower() in getattr(text, lang).lower() for text in said):
            folder.ledger.add("knowledge.not_in_statement", cell.place, found=piece)


def _check_line(folder: Folder, row: TableRow, cell: Cell) -> None:
    agent = folder.agents.get(row.agent or "")
    if cell.line is None or (row.agent is not None and agent is None):
        return  # an unknown agent is reported where names are looked up
    lines = () if agent is None else tuple(line.id for line in agent.standing)
    if f"{row.agent}.{cell.line}" not in lines:
        names = [id_.partition(".")[2] for id_ in lines]
        folder.ledger.unknown("knowledge.unknown_line", cell.place, cell.line, names)
