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
    tests = _tests(run)
    running = run.ctx.fact(item.agent_fact).word if item.agent_fact is not None else ""
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
            lacks=_lacks(tests, row.low) if tests and agent and agent == running else None,
        ), row.low  # fmt: skip
        before = row


Tests = list[tuple[str, Duration, set[int]]]


def _tests(run: Run) -> Tests:
    """What is measured before each dose of the agent that runs: the term, how long before, its days."""
    return [
        (term, item.before_dose, {day for _, day in _measured(run, term)})
        for item in run.knowledge.calendar.values()
        if item.form == "measure" and item.every and item.before_dose is not None
        if applies(run, item) is True
        for term in item.measure
    ]


def _lacks(tests: Tests, day: int) -> tuple[str, ...]:
    """The terms that were not measured in the time before a dose."""
    return tuple(
        dict.fromkeys(
            term
            for term, before, days in tests
            if not any(add(day, before, -1) <= each <= day for each in days)
        )
    )


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
            for seq, day in _measured(run, term):
                entry = f"entries[{seq}]"
                if entry in shown:
                    continue
                shown.add(entry)
                yield Planned(
                    item=item, what=term, term=term, named=day, due=day,
                    earliest=day, latest=day, status="done", done_by=entry,
                ), day  # fmt: skip


def _measured(run: Run, term: str) -> list[tuple[int, int]]:
    """The usable values of a term: position of the entry and day."""
    return [
        (row.seq, row.low)
        for row in visible(run.ctx, term)
        if row.dated and row.low == row.high and read(run.ctx, row, "value").usable
    ]
