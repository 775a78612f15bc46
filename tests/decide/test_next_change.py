"""The next day on which the advice changes by itself is the first day that differs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from myelobone import Knowledge, read_record
from myelobone.decide.context import Context
from myelobone.decide.outcome import Outcome, evaluate
from myelobone.decide.program import program_of
from myelobone.decide.rows import RecordIndex
from myelobone.decide.rules import answer

from ..knowledge.files import advice, knowledge, patient_cases
from .edition import TODAY, asked, edition, fact

FACTS = (
    fact("weight", unit="kg", is_="latest weight within 30 days")
    + fact("operation_day", is_="date of earliest operation where status is planned from today")
    + fact("medicine", is_="any medicine where class is strong running")
    + fact("visit_day", is_="date of latest visit")
    + fact("month_count", unit="mo", is_="months from visit_day to today")
    + fact("day_count", unit="d", is_="days from visit_day to today")
    + fact("limit_day", is_="visit_day + 40 days")
)
LEAVES = {
    "weight_known": "weight >= 50 kg",
    "operated": "operation_day exists",
    "treated": "medicine",
    "counted": "month_count >= 6 mo",
    "over": "day_count > 30 d",
    "passed": "limit_day < today",
}
RULES = "".join(
    f"- {{id: topic.{name}, cite: [S1], reading: [A1], when: {leaf}, then: {{info: yes}}, says: {{zh: 甲。, en: A.}},"
    f" examples: {{fires: {{{first}}}, quiet: {{{second}}}, asks: {{{third}}}}}}}\n"
    for (name, leaf), (first, second, third) in zip(
        LEAVES.items(),
        [
            ("weight: 60 kg", "weight: 40 kg", "weight: unknown"),
            ("operation_day: today", "operation_day: none", "operation_day: unknown"),
            ("medicine: yes", "medicine: no", "medicine: unknown"),
            ("month_count: 6 mo", "month_count: 5 mo", "month_count: unknown"),
            ("day_count: 31 d", "day_count: 30 d", "day_count: unknown"),
            ("limit_day: today - 1 day", "limit_day: today", "limit_day: unknown"),
        ],
        strict=True,
    )
)


def state(outcome: Outcome) -> tuple[object, ...]:
    """All that a change may lie in: answers, standings and doses, the status of each dated item."""
    run = outcome.run
    rules = tuple(answer(run, rule) for rule in run.knowledge.rules.values())
    agents = tuple(
        (each.standing, tuple(row for _, row in each.rows)) for each in outcome.states.values()
    )
    plan = frozenset((p.item.id, p.term, p.agent, p.status) for p in outcome.planned)
    return rules, agents, plan


def first_difference(of: Knowledge, record: dict[str, Any], on: str, limit: int) -> str | None:
    """The first day after `on` that differs, found by trying every day."""
    index = RecordIndex(read_record(record, of.vocabulary), of.vocabulary)
    start = date.fromisoformat(on).toordinal()
    states = (
        (day, state(evaluate(Context(program_of(of), index, day))))
        for day in range(start, start + limit)
    )
    _, here = next(states)
    return next((date.fromordinal(day).isoformat() for day, there in states if there != here), None)


@pytest.mark.parametrize(
    "entry",
    [
        {"on": "2026-06-01", "what": "weight", "value": "60 kg"},
        {"on": "2026-06-20", "what": "operation", "status": "planned"},
        {"on": "2026-08-01", "what": "operation", "status": "planned", "entered": "2026-06-20"},
        {"from": "2026-06-01", "to": "2026-06-20", "what": "medicine", "class": "strong"},
        {"on": "2026-01-01", "what": "visit"},
        {"on": "2026-06-01", "what": "visit"},
        {"on": "2026-05-10", "what": "visit"},
    ],
    ids=str,
)
def test_a_small_patient_changes_on_the_day_that_is_told(entry: dict[str, Any]) -> None:
    small = edition(FACTS, RULES)
    record = {"format": "myelobone-record/1", "patient": {"id": "T"}, "entries": [entry]}
    told = asked(small, entry)["next_change"]
    assert told is not None
    assert told == first_difference(small, record, TODAY, 200)


@pytest.mark.parametrize(
    "name",
    [
        "W1-2026-12-01",
        "W1-2026-12-01-denosumab_chosen",
        "W3-2026-10-12",
        "W4-2026-12-07-75_kg",
        "W9-2026-11-12-postpone",
    ],
)
def test_a_worked_patient_changes_on_the_day_that_is_told(name: str) -> None:
    case = patient_cases()[name]
    told = advice(case.record, case.as_of)["next_change"]
    assert told == first_difference(knowledge(), case.record, case.as_of, 40)


def test_a_day_at_the_end_of_time_is_survived() -> None:
    entry = {"on": "9999-12-31", "what": "operation", "status": "planned"}
    assert asked(edition(FACTS, RULES), entry)["next_change"] is None
