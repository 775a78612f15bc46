"""Asks z3 whether some record makes a claim true: no record can, or what such a record would hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import z3
from msgspec import Struct

from .atoms import Atom
from .links import linked
from .symbolic import Symbolic

PATIENCE = 1500  # milliseconds a question


class Answer(Struct, frozen=True, eq=False):
    """`none`: proved that no record can. `some`: the model says how one might; it is yet to be shown."""

    verdict: Literal["none", "some", "undecided"]
    model: z3.ModelRef | None = None
    atoms: tuple[Atom, ...] = ()  # what the claim rests on
    kept: frozenset[int] = frozenset()  # which of the wishes hold in the model


def ask(
    symbolic: Symbolic, *claims: z3.BoolRef, wishes: Sequence[z3.BoolRef] = (), patience: int = PATIENCE
) -> Answer:  # fmt: skip
    """Whether all claims can hold together. Of the wishes as many are kept as easily may be."""
    solver, atoms = _prepared(symbolic, claims, patience)
    flags = [z3.Bool(f"wish {n}") for n in range(len(wishes))]
    solver.add([z3.Implies(flag, wish) for flag, wish in zip(flags, wishes, strict=True)])
    kept = {str(flag): n for n, flag in enumerate(flags)}
    while True:
        verdict = solver.check([flags[n] for n in kept.values()])
        if verdict == z3.sat:
            return Answer("some", solver.model(), atoms, frozenset(kept.values()))
        core = [str(flag) for flag in solver.unsat_core()] if verdict == z3.unsat else []
        if verdict == z3.unsat and not core:
            return Answer("none", None, atoms)
        if not kept:
            return Answer("undecided", None, atoms)
        for flag in core or list(kept):
            kept.pop(flag, None)


def atoms_of(symbolic: Symbolic, *claims: z3.BoolRef) -> tuple[Atom, ...]:
    """The takes that claims rest on."""
    cone = symbolic.cone(*claims)
    return tuple(symbolic.atoms[name] for name in cone if name in symbolic.atoms)


def _prepared(
    symbolic: Symbolic, claims: Sequence[z3.BoolRef], patience: int
) -> tuple[z3.Solver, tuple[Atom, ...]]:
    cone = symbolic.cone(*claims)
    atoms = tuple(symbolic.atoms[name] for name in cone if name in symbolic.atoms)
    solver = z3.Solver()
    solver.set("timeout", patience)
    solver.add(symbolic.today >= FIRST_DAY, symbolic.today <= LAST_DAY)
    for laws in cone.values():
        solver.add(laws)
    solver.add(list(linked(symbolic, atoms)))
    solver.add(list(claims))
    return solver, atoms


FIRST_DAY, LAST_DAY = 739252, 741077  # days of 2025 to 2029: a witness is a patient of our time
