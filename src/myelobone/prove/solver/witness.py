"""A patient on whom a claim can be seen: a recorded day, or a record made from a model and tried by `decide/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import z3
from msgspec import Struct

from ...language.dates import iso
from ..finding import Witness
from .ask import Answer, ask, atoms_of
from .atoms import Atom
from .concrete import Concrete
from .days import Day, Days, Seen
from .entries import FORMAT, a_day
from .pins import Pin, pinned, value_of
from .symbolic import PERSON, Symbolic

ROUNDS = 4  # models tried from one starting record
NEAREST = 6  # recorded days from which a model is sought


class Shown(Struct, frozen=True):
    """`shown`: on this patient, by `decide/`. `never`: no record can. `undecided`: neither was found."""

    verdict: str
    day: Day | None = None

    @property
    def witness(self) -> Witness | None:
        """The patient."""
        return None if self.day is None else self.day.witness


NEVER, UNDECIDED = Shown("never"), Shown("undecided")


class Search:
    """Looks for patients among the recorded days first, then among records that z3 proposes."""

    def __init__(self, symbolic: Symbolic, days: Days) -> None:
        self.symbolic = symbolic
        self.days = days
        self.tried = 0  # proposals that `decide/` was asked about
        self.not_confirmed = 0

    def show(
        self, claim: z3.BoolRef, seen: Seen, near: Callable[[Day], int] | None = None
    ) -> Shown:
        """A patient on whom `seen` holds, or that no record makes the claim true.

        `near` says how much of the claim a recorded day already shows; the best are amended.
        """
        recorded = self.days.first(seen)
        return Shown("shown", recorded) if recorded is not None else self.settle(claim, seen, near)

    def settle(
        self, claim: z3.BoolRef, seen: Seen, near: Callable[[Day], int] | None = None
    ) -> Shown:
        """The same where no recorded day shows it."""
        first = ask(self.symbolic, claim)
        if first.verdict == "none":
            return NEVER
        for start in self._starts(near):
            found = self._from(start, claim, seen)
            if found is not None:
                return Shown("shown", found)
        return UNDECIDED

    def _starts(self, near: Callable[[Day], int] | None) -> Iterator[Day]:
        yield Day(self.symbolic.knowledge, _nobody())
        if near is not None:
            ranked = sorted(self.days, key=near, reverse=True)
            yield from ranked[:NEAREST]

    def _from(self, start: Day, claim: z3.BoolRef, seen: Seen) -> Day | None:
        """The start, changed as little as the claim needs."""
        atoms = atoms_of(self.symbolic, claim)
        claims = [claim]
        plain = [plainly(self.symbolic, atom) for atom in atoms]
        if ask(self.symbolic, claim, *plain).verdict == "some":
            claims += plain
        for _ in range(ROUNDS):
            held = [(None, self._today(start)), *((a, self._pin(a, start)) for a in atoms)]
            answer = ask(self.symbolic, *claims, wishes=[wish for _, wish in held])
            if answer.model is None:
                return None
            kept = {id(held[n][0]) for n in answer.kept}
            changed = [atom for atom in atoms if id(atom) not in kept]
            day = self._made(start, answer, changed)
            if day is None:
                return None
            self.tried += 1
            if day.sound and seen(day):
                return day
            self.not_confirmed += 1
            claims.append(z3.Not(z3.And(self._as_in(answer, self._missed(answer, atoms, day)))))
        return None

    def _today(self, day: Day) -> z3.BoolRef:
        today: z3.BoolRef = self.symbolic.today == day.ctx.today
        return today

    def _pin(self, atom: Atom, day: Day) -> z3.BoolRef:
        return _equal(
            pinned(self.symbolic, atom.sym, atom.kind, value_of(self.symbolic, atom, day.ctx))
        )

    def _made(self, start: Day, answer: Answer, changed: Sequence[Atom]) -> Day | None:
        assert answer.model is not None
        read = Concrete(self.symbolic, answer.model)
        dropped = {
            term
            for atom in changed
            if atom.source is not None and not read.sees(atom)
            for term in self.symbolic.compiler.terms_of(atom.source.terms)
        }
        old = [e for e in start.witness.record["entries"] if e["what"] not in dropped]
        patient: dict[str, Any] = {**start.witness.record["patient"]}
        for atom in changed:
            if atom.name in PERSON:
                shown = read.value(atom.sym, atom.kind)
                patient[atom.name] = a_day(int(shown)) if isinstance(shown, float) else shown
        record = {
            **start.witness.record,
            "patient": patient,
            "entries": old + read.entries(changed),
        }
        lacking = [w for w, offers in self.symbolic.offered.items() if not read.true(offers)]
        if lacking and "site" not in record:
            record["site"] = self._site(lacking)
        try:
            return _tried(
                Day(self.symbolic.knowledge, Witness(record=record, as_of=iso(read.today)))
            )
        except (ValueError, KeyError, TypeError):
            return None

    def _site(self, lacking: list[str]) -> dict[str, list[str]]:
        terms = self.symbolic.knowledge.vocabulary.terms
        agents = terms["given"].attributes["agent"].values
        others = {word for word in self.symbolic.offered if word not in lacking}
        site: dict[str, list[str]] = {}
        if any(word in agents for word in lacking):
            site["agents"] = [word for word in agents if word not in lacking]
        if any(word not in agents for word in lacking):
            site["offers"] = sorted(word for word in others if word not in agents)
        return site

    def _missed(self, answer: Answer, atoms: Sequence[Atom], day: Day) -> list[Atom]:
        """Takes that see something else than the model says; all of them where none does."""
        assert answer.model is not None
        missed = [
            atom
            for atom in atoms
            if not z3.is_true(answer.model.eval(self._pin(atom, day), model_completion=True))
        ]
        return missed or list(atoms)

    def _as_in(self, answer: Answer, atoms: Sequence[Atom]) -> list[z3.BoolRef]:
        assert answer.model is not None
        model = answer.model
        return [
            part == model.eval(part, model_completion=True) for atom in atoms for part in atom.sym
        ]


def plainly(symbolic: Symbolic, atom: Atom) -> z3.BoolRef:
    """Of a value: written down where it could be left out, and dated in the last years or the next."""
    sym, today = atom.sym, symbolic.today
    parts = []
    if atom.take is not None and atom.silent != "unknown":
        parts.append(z3.Not(sym.unknown))
    if atom.name == "born":
        parts += [sym.value <= today - 60 * 365, sym.value >= today - 80 * 365]
    elif atom.kind == "day":
        parts += [sym.value >= today - 8 * 365, sym.value <= today + 365]
    return z3.And(parts)


def _tried(day: Day) -> Day:
    _ = day.outcome
    return day


def _nobody() -> Witness:
    record = {"format": FORMAT, "patient": {"id": "witness"}, "entries": []}
    return Witness(record=record, as_of="2026-06-15")


def _equal(pins: Sequence[Pin]) -> z3.BoolRef:
    return z3.And([constant == value for constant, value in pins])
