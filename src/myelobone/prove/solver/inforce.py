"""A hold in force on the day asked about, as z3 sees it and as `decide/` answers."""

from __future__ import annotations

from functools import partial

import z3

from ...decide.holds import in_force
from ...language.model import Item
from .claims import Claim, item_truth
from .days import Day
from .symbolic import Symbolic
from .symbols import NO, YES, Sym, Truth


def hold_claim(item: Item) -> Claim:
    """That a hold is in force today; an override of it is left aside."""
    return Claim(
        (item.id,), item.place, item.says, partial(_truth, item), partial(_seen, item),
        False, item, ((item.when, True), *((tree, False) for tree in item.unless)),
    )  # fmt: skip


def _truth(item: Item, symbolic: Symbolic) -> Truth:
    """It applies, has begun, and has not ended with what it needs being there."""
    start = None if item.from_ is None else symbolic.value(item.from_)
    until = None if item.until is None else symbolic.value(item.until)
    confirmed = YES
    if item.needs is not None:
        needed = symbolic.fact(item.needs)
        confirmed = z3.And(needed.usable, symbolic.is_word(needed, "yes"))
    parts = [item_truth(symbolic, item).yes]
    parts += [z3.Not(day.unknown) for day in (start, until) if day is not None]
    if start is not None:
        parts.append(z3.Implies(start.usable, start.value <= symbolic.today))
    parts.append(_lasts(symbolic, item, until, confirmed))
    return Truth(z3.And(parts), NO)


def _lasts(symbolic: Symbolic, item: Item, until: Sym | None, confirmed: z3.BoolRef) -> z3.BoolRef:
    if until is None:
        return z3.Not(confirmed) if item.needs is not None else YES
    return z3.Implies(until.usable, z3.Or(until.value > symbolic.today, z3.Not(confirmed)))


def _seen(item: Item, day: Day) -> bool:
    return any(hold.item is item and in_force(hold, day.ctx.today) is True for hold in day.holds)
