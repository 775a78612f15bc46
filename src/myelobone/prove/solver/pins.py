"""What one patient's record gives for each free value, as `decide/` reads it."""

from __future__ import annotations

from collections.abc import Iterable

import z3

from ...decide.context import Context
from ...decide.trees import site_offers
from ...decide.values import Value
from .atoms import Atom
from .symbolic import Symbolic
from .symbols import Sym, rational

Pin = tuple[z3.ExprRef, z3.ExprRef]  # a constant, and what it is


def value_of(symbolic: Symbolic, atom: Atom, ctx: Context) -> Value:
    """What `decide/` makes of the atom's expression."""
    return symbolic.program.expression(atom.expression, atom.absent)(ctx)


def pinned(symbolic: Symbolic, sym: Sym, kind: str, value: Value) -> list[Pin]:
    """The constants of a symbol as a concrete value has them; an inexact one is taken at its low end."""
    found: list[Pin] = [
        (sym.unknown, z3.BoolVal(value.status == "unknown")),
        (sym.none, z3.BoolVal(value.status == "none")),
    ]
    if not value.usable:
        return found
    if value.word:
        return [*found, (sym.value, z3.IntVal(symbolic.code(value.word)))]
    if sym.value.is_int():
        return [*found, (sym.value, z3.IntVal(int(value.low)))]
    return [*found, (sym.value, rational(value.low))]


def pins(symbolic: Symbolic, ctx: Context, atoms: Iterable[Atom]) -> list[Pin]:
    """Today and every atom as the record gives it."""
    found: list[Pin] = [(symbolic.today, z3.IntVal(ctx.today))]
    for word, offers in symbolic.offered.items():
        found.append((offers, z3.BoolVal(site_offers(ctx, word) is True)))
    for atom in atoms:
        found += pinned(symbolic, atom.sym, atom.kind, value_of(symbolic, atom, ctx))
    return found
