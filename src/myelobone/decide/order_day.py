"""The day of an order: the record as it was known then, and what the dose table goes by on it."""

from __future__ import annotations

from msgspec.structs import replace

from ..language.model import Route, Row
from ..record.model import Entry
from .context import Context
from .output_plan import Measured
from .rows import RecordIndex
from .rows import Row as EntryRow
from .run import Run
from .texts import display

GIVEN = "given"


def on_its_day(ctx: Context, order: EntryRow) -> Context:
    """The record as of the order's day, before it was carried out.

    Of an order ahead: with what is known today and no more.
    """
    record, day = ctx.index.record, order.low
    hidden = {
        entry.seq
        for entry in record.entries
        if _carries_out(entry, order) or (day > ctx.today and _ahead(ctx, entry))
    }
    if not hidden and day <= ctx.today:
        return ctx.at(day)
    known = tuple(
        Entry(seq=entry.seq, what="") if entry.seq in hidden else entry for entry in record.entries
    )
    before = replace(record, entries=known)
    index = RecordIndex(before, ctx.index.vocabulary, ctx.index.doubted, ctx.index.shape)
    return Context(ctx.program, index, day, known_then=ctx.known_then)


def _ahead(ctx: Context, entry: Entry) -> bool:
    """Whether nobody can know the entry today."""
    if entry.entered is not None and entry.entered > ctx.today and (entry.plan or ctx.known_then):
        return True
    when = entry.on or entry.from_
    return not entry.plan and when is not None and when.low > ctx.today


def _carries_out(given: Entry, order: EntryRow) -> bool:
    """Whether a dose is this order carried out: on its day, not before it, of the same agent."""
    if given.what != GIVEN or given.on is None or not given.on.exact:
        return False
    agents = [cells.get("agent") for cells in (given.attributes, order.attributes)]
    words = {None if cell is None else cell.word for cell in agents}
    if given.on.low != order.low or len(words) != 1:
        return False
    return given.on.minute is None or order.minute < 0 or given.on.minute >= order.minute


def measured(run: Run, route: Route | None, row: Row | None) -> tuple[Measured, ...]:
    """What the table goes by and what chose its row, as they were on the order's day."""
    names = [route.by] if route is not None and route.by is not None else []
    if row is not None and row.when is not None:
        names += [leaf.fact for leaf in run.because(row.when)]
    return tuple(_fact(run, name) for name in dict.fromkeys(names))


def _fact(run: Run, name: str) -> Measured:
    value = run.ctx.fact(name)
    entries = value.entries or run.tracer.fact(name).entries
    last = max(entries, key=lambda seq: run.day(seq) or "", default=None)
    return Measured(
        fact=name,
        display=display(run.ctx, name, value),
        on=None if last is None else run.day(last),
        entry=None if last is None else f"entries[{last}]",
    )
