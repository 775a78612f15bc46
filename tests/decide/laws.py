"""What the laws of the suite are written with: worked patients degraded one way or another."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings

from myelobone.language.model import Term

from ..knowledge.files import advice, knowledge, patient_cases

STANDINGS = ("forbidden", "undetermined", "discouraged", "option", "preferred")
BASES = ("W1-2026-12-01", "W3-2026-10-12", "W4-2026-12-07-58_kg", "W4-2026-12-07-75_kg", "W9-2026-11-12")  # fmt: skip
LAWFUL = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
AGENTS = tuple(knowledge().agents)
TERMS = knowledge().vocabulary.terms


def closed(term: Term) -> bool:
    """Whether silence about the term counts as an answer; such terms are no measurement."""
    return term.absent is not None


def open_entries(record: dict[str, Any]) -> list[int]:
    """Positions of measurements, tests and states that are never assumed."""
    return [
        n
        for n, entry in enumerate(record["entries"])
        if not closed(TERMS[entry["what"]])
        and TERMS[entry["what"]].kind in ("measurement", "test", "state")
    ]


def measured(record: dict[str, Any]) -> list[int]:
    """Positions of measurements with a value."""
    return [
        n for n, entry in enumerate(record["entries"]) if TERMS[entry["what"]].kind == "measurement"
    ]


def dose_of(agent: dict[str, Any]) -> tuple[Any, ...] | None:
    """What would be given, or None."""
    dose = agent["dose"]
    keys = ("amount", "low", "high", "unit", "route", "over_minutes", "over_minutes_max")
    return None if dose is None else tuple(dose[key] for key in keys)


def by_agent(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The agents of an advice by name."""
    return {agent["agent"]: agent for agent in answer["agents"]}


def assert_grants_no_more(less: dict[str, Any], more: dict[str, Any]) -> None:
    """`less`, which knows less than `more`, shows no dose that `more` does not."""
    known, doubted = by_agent(more), by_agent(less)
    for name, agent in doubted.items():
        before = known[name]
        if agent["dose"] is not None:
            assert dose_of(agent) == dose_of(before), name
        if before["standing"] == "forbidden":
            assert agent["standing"] in ("forbidden", "undetermined"), name
    shown = {
        (name, agent["dose"]["amount"], agent["dose"]["low"], agent["dose"]["high"])
        for name, agent in known.items()
        if agent["dose"] is not None
    }
    assert planned_doses(less) <= planned_doses(more) | shown


def planned_doses(answer: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The amounts that the plan would have given today, on any branch."""
    return {
        (item["agent"], item["amount"], item["low"], item["high"])
        for item in answer["plan"]
        if item["kind"] == "dose" and item["status"] in ("due", "overdue")
    }


def stops(answer: dict[str, Any]) -> set[str]:
    """The ids of stop items."""
    return {item["id"] for item in answer["items"] if item["level"] == "stop"}


@cache
def removed(name: str) -> dict[int, dict[str, Any]]:
    """The advice without each open entry of a worked patient, by its position."""
    record, day, _ = complete(name)
    return {n: advice(without(record, n), day) for n in open_entries(record)}


@cache
def complete(name: str) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """A worked patient's record, day and advice."""
    case = patient_cases()[name]
    return case.record, case.as_of, advice(case.record, case.as_of)


def without(record: dict[str, Any], *positions: int) -> dict[str, Any]:
    """The record without these entries."""
    kept = [entry for n, entry in enumerate(record["entries"]) if n not in positions]
    return {**record, "entries": kept}


def replaced(record: dict[str, Any], position: int | None, entry: dict[str, Any]) -> dict[str, Any]:
    """The record with one entry in another's place, or added at the end."""
    entries = copy.deepcopy(record["entries"])
    if position is None:
        entries.append(entry)
    else:
        entries[position] = entry
    return {**record, "entries": entries}
