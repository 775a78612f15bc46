"""Whose advice changes between two editions: record by record, from what to what, and because of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from ..decide.advise import advise
from ..decide.compare import Change, Part, compare
from ..decide.output import Advice
from ..decide.patients import Case
from ..language.model import Knowledge
from ..language.problems import Problem, Refused, Text
from ..language.topics import Key, parts, reach, rests_on
from ..record.read import read_record

# What an advice tells people. Facts, answers of rules, margins and the day of the next change follow from
# it or lead to it: they alone do not make an advice another one.
TOLD: tuple[Part, ...] = (
    "items", "agents", "choices", "orders", "plan", "questions", "lesions", "assumed", "problems",
)  # fmt: skip
DEFECT = Text("本软件出现缺陷，未能比较", "A defect of this program, it could not be compared")


class Affected(Struct, frozen=True, kw_only=True):
    """A record whose advice differs: the differences, and the changed parts that lie behind them."""

    name: str
    as_of: str
    before: Advice
    after: Advice
    changes: tuple[Change, ...]
    because: tuple[Key, ...]


class Unread(Struct, frozen=True, kw_only=True):
    """A record that one of the editions could not be asked about."""

    name: str
    problems: tuple[Problem, ...]


class Compared(Struct, frozen=True, kw_only=True):
    """All records of a folder: how many, which are affected, which could not be compared."""

    records: int
    affected: tuple[Affected, ...]
    unread: tuple[Unread, ...]


class Comparison:
    """Two editions and the parts that differ, ready for one record after another."""

    def __init__(self, old: Knowledge, new: Knowledge, changed: Iterable[Key]) -> None:
        self.old, self.new = old, new
        self.changed = set(changed)
        self._rests = [_rests(old), _rests(new)]

    def all(self, cases: Iterable[Case]) -> Compared:
        """Every case, in order."""
        found = [self.one(case) for case in cases]
        return Compared(
            records=len(found),
            affected=tuple(each for each in found if isinstance(each, Affected)),
            unread=tuple(each for each in found if isinstance(each, Unread)),
        )

    def one(self, case: Case) -> Affected | Unread | None:
        """A case: None when both editions tell the same."""
        try:
            before, after = (
                advise(read_record(case.record, known.vocabulary), case.as_of, known)
                for known in (self.old, self.new)
            )
        except Refused as refused:
            return Unread(name=case.name, problems=refused.problems)
        except Exception as error:  # one that cannot be evaluated must not hide the others
            told = Problem(
                code="advice.not_compared", where=case.name, found=f"{type(error).__name__}: {error}", message=DEFECT,
            )  # fmt: skip
            return Unread(name=case.name, problems=(told,))
        changes = compare(before, after)
        if not any(change.part in TOLD for change in changes):
            return None
        return Affected(
            name=case.name, as_of=case.as_of, before=before, after=after, changes=changes,
            because=tuple(sorted(self.behind(changes))),
        )  # fmt: skip

    def behind(self, changes: Iterable[Change]) -> set[Key]:
        """The changed parts on which what differs rests, in either edition."""
        told = [change for change in changes if change.part in TOLD]
        start = {key for change in told for key in self._told_by(change, told)}
        return self.changed & set().union(*(reach(start, rests) for rests in self._rests))

    def _told_by(self, change: Change, all_: list[Change]) -> Iterator[Key]:
        """The parts of an edition that tell what a difference is about."""
        name = change.id
        match change.part:
            case "items":
                yield ("rule", name.partition("#")[0].partition("/")[0])
                yield ("item", name)
            case "agents":
                yield from self._agent(change, all_)
            case "plan":
                words = name.partition("@")[0].split(".")
                yield from (("item", ".".join(words[:count])) for count in range(1, len(words) + 1))
            case "choices":
                for known in (self.old, self.new):
                    yield from (
                        ("rule", rule.id)
                        for rule in known.rules.values()
                        if rule.then.choice == name
                    )
            case "questions":
                yield from (("fact", fact) for fact in name.split("+"))
                yield from (("term", fact) for fact in name.split("+"))
            case "orders":
                for known in (self.old, self.new):
                    for agent in known.agents.values():
                        yield ("dose", agent.id)
                        yield from (("line", line.id) for line in agent.standing)
                        yield from (("order", line.id) for line in agent.order)
            case _:
                yield ("term", name)

    def _agent(self, change: Change, all_: list[Change]) -> Iterator[Key]:
        """The lines that came, went or say something else; for a standing without one, every line."""
        agent, field = change.id, change.field or ""
        if field.startswith("reasons."):
            line = field.removeprefix("reasons.")
            words = line.split(".")
            for count in range(1, len(words) + 1):
                yield ("line", ".".join(words[:count]))
                yield ("item", ".".join(words[:count]))
        elif field in ("dose", "other_doses"):
            yield from (("dose", agent), ("no_dose", agent))
        elif field == "approved":
            yield ("approved", agent)
        elif not any(
            each.id == agent and (each.field or "").startswith("reasons.") for each in all_
        ):
            for known in (self.old, self.new):
                if agent in known.agents:
                    yield from (("line", line.id) for line in known.agents[agent].standing)
            yield from (("agent", agent), ("dose", agent), ("no_dose", agent))


def _rests(knowledge: Knowledge) -> dict[Key, set[Key]]:
    every: dict[Key, Any] = parts(knowledge)
    return {key: set(rests_on(key, part, every)) for key, part in every.items()}
