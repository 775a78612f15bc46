"""Canaries: recorded patient days on which each rule, agent line and dated item is seen at work.

`choose` finds the fewest days that show every part that any worked patient shows; their list is kept
in `canaries.json` beside the edition, so that checking it takes seconds and a part that is gone is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from ..decide.advise import advise
from ..decide.output import Advice
from ..decide.patients import Case
from ..language.model import Knowledge
from ..language.topics import Key
from ..record.read import read_record

NAME = "canaries.json"
FORMAT = "myelobone-canaries/1"
KINDS = ("rule", "line", "order", "item")  # what can be seen at work on a day
NEEDED = ("rule",)  # of these every one


class Canary(Struct, frozen=True, kw_only=True):
    """One patient day and, by kind, the parts for which it stands."""

    patient: str
    fires: dict[str, tuple[str, ...]]

    def keys(self) -> set[Key]:
        """The parts for which it stands."""
        return {(kind, name) for kind, names in self.fires.items() for name in names}


class CanaryList(Struct, frozen=True, kw_only=True):
    """The canaries of an edition, as they are kept beside it."""

    format: str
    edition: str
    canaries: tuple[Canary, ...]


def on(case: Case, knowledge: Knowledge) -> Advice:
    """The advice for a case with the answer of every rule, without what rests on further evaluations."""
    record = read_record(case.record, knowledge.vocabulary)
    return advise(record, case.as_of, knowledge, all_rules=True, asking=False)


def seen(advice: Advice, knowledge: Knowledge) -> set[Key]:
    """The parts that an advice shows at work."""
    found: set[Key] = {("rule", rule.id) for rule in advice.rules if rule.answer == "fires"}
    lines = {reason.item for agent in advice.agents for reason in agent.reasons if reason.truth}
    found |= {("line", line) for line in lines & every_line(knowledge)}
    orders = {finding.id for order in advice.orders for finding in order.findings}
    found |= {("order", line) for line in orders & every_order_line(knowledge)}
    planned = {_prefixes(item.id) for item in advice.plan}
    names = {name for prefixes in planned for name in prefixes}
    return found | {("item", name) for name in names & knowledge.calendar.keys()}


def every_line(knowledge: Knowledge) -> set[str]:
    """The ids of all lines on where an agent stands."""
    return {line.id for agent in knowledge.agents.values() for line in agent.standing}


def every_order_line(knowledge: Knowledge) -> set[str]:
    """The ids of all lines by which orders are checked."""
    return {line.id for agent in knowledge.agents.values() for line in agent.order}


def wanted(knowledge: Knowledge) -> set[Key]:
    """Every part that a canary may stand for."""
    return {
        *(("rule", name) for name in knowledge.rules),
        *(("line", name) for name in every_line(knowledge)),
        *(("order", name) for name in every_order_line(knowledge)),
        *(("item", name) for name in knowledge.calendar),
    }


def choose(
    knowledge: Knowledge, cases: Sequence[Case], step: Callable[[], None] = lambda: None
) -> CanaryList:
    """The fewest cases found that together show everything that any of them shows.

    `step` is called after each case. The largest gain first; among equals the first in the list.
    """
    shows: dict[str, set[Key]] = {}
    for case in cases:
        shows[case.name] = seen(on(case, knowledge), knowledge)
        step()
    left = set().union(*shows.values())
    chosen: list[Canary] = []
    while left:
        best = max(shows, key=lambda name: len(shows[name] & left))
        chosen.append(canary(best, shows[best] & left))
        left -= shows[best]
    return CanaryList(format=FORMAT, edition=knowledge.edition.id, canaries=tuple(chosen))


def canary(patient: str, keys: Iterable[Key]) -> Canary:
    """A patient day and what it stands for, sorted."""
    mine = sorted(keys)
    fires = {kind: tuple(name for each, name in mine if each == kind) for kind in KINDS}
    return Canary(patient=patient, fires={kind: names for kind, names in fires.items() if names})


def read_list(folder: Path) -> CanaryList | None:
    """The list beside an edition; None when there is none. Raises ValueError when it cannot be read."""
    file = folder / NAME
    if not file.exists():
        return None
    found = msgspec.json.decode(file.read_bytes(), type=CanaryList)
    if found.format != FORMAT:
        raise ValueError(found.format)
    return found


def encode(found: CanaryList) -> bytes:
    """The list as the bytes of its file, one name a line, so that a change of it can be read."""
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


def never_seen(knowledge: Knowledge, found: CanaryList | None) -> Mapping[str, tuple[str, ...]]:
    """By kind, the parts that no canary stands for."""
    have = set() if found is None else set().union(*(each.keys() for each in found.canaries))
    left = sorted(wanted(knowledge) - have)
    return {kind: tuple(name for each, name in left if each == kind) for kind in KINDS}


def _prefixes(name: str) -> tuple[str, ...]:
    """An id and what it begins with up to each full stop."""
    words = name.split(".")
    return tuple(".".join(words[:count]) for count in range(1, len(words) + 1))
