"""Open choices: the plan shows each branch as it would be, and none is taken beforehand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from myelobone.decide.branching import plan
from myelobone.decide.choices import chosen, open_rules, options
from myelobone.decide.outcome import Outcome, branches
from myelobone.decide.planned import out

from . import laws
from .asking import Written, first_day, outcome
from .failing import run

SHARDS, EACH = 4, 40


def signature(item: object) -> tuple[object, ...]:
    """What a reader sees of a dated item, but for texts and the branch."""
    names = ("id", "agent", "modality", "earliest", "due", "latest", "status", "held_by", "amount", "low", "high", "needs_confirmation", "for_dose")  # fmt: skip
    return tuple(getattr(item, name) for name in names)


def branched(record: Written, day: int) -> Iterator[str]:
    """Complaints about the branches of a day."""
    base = outcome(record, day)
    taken = branches(base)
    shown = plan(base)
    if not taken:
        yield from (f"preset: {item.id} on {item.branch}" for item in shown if item.branch)
        return
    yield from _preset(base, taken)
    alone = len({choice for choice, *_ in taken}) == 1
    for choice, option, each in taken:
        for law in (laws.no_dose_in_a_hold, laws.one_agent_at_a_time, laws.intervals_are_kept, laws.ids_are_unique):  # fmt: skip
            yield from (f"{law.__name__}: {option}: {c}" for c in law(each, first_day(record)))
        by_entry = _decided(record, day, choice, option)
        expected = {  # what also hangs on another open choice is shown in that one's branches
            signature(item)
            for item in shown
            if not alone or item.branch is None or item.branch.option == option
        }
        missing = {signature(item) for item in plan_of(by_entry)} - expected
        yield from (f"branch: {choice} {option} lacks {item[0]} due {item[4]}" for item in sorted(missing, key=str))  # fmt: skip


def plan_of(found: Outcome) -> list[object]:
    """The items of one outcome with no branch taken further."""
    return [out(found.run, planned, None) for planned in found.planned]


def _decided(record: Written, day: int, choice: str, option: str) -> Outcome:
    """The same record with that decision written into it."""
    entry = {"on": laws.iso(day), "what": "decision", "choose": choice, "value": option}
    return outcome({**record, "entries": [*record["entries"], entry]}, day)


def _preset(base: Outcome, taken: list[tuple[str, str, Outcome]]) -> Iterator[str]:
    """An open choice counts as undecided, and every option that needs nothing typed has its branch."""
    for rule in open_rules(base.run):
        choice = rule.then.choice
        if choice is None or not rule.then.steers:
            continue
        if choice in {name for name, *_ in taken} and chosen(base.run, choice) is not None:
            yield f"preset: {choice} is {chosen(base.run, choice)}"
        if chosen(base.run, choice) is None:
            free = {o.id for o in options(base.run, rule, base.states) if not o.needs or o.needs == ("because",)}  # fmt: skip
            lacking = free - {option for name, option, _ in taken if name == choice}
            yield from (f"preset: {choice} {option} has no branch" for option in sorted(lacking))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_branch_is_the_plan_as_it_would_be_after_that_decision(shard: int) -> None:
    run(range(shard * EACH, (shard + 1) * EACH), branched)


@pytest.mark.nightly
@pytest.mark.parametrize("shard", range(20))
def test_a_branch_is_the_plan_after_that_decision_in_ten_thousand_histories(shard: int) -> None:
    first = SHARDS * EACH + shard * 500
    run(range(first, first + 500), branched)
