"""Recorded days of worked patients, and what `decide/` makes of each: the first place to look for a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from ...decide.agents import AgentState
from ...decide.context import Context
from ...decide.holds import Hold
from ...decide.outcome import Outcome, evaluate
from ...decide.patient_on import day_number, patient_on
from ...decide.patients import Case
from ...language.model import Knowledge
from ...record.read import read_record
from ..finding import Witness

Seen = Callable[["Day"], bool]


class Day:
    """One patient on one day, evaluated when first looked at."""

    def __init__(self, knowledge: Knowledge, witness: Witness) -> None:
        self.knowledge = knowledge
        self.witness = witness

    @cached_property
    def outcome(self) -> Outcome:
        """What `decide/` makes of the record."""
        record = read_record(self.witness.record, self.knowledge.vocabulary)
        day = day_number(self.witness.as_of)
        return evaluate(patient_on(record, self.knowledge, day))

    @property
    def sound(self) -> bool:
        """The record holds nothing that its reader objects to."""
        record = read_record(self.witness.record, self.knowledge.vocabulary)
        return not record.problems

    @property
    def ctx(self) -> Context:
        """Its facts."""
        return self.outcome.run.ctx

    @property
    def states(self) -> dict[str, AgentState]:
        """Where each agent stands."""
        return self.outcome.states

    @property
    def holds(self) -> list[Hold]:
        """The holds that apply or may apply."""
        return self.outcome.holds


class Days:
    """All recorded days of an edition; each is evaluated once for all proofs."""

    def __init__(self, knowledge: Knowledge, cases: Iterable[Case] = ()) -> None:
        self.knowledge = knowledge
        self.days: Sequence[Day] = [
            Day(knowledge, Witness(record=case.record, as_of=case.as_of)) for case in cases
        ]

    def __iter__(self) -> Iterator[Day]:
        return iter(self.days)

    def first(self, seen: Seen) -> Day | None:
        """The first recorded day on which something is seen."""
        return next((day for day in self.days if seen(day)), None)
