"""What was done, as dated items: doses beside the day they were due, measurements for each month."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..language.dates import Duration, add, iso
from ..language.model import Item
from .holds import applies
from .outcome import Outcome
from .output_plan import PlanItem
from .planned import Planned, out
from .rows import Row
from .run import Run
from .series import interval
from .takes import read, visible

GIVEN = "given"  # the contract's term for a dose


def items(outcome: Outcome) -> list[PlanItem]:
    """The doses given up to today and the measurements of the items that apply, each done."""
    run = outcome.run
    already = {p.done_by for p in outcome.planned if p.done_by is not None}
    found = [*_doses(run), *_measurements(run, already)]
    return [
        replace(out(run, planned, None), done_on=iso(day))
        for planned, day in sorted(found, key=lambda each: each[1])
    ]


def _series(run: Run) -> Item | None:
    """The item by which doses are repeated."""
    for item in run.knowledge.calendar.values():
        if item.form == "dose" and item.every and item.agent_fact is not None:
            return item
    return None


def _doses(run: Run) -> Iterator[tuple[Planned, int]]:
    item = _series(run)
    if item is None:
        return
    before: Row | None = None
    for row in visible(run.ctx, GIVEN):
        if not row.dated or row.low != row.high:
            before = None
            continue
        due = _expected(run, item, before, row)
        dose = row.attributes.get("dose")
        usable = dose is not None and dose.kind == "number" and dose.doubt is None
        agent = read(run.ctx, row, "agent").word
        yield Planned(
            item=item, what=agent, agent=agent or None, named=due, due=due, earliest=due,
            latest=add(due, item.late or Duration(0, "days")), status="done",
            done_by=f"entries[{row.seq}]",
            amount=dose.low if usable and dose is not None else None,
            unit=_unit(run, agent, row) if usable else None,
        ), row.low  # fmt: skip
        before = row


def _unit(run: Run, agent: str, row: Row) -> str | None:
    shape = row.term.attributes.get("dose")
    return None if shape is None else shape.unit


def _expected(run: Run, item: Item, before: Row | None, row: Row) -> int:
    """The day on which a dose fell due by the interval that held after the one before it."""
    if before is None:
        return row.low
    then = Run(run.ctx.at(before.low), run.entries_shown)
    every = interval(then, item)
    return row.low if every is None else add(before.low, every)


def _measurements(run: Run, already: set[str]) -> Iterator[tuple[Planned, int]]:
    shown = set(already)
    for item in run.knowledge.calendar.values():
        if item.form != "measure" or not item.every or applies(run, item) is not True:
            continue
        for term in item.measure:
            for row in visible(run.ctx, term):
                entry = f"entries[{row.seq}]"
                exact = row.dated and row.low == row.high
                if entry in shown or not exact or not read(run.ctx, row, "value").usable:
                    continue
                shown.add(entry)
                yield Planned(
                    item=item, what=term, term=term, named=row.low, due=row.low,
                    earliest=row.low, latest=row.low, status="done", done_by=entry,
                ), row.low  # fmt: skip
