"""Which statements and readings something carries, and which patients' advice cites them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..language.model import Agent, Grounds, Knowledge

UNCOUNTED = (
    "facts",
    "problems",
    "knowledge",
    "rules",
)  # parts of an advice that say nothing by themselves


class Covered(Struct, frozen=True, kw_only=True):
    """One statement or reading: what carries it, and the patients whose advice cites it."""

    id: str
    kind: str
    carried_by: tuple[str, ...]
    cited_by: tuple[str, ...]


def coverage(
    knowledge: Knowledge, advices: Iterable[tuple[str, Mapping[str, Any]]]
) -> list[Covered]:
    """Every statement and reading; `advices` are names of patients with their advice as plain data."""
    carried = carriers(knowledge)
    cited: dict[str, dict[str, None]] = {}
    for name, advice in advices:
        for id_ in cited_ids(advice):
            cited.setdefault(id_, {})[name] = None
    kinds = [(name, "statement") for name in knowledge.statements]
    kinds += [(name, "reading") for name in knowledge.readings]
    return [
        Covered(
            id=id_,
            kind=kind,
            carried_by=tuple(carried.get(id_, ())),
            cited_by=tuple(cited.get(id_, ())),
        )
        for id_, kind in kinds
    ]


def carriers(knowledge: Knowledge) -> dict[str, dict[str, None]]:
    """For each statement and reading, the ids of the parts that name it."""
    found: dict[str, dict[str, None]] = {}
    for name, part in _parts(knowledge):
        for id_ in (*part.cites, *part.readings, *part.evidence):
            found.setdefault(id_, {})[name] = None
    return found


def _parts(knowledge: Knowledge) -> Iterator[tuple[str, Grounds]]:
    for fact in knowledge.facts.values():
        yield fact.id, fact
    for rule in knowledge.rules.values():
        yield rule.id, rule
        yield from ((f"{rule.id}.{option.id}", option) for option in rule.then.options)
    for agent in knowledge.agents.values():
        yield from _agent(agent)
    for item in knowledge.calendar.values():
        yield item.id, item


def _agent(agent: Agent) -> Iterator[tuple[str, Grounds]]:
    yield from ((line.id, line) for line in agent.standing)
    yield from ((line.id, line) for line in agent.order)
    for route in agent.routes:
        yield f"{agent.id}.{route.route}", route
        yield from ((f"{agent.id}.{route.route}", row) for row in route.rows)
    if agent.approved is not None:
        yield f"{agent.id}.approved", agent.approved
    if agent.no_dose is not None:
        yield f"{agent.id}.no_dose", agent.no_dose


def cited_ids(advice: Mapping[str, Any]) -> set[str]:
    """The statements and readings that an advice names beside what it says."""
    found: set[str] = set()
    for key, part in advice.items():
        if key not in UNCOUNTED:
            _collect(part, found)
    return found


def _collect(part: Any, found: set[str]) -> None:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("cites", "readings", "evidence", "counts_for", "approved_cites"):
                found.update(value)
            else:
                _collect(value, found)
    elif isinstance(part, list | tuple):
        for value in part:
            _collect(value, found)
