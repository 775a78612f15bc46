"""The printed dose table beside the dose tables of the agents: what is printed, and how it is read."""

from __future__ import annotations

from ..decide.dose_text import figure, over_text
from ..decide.explain.tables import gives, row_words
from ..decide.explain.words import fact_label, leaf_words
from ..decide.run import Run
from ..decide.texts import label, with_unit
from ..language.model import Knowledge, Route, Row
from ..language.printed import PrintedRow, PrintedTable, Range
from ..language.problems import Text
from ..language.tree import All, AnyOf, Is, NoneOf
from .shown_table import Item, ShownRow
from .table_words import INFUSION, READ_AS, TABLE_PRINTS

Limited = Range | Row
FAR = 1e9


def dose_columns(run: Run) -> dict[str, Text]:
    """The printed headings, in order, and beside them the infusion and how the table is read."""
    headings = [row.column for table in run.knowledge.printed.values() for row in table.rows]
    printed = {name: label(run.ctx, name) for name in dict.fromkeys(headings)}
    return {**printed, "infusion": INFUSION, "read_as": READ_AS}


def dose_rows(run: Run) -> tuple[ShownRow, ...]:
    """One row a route of an agent."""
    return tuple(_row(run, table) for table in run.knowledge.printed.values())


def _row(run: Run, table: PrintedTable) -> ShownRow:
    agent = run.knowledge.agents[table.agent]
    route = next(each for each in agent.routes if each.route == table.route)
    way = label(run.ctx, table.route)
    cells: dict[str, tuple[Item, ...]] = {}
    for row in table.rows:
        item = _printed(run, table, row, route)
        cells[row.column] = (*cells.get(row.column, ()), item)
    if route.over_low is not None:
        over = over_text(route.over_low, route.over_high)
        cells["infusion"] = (Item(text=over, cites=table.cites, carried_by=table.id),)
    cells["read_as"] = tuple(_read(run, table, route, row) for row in route.rows)
    name = Text(zh=f"{agent.label.zh} {way.zh}", en=f"{agent.label.en} {way.en}")
    return ShownRow(id=table.id, label=name, cells=cells)


def _printed(run: Run, table: PrintedTable, row: PrintedRow, route: Route) -> Item:
    """A printed dose with its range; with readings where the knowledge reads it in its own way."""
    text = row.gives
    if not row.range.open:
        range_ = _range(run, table.of, row.range)
        text = Text(zh=f"{range_.zh}：{text.zh}", en=f"{range_.en}: {text.en}")
    readings = (
        _settling(run.knowledge, table, row.column) if row.range.open else _reread(row.range, route)
    )
    return Item(text=text, cites=table.cites, readings=readings, carried_by=table.id)


def _read(run: Run, table: PrintedTable, route: Route, row: Row) -> Item:
    """A row of the agent's own table; ours unless the table prints exactly its range."""
    where, dose = _where(run, route, row), gives(run.ctx, route, row)
    zh, en = f"{where.zh}：{dose.zh}", f"{where.en}: {dose.en}"
    if row.over_low is not None:
        over = over_text(row.over_low, row.over_high)
        zh, en = f"{zh}，{over.zh}", f"{en} over {over.en}"
    if row.printed is not None:
        zh = f"{zh}（{TABLE_PRINTS.zh} {row.printed}）"
        en = f"{en} ({TABLE_PRINTS.en} {row.printed})"
    same = any(_alike(each.range, row) and row.avoid is None for each in table.rows)
    return Item(
        text=Text(zh, en),
        cites=row.cites or table.cites,
        readings=() if same else row.readings,
        carried_by=table.id,
        ours=not same and bool(row.readings),
    )


def _where(run: Run, route: Route, row: Row) -> Text:
    """What a row is about: its limits, or the fact or leaf that selects it."""
    match row.when:
        case None | All() | AnyOf() | NoneOf():
            return row_words(run.ctx, route.by, row)
        case Is(name, ("yes",), negated=False):
            return fact_label(run.ctx, name)
        case leaf:
            return leaf_words(run.ctx, leaf)


def _range(run: Run, fact: str, range_: Range) -> Text:
    """`40–49 mL/min`, with what it is a range of."""
    low, high = _limits(range_)
    if range_.from_ is not None and range_.through is not None:
        figures = f"{figure(low)}–{figure(high)}"
    elif low > -FAR:
        figures = f"{'>' if range_.above is not None else '≥'} {figure(low)}"
    else:
        figures = f"{'<' if range_.below is not None else '≤'} {figure(high)}"
    about = run.knowledge.facts[fact]
    shown = with_unit(run.ctx, figures, about.unit or "1")
    return Text(zh=f"{about.label.zh} {shown.zh}", en=f"{about.label.en} {shown.en}")


def _reread(range_: Range, route: Route) -> tuple[str, ...]:
    """The readings of the rows that share a stretch with a printed range, but for one just like it."""
    if route.by is None:
        return ()
    low, high = _limits(range_)
    met = [row for row in route.rows if _limits(row)[0] < high and low < _limits(row)[1]]
    if len(met) == 1 and _alike(range_, met[0]) and met[0].avoid is None:
        return ()
    return tuple(dict.fromkeys(id_ for row in met for id_ in row.readings))


def _settling(knowledge: Knowledge, table: PrintedTable, column: str) -> tuple[str, ...]:
    """The readings that say where a heading without numbers begins."""
    return tuple(
        reading.id
        for reading in knowledge.readings.values()
        if any(each.table == table.id and each.column == column for each in reading.settles)
    )


def _alike(one: Range, other: Row) -> bool:
    return not one.open and all(
        getattr(one, name) == getattr(other, name)
        for name in ("above", "from_", "below", "through")
    )


def _limits(of: Limited) -> tuple[float, float]:
    lower = [x for x in (of.above, of.from_) if x is not None]
    upper = [x for x in (of.below, of.through) if x is not None]
    return (lower or [-FAR])[0], (upper or [FAR])[0]
