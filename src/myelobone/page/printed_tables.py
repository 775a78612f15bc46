"""The guideline's own tables made again from the knowledge, and where it reads them in its own way.

A cell is words of a statement, or a printed dose; what the knowledge adds stands in it as `ours`.
"""

from __future__ import annotations

from datetime import date

from ..decide.patient_on import patient_on
from ..decide.run import Run
from ..decide.texts import PLACEHOLDER, display
from ..language.model import Agent, Knowledge
from ..language.problems import Text
from ..language.tables import Cell, Column, Table, TableRow
from ..record.model import Patient, Record
from .printed_doses import dose_columns, dose_rows
from .shown_table import Item, ShownRow, ShownTable

ANY_DAY = date(2026, 6, 15).toordinal()  # nothing of a table depends on the day


def printed_tables(knowledge: Knowledge) -> tuple[ShownTable, ...]:
    """Every table of the edition, in the guideline's order."""
    nobody = Record(patient=Patient(id="nobody"))
    run = Run(patient_on(nobody, knowledge, ANY_DAY))
    return tuple(_table(run, table) for table in knowledge.tables.values())


def _table(run: Run, table: Table) -> ShownTable:
    if table.doses:
        columns, rows = dose_columns(run), dose_rows(run)
    else:
        columns = {column.id: column.label for column in table.columns}
        rows = tuple(_row(run, table, row) for row in table.rows)
    return ShownTable(id=table.id, title=table.title, columns=columns, rows=rows)


def _row(run: Run, table: Table, row: TableRow) -> ShownRow:
    agent = run.knowledge.agents.get(row.agent or "")
    label = agent.label if agent is not None else run.knowledge.vocabulary.labels[row.word or ""]
    cells = {
        column.id: (
            *(_item(agent, row, cell) for cell in row.cells.get(column.id, ())),
            *_added(run, agent, row, column),
        )
        for column in table.columns
    }
    return ShownRow(id=row.agent or row.word or "", label=label, cells=cells)


def _item(agent: Agent | None, row: TableRow, cell: Cell) -> Item:
    """A printed item, with the line that carries it and the readings of that line."""
    cites = cell.cites or row.cites
    if agent is None or cell.line is None:
        return Item(text=cell.says, cites=cites)
    line = next(each for each in agent.standing if each.id == f"{agent.id}.{cell.line}")
    return Item(text=cell.says, cites=cites, readings=line.readings, carried_by=line.id)


def _added(run: Run, agent: Agent | None, row: TableRow, column: Column) -> tuple[Item, ...]:
    """The agent's own lines of the column's effect that the table doesn't print."""
    if agent is None or column.compares is None:
        return ()
    printed = {f"{agent.id}.{cell.line}" for cell in row.cells.get(column.id, ())}
    return tuple(
        Item(
            text=_plain(run, line.says),
            cites=line.cites,
            readings=line.readings,
            carried_by=line.id,
            ours=True,
        )
        for line in agent.standing
        if line.effect == column.compares and line.id not in printed
    )


def _plain(run: Run, text: Text) -> Text:
    """A text without a patient: a fixed figure stands in it, three dots for what a patient would give."""

    def fill(lang: str, name: str) -> str:
        value = run.ctx.fact(name)
        return str(getattr(display(run.ctx, name, value), lang)) if value.known else "…"

    zh = PLACEHOLDER.sub(lambda found: fill("zh", found[1]), text.zh)
    return Text(zh=zh, en=PLACEHOLDER.sub(lambda found: fill("en", found[1]), text.en))
