"""What rests on each statement and reading, and which worked patients' expected answers name what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from ..language.model import Agent, Grounds, Knowledge
from ..language.problems import Text


class Carrier(NamedTuple):
    """One part of the knowledge that names a statement or reading; `behind`: only as evidence."""

    kind: str  # rule | line | route | calendar | fact
    id: str
    behind: bool


class Patient(Struct, frozen=True, kw_only=True):
    """A worked patient: what it is about, its days, and every id that its expected answers name."""

    id: str
    about: Text
    days: tuple[str, ...]
    names: frozenset[str]


class Carrying:
    """Carriers and patients by statement, reading and every other id."""

    def __init__(self, knowledge: Knowledge, patients: Iterable[Patient]) -> None:
        self.patients = tuple(sorted(patients, key=_natural))
        self._carriers: dict[str, dict[Carrier, None]] = {}
        for kind, name, part in parts(knowledge):
            for cited in (*part.cites, *part.readings):
                self._carriers.setdefault(cited, {})[Carrier(kind, name, False)] = None
            for cited in part.evidence:
                self._carriers.setdefault(cited, {})[Carrier(kind, name, True)] = None
        self._named: dict[str, list[Patient]] = {}
        for patient in self.patients:
            for name in sorted(patient.names):
                self._named.setdefault(name, []).append(patient)

    def carriers(self, name: str) -> tuple[Carrier, ...]:
        """Everything that rests on a statement or reading, that which only shows it as evidence last."""
        found = list(self._carriers.get(name, ()))
        firm = {(each.kind, each.id) for each in found if not each.behind}
        behind = [each for each in found if each.behind and (each.kind, each.id) not in firm]
        return (*(each for each in found if not each.behind), *behind)

    def naming(self, name: str) -> tuple[Patient, ...]:
        """The patients whose expected answers name an id."""
        return tuple(self._named.get(name, ()))


def _natural(patient: Patient) -> list[tuple[bool, int, str]]:
    """Orders W2 before W10, and names without a number after those with one."""
    pieces = re.findall(r"\d+|\D+", patient.id)
    return [(not any(c.isdigit() for c in patient.id), 0, "")] + [
        (False, int(piece), "") if piece.isdigit() else (False, 0, piece) for piece in pieces
    ]


def parts(knowledge: Knowledge) -> Iterator[tuple[str, str, Grounds]]:
    """Every part with grounds, by kind and the id under which it is told."""
    for rule in knowledge.rules.values():
        yield "rule", rule.id, rule
        yield from (("rule", rule.id, option) for option in rule.then.options)
    for agent in knowledge.agents.values():
        yield from _agent(agent)
    for item in knowledge.calendar.values():
        yield "calendar", item.id, item
    for fact in knowledge.facts.values():
        yield "fact", fact.id, fact


def _agent(agent: Agent) -> Iterator[tuple[str, str, Grounds]]:
    for route in agent.routes:
        name = f"{agent.id}.{route.route}"
        yield from (("route", name, part) for part in (route, *route.rows))
    yield from (("line", line.id, line) for line in agent.standing)
    yield from (("line", line.id, line) for line in agent.order)
    for part in (agent.approved, agent.no_dose):
        if part is not None:
            yield "agent", agent.id, part


def patient(data: Mapping[str, Any]) -> Patient:
    """A patient file as plain data; raises KeyError where it is none."""
    about = data.get("about") or {}
    days = data["days"]
    return Patient(
        id=str(data["id"]),
        about=Text(zh=str(about.get("zh", "")), en=str(about.get("en", ""))),
        days=tuple(dict.fromkeys(str(day["as_of"]) for day in days)),
        names=frozenset(name for day in days for name in _names(day["expect"])),
    )


def _names(expected: Any) -> Iterator[str]:
    """Every word of an expected answer that may be an id; one of several is written `a|b`."""
    if isinstance(expected, Mapping):
        for key, value in expected.items():
            if not str(key).endswith("_none"):  # what must not be there
                yield str(key)
                yield from _names(value)
    elif isinstance(expected, list | tuple):
        for value in expected:
            yield from _names(value)
    elif isinstance(expected, str):
        yield from expected.split("|")
