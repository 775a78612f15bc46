"""Which parts of an advice a change can reach, and which words an expectation about it would use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...decide.outcome import Outcome
from ...decide.program import Program
from ...decide.rules import answer
from ...language.model import Knowledge
from .patched import NOTHING, Patched

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)(?:\.date)?\}")


class Printed:
    """Which rules, agents and dated items print which facts in their texts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.rules = _users((rule.id, rule) for rule in knowledge.rules.values())
        self.agents = _users((agent.id, agent) for agent in knowledge.agents.values())
        self.items = _users((item.id, item) for item in knowledge.calendar.values())


def _users(parts: Iterator[tuple[str, Any]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(_placeholders(part)) for name, part in parts}


def _placeholders(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield from PLACEHOLDER.findall(part)
    elif isinstance(part, tuple):
        for member in part:
            yield from _placeholders(member)
    elif hasattr(part, "__struct_fields__"):
        for field in part.__struct_fields__:
            yield from _placeholders(getattr(part, field))


def affected(printed: Printed, outcome: Outcome, *, elsewhere: bool) -> frozenset[str]:
    """The parts of an advice that may differ in an outcome met again.

    `elsewhere` says that other days or open choices lie behind the advice too.
    """
    touched = outcome.touched or NOTHING
    facts = touched.facts
    agents = bool(touched.agents or touched.holds) or _prints(printed.agents, facts)
    items = bool(touched.items) or agents or _prints(printed.items, facts)
    rules = _prints(printed.rules, facts) or any(_speaks(outcome, name) for name in touched.rules)
    asked = agents or bool(touched.rules or touched.items)
    found = {
        "facts": bool(facts),
        "items": rules or touched.holds or _prints(printed.items, facts),
        "agents": agents,
        "plan": items or elsewhere,
        "choices": rules or agents or elsewhere,
        "orders": True,
        "lesions": bool(facts),
        "margins": bool(facts) or asked,
        "questions": asked,
    }
    return frozenset(name for name, yes in found.items() if yes)


def _speaks(outcome: Outcome, name: str) -> bool:
    """Whether a rule says something, now or before."""
    before = outcome.like.run.answers[name] if outcome.like is not None else None
    now = answer(outcome.run, outcome.run.knowledge.rules[name])
    return now is True or now is not before


def _prints(users: dict[str, frozenset[str]], facts: frozenset[str]) -> bool:
    return bool(facts) and any(facts & used for used in users.values())


def words(program: Program, patched: Patched) -> frozenset[str]:
    """Ids and grounds by which an expectation would speak of what a change touches."""
    knowledge, touched = program.knowledge, patched.touched
    found = {*patched.facts, *touched.agents, *touched.items}
    parts: list[Any] = [
        *(knowledge.rules[name] for name in touched.rules),
        *(knowledge.calendar[name] for name in touched.items),
    ]
    for agent in patched.change.agents.values():
        old = knowledge.agents[agent.id]
        parts += [
            line
            for line in (*old.standing, *old.order)
            if line not in (*agent.standing, *agent.order)
        ]
        parts += [route for route in old.routes if route not in agent.routes]
    for part in parts:
        found |= {*part.cites, *part.readings, getattr(part, "id", "")}
    found |= {rule.then.choice for rule in parts if hasattr(rule, "then") and rule.then.choice}
    return frozenset(found)


def mentioned(expect: Any) -> Iterator[str]:
    """Every word in an expectation, keys of facts and agents included."""
    if isinstance(expect, str):
        yield expect
    elif isinstance(expect, dict):
        for key, value in expect.items():
            yield from key.split("|")
            yield from mentioned(value)
    elif isinstance(expect, list | tuple):
        for value in expect:
            yield from mentioned(value)
