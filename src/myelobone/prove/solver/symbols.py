"""What a fact may be, as z3 sees it: unknown, none, or an exact value; and truths that are yes, no or neither.

Inexact values are left out: one decides only what each exact value in it decides, so that what no
exact record can do no inexact one can.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

import z3

from ...language.tree import Comparison

CLOSE = z3.Q(1, 10**9)  # equal within a billionth of the unit, as `decide/values.py` has it
YES, NO = z3.BoolVal(True), z3.BoolVal(False)


class Sym(NamedTuple):
    """A value: at most one of `unknown` and `none` holds; else `value` is it.

    Numbers are reals in the unit of the fact, days and words integers.
    """

    unknown: z3.BoolRef
    none: z3.BoolRef
    value: z3.ArithRef

    @property
    def usable(self) -> z3.BoolRef:
        """There is a value."""
        return z3.And(z3.Not(self.unknown), z3.Not(self.none))


class Truth(NamedTuple):
    """A truth as a pair: it is yes, it is no; neither is unknown."""

    yes: z3.BoolRef
    no: z3.BoolRef

    @property
    def unknown(self) -> z3.BoolRef:
        """Neither yes nor no."""
        return z3.And(z3.Not(self.yes), z3.Not(self.no))

    def opposite(self) -> Truth:
        """Yes for no, and no for yes."""
        return Truth(self.no, self.yes)


def known(value: z3.ArithRef) -> Sym:
    """A value that is there."""
    return Sym(NO, NO, value)


def fresh(name: str, *, number: bool) -> Sym:
    """Constants for a value of that name."""
    value = z3.Real(name) if number else z3.Int(name)
    return Sym(z3.Bool(f"{name} is unknown"), z3.Bool(f"{name} is none"), value)


def all_of(truths: Iterable[Truth]) -> Truth:
    """No if one is no, yes if all are yes."""
    parts = list(truths)
    return Truth(z3.And([p.yes for p in parts]), z3.Or([p.no for p in parts]))


def any_of(truths: Iterable[Truth]) -> Truth:
    """Yes if one is yes, no if all are no."""
    parts = list(truths)
    return Truth(z3.Or([p.yes for p in parts]), z3.And([p.no for p in parts]))


def rational(number: float) -> z3.RatNumRef:
    """The decimal that was written, not the double nearest to it."""
    exact = Fraction(repr(float(number)))
    return z3.Q(exact.numerator, exact.denominator)


def satisfies(op: Comparison, left: Any, right: Any) -> z3.BoolRef:
    """`left op right` by the one law: `>=` is v - t >= -1e-9, `>` is v - t > 1e-9, and so on."""
    if left.is_int() and right.is_int():
        return {
            ">=": left >= right, ">": left > right, "<=": left <= right, "<": left < right,
            "=": left == right,
        }[op]  # fmt: skip
    difference = left - right
    match op:
        case ">=":
            return difference >= -CLOSE
        case ">":
            return difference > CLOSE
        case "<=":
            return difference <= CLOSE
        case "<":
            return difference < -CLOSE
        case "=":
            return z3.And(difference >= -CLOSE, difference <= CLOSE)


def compare(op: Comparison, left: Sym, right: Sym) -> Truth:
    """A comparison: something that is none satisfies nothing, an unknown leaves it open."""
    some_none = z3.Or(left.none, right.none)
    both = z3.And(left.usable, right.usable)
    holds = satisfies(op, left.value, right.value)
    return Truth(z3.And(both, holds), z3.Or(some_none, z3.And(both, z3.Not(holds))))


def same(a: Sym, b: Sym) -> z3.BoolRef:
    """Both are none, or both are the same value."""
    equal = satisfies("=", a.value, b.value)
    return z3.Or(z3.And(a.none, b.none), z3.And(a.usable, b.usable, equal))
