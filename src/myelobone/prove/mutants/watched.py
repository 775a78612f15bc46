"""The parts of an advice that a worked patient expects, built alone and held against the expectation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ...decide import branching, choices, hold_items, lesions, margins, orders, questions
from ...decide import rules as ruling
from ...decide.advise import advise
from ...decide.agents import agent_out
from ...decide.fact_out import fact_out
from ...decide.outcome import Outcome
from ...decide.patients import Case, match
from ...language.model import Knowledge
from ...record.model import Record

Build = Callable[[Outcome], Any]
Broken = Callable[[Outcome, frozenset[str]], str | None]


def _items(outcome: Outcome) -> Any:
    return ruling.items(outcome.run) + hold_items.items(outcome.run, outcome.holds)


PARTS: dict[str, Build] = {
    "items": _items,
    "agents": lambda outcome: [agent_out(outcome.run, s) for s in outcome.states.values()],
    "choices": lambda outcome: choices.offered(outcome.run, outcome.states),
    "plan": branching.plan,
    "lesions": lambda outcome: lesions.lesions(outcome.run),
    "orders": orders.orders,
    "margins": margins.margins,
    "questions": questions.questions,
}


ALL = frozenset({*PARTS, "facts"})


def sees(expect: Mapping[str, Any]) -> frozenset[str]:
    """The parts of an advice that an expectation looks at."""
    return frozenset(key.removesuffix("_none") for key in expect)


def broken(expect: Mapping[str, Any]) -> Broken:
    """The function that names the first of some parts that an outcome no longer shows as expected."""
    facts = [name for names in expect.get("facts", ()) for name in names.split("|")]
    parts = {
        part: {key: expect[key] for key in (part, f"{part}_none") if key in expect}
        for part in PARTS
    }

    def find(outcome: Outcome, among: frozenset[str]) -> str | None:
        if (
            facts
            and "facts" in among
            and match({"facts": expect["facts"]}, {"facts": _facts(outcome, facts)})
        ):
            return "facts"
        for part, wanted in parts.items():
            if wanted and part in among and match(wanted, {part: plain(PARTS[part](outcome))}):
                return part
        return None

    return find


def _facts(outcome: Outcome, names: list[str]) -> Any:
    known = outcome.run.knowledge.facts
    return plain({name: fact_out(outcome.run, known[name]) for name in names if name in known})


def rest(case: Case, record: Record) -> Callable[[Knowledge], str | None] | None:
    """What of an expectation only a whole advice shows, or None when there is nothing of that kind."""
    wanted = {
        key: value for key, value in case.expect.items() if key.removesuffix("_none") not in ALL
    }
    if not wanted:
        return None

    def find(knowledge: Knowledge) -> str | None:
        advice = advise(record, case.as_of, knowledge, all_rules="rules" in wanted)
        found = match(wanted, advice.to_dict())
        return found[0].path if found else None

    return find


def plain(part: Any) -> Any:
    """A part of an advice as plain data."""
    return msgspec.json.decode(msgspec.json.encode(part))
