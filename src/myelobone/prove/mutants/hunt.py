"""Hunts one mutant at a time: rule examples first, then the situations that can see it, likeliest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from ...decide.outcome import Outcome
from ...decide.program import Program
from .affected import Printed, affected, words
from .mutants import Mutant
from .notice import noticed
from .patched import Patched, changed_knowledge
from .situation import Situation, met_again
from .trials import REFUSED, Table
from .worked_examples import failing, worked_examples

SLOW = frozenset({"questions", "margins"})  # further evaluations, asked of survivors only


Kill = tuple[str, str]  # what kind of thing killed it, and which


class Verdict(Struct, frozen=True, kw_only=True):
    """What became of a mutant: `by` is example, table, patient, dose or refused; None for a survivor."""

    key: str
    kind: str
    element: str
    place: str
    by: str | None = None
    killer: str | None = None
    seen: int = 0  # situations in which it could be told apart


class Hunter:
    """Everything that can kill a mutant of one knowledge, met once.

    With `by_hand`, what people wrote (examples, patients, doses) is asked first and the generated
    table last, which shows how much the table is needed; otherwise the quickest is asked first.
    """

    def __init__(
        self,
        program: Program,
        situations: Sequence[Situation],
        table: Table | None = None,
        *,
        by_hand: bool = False,
        thorough: bool = True,
    ) -> None:
        self.program = program
        self.situations = tuple(situations)
        self.table = table
        self.by_hand = by_hand
        self.thorough = thorough
        self.examples = worked_examples(program)
        self.printed = Printed(program.knowledge)
        self.kills: Counter[str] = Counter()
        self.killers: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def hunt(self, mutant: Mutant) -> Verdict:
        """What kills a mutant, if anything does."""
        seen = 0
        try:
            patched = Patched(self.program, mutant.change)
            kill, seen = self._kill(mutant, patched)
        except REFUSED as error:  # nothing can be advised with it
            kill = ("refused", f"{type(error).__name__}: {error}")
        by, killer = kill or (None, None)
        if killer is not None:
            self.kills[killer.partition(":")[0]] += 1
            self.killers[mutant.element][killer.partition(":")[0]] += 1
        return Verdict(
            key=mutant.key, kind=mutant.kind, element=mutant.element, place=mutant.place, by=by,
            killer=killer, seen=seen,
        )  # fmt: skip

    def _kill(self, mutant: Mutant, patched: Patched) -> tuple[Kill | None, int]:
        for name in sorted(patched.touched.rules):
            for example in self.examples.get(name, ()):
                if failing(example, patched):
                    return ("example", example.name), 0
        if not self.by_hand:
            found = self._by_table(mutant, patched)
            if found is not None:
                return found, 0
        found, seen = self._by_patients(mutant, patched)
        if found is None and self.by_hand:
            found = self._by_table(mutant, patched)
        return found, seen

    def _by_table(self, mutant: Mutant, patched: Patched) -> Kill | None:
        if self.table is None:
            return None
        parts = dict.fromkeys((mutant.element, *(f"facts.{name}" for name in patched.facts)))
        for trial, got in self.table.failing(patched.program, parts):
            return "table", f"{trial.element}: {got} for {trial.answer}"
        return None

    def _by_patients(self, mutant: Mutant, patched: Patched) -> tuple[Kill | None, int]:
        noticing = [s for s in self.situations if noticed(s, patched)]
        seen = self._likeliest(mutant, patched, noticing)
        met: list[tuple[Situation, Outcome, frozenset[str]]] = []
        for situation in seen:
            outcome = met_again(situation, patched)
            elsewhere = len(situation.lines) > 1
            parts = affected(self.printed, outcome, elsewhere=elsewhere) & situation.sees
            part = situation.broken(outcome, parts - SLOW)
            if part is not None:
                return (situation.source, f"{situation.name}: {part}"), len(seen)
            if self.thorough and parts & SLOW:
                met.append((situation, outcome, parts & SLOW))
        for situation, outcome, parts in met:
            part = situation.broken(outcome, parts)
            if part is not None:
                return (situation.source, f"{situation.name}: {part}"), len(seen)
        if self.thorough:
            knowledge = changed_knowledge(self.program.knowledge, mutant.change)
            for situation in seen:
                part = None if situation.whole is None else situation.whole(knowledge)
                if part is not None:
                    return (situation.source, f"{situation.name}: {part}"), len(seen)
        return None, len(seen)

    def _likeliest(
        self, mutant: Mutant, patched: Patched, among: list[Situation]
    ) -> list[Situation]:
        spoken = words(self.program, patched)
        before = self.killers[mutant.element]

        def rank(situation: Situation) -> tuple[int, int, int]:
            return (
                -before[situation.name],
                -len(spoken & situation.words),
                -self.kills[situation.name],
            )

        return sorted(among, key=rank)
