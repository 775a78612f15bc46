"""The forms of a fact, and the rows of a dose table, as z3 terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import z3

from ...language.model import CaseRow, Fact, Route, Row
from .symbols import NO, YES, Sym, Truth, known, rational, same, satisfies

if TYPE_CHECKING:
    from .symbolic import Symbolic

NOTHING = Sym(NO, YES, z3.IntVal(0))


def scaled(sym: Sym, ratio: float) -> Sym:
    """A number in another unit."""
    if abs(ratio - 1.0) < 1e-12:
        return sym
    return Sym(sym.unknown, sym.none, sym.value * rational(ratio))


def truth_word(symbolic: Symbolic, truth: Truth) -> Sym:
    """A truth as the word yes or no."""
    word = z3.If(truth.yes, z3.IntVal(symbolic.code("yes")), z3.IntVal(symbolic.code("no")))
    return Sym(truth.unknown, NO, word)


def first(parts: Sequence[Sym]) -> Sym:
    """The first part that has a value; all fail: none if the last is none, else unknown."""
    failed = z3.And([z3.Not(part.usable) for part in parts])
    value = parts[-1].value
    for part in reversed(parts[:-1]):
        value = z3.If(part.usable, part.value, value)
    return Sym(z3.And(failed, z3.Not(parts[-1].none)), z3.And(failed, parts[-1].none), value)


def cases(symbolic: Symbolic, fact: Fact, rows: Sequence[CaseRow]) -> Sym:
    """Rows walked down: no skips, yes takes and stops, unknown keeps its value as possible."""
    truths = [
        Truth(YES, NO) if row.otherwise or row.when is None else symbolic.tree(row.when)
        for row in rows
    ]
    values = [_row_value(symbolic, fact, row) for row in rows]
    value = next((v.value for v in values if v is not NOTHING), z3.IntVal(0))
    usable = [v if v is not NOTHING else Sym(NO, YES, _zero(value)) for v in values]
    heads, several, off = _walk(truths, usable)
    unknown = z3.Or(
        off,
        *(
            z3.And(h, z3.Or(v.unknown, more))
            for h, v, more in zip(heads, usable, several, strict=True)
        ),
    )
    none = z3.And(
        z3.Not(unknown), z3.Or([z3.And(h, v.none) for h, v in zip(heads, usable, strict=True)])
    )
    chosen = usable[-1].value
    for head, found in zip(reversed(heads[:-1]), reversed(usable[:-1]), strict=True):
        chosen = z3.If(head, found.value, chosen)
    return Sym(unknown, none, chosen)


def _walk(
    truths: Sequence[Truth], values: Sequence[Sym]
) -> tuple[list[z3.BoolRef], list[z3.BoolRef], z3.BoolRef]:
    """Which row is the first possible one, whether a later one may be too and differs, and none is."""
    heads: list[z3.BoolRef] = []
    several: list[z3.BoolRef] = []
    for n, truth in enumerate(truths):
        heads.append(z3.And(*(other.no for other in truths[:n]), z3.Not(truth.no)))
        differs = []
        unstopped = z3.Not(truth.yes)
        for k in range(n + 1, len(truths)):
            differs.append(
                z3.And(unstopped, z3.Not(truths[k].no), z3.Not(same(values[n], values[k])))
            )
            unstopped = z3.And(unstopped, z3.Not(truths[k].yes))
        several.append(z3.Or(*differs, unstopped))
    return heads, several, z3.And([truth.no for truth in truths])


def _zero(value: z3.ArithRef) -> z3.ArithRef:
    return z3.IntVal(0) if value.is_int() else z3.RealVal(0)


def _row_value(symbolic: Symbolic, fact: Fact, row: CaseRow) -> Sym:
    if row.word is not None:
        return known(z3.IntVal(symbolic.code(row.word)))
    if row.value is None:
        return NOTHING
    return symbolic.in_own_unit(fact, row.value)


def dose(route: Route, by: Sym) -> Sym:
    """What a route gives at the value of another fact; nothing where it gives no single dose."""
    rows = bands(route, by)
    given = [n for n, row in enumerate(route.rows) if row.avoid is None and row.amount is not None]
    nothing = z3.Or([rows[n].yes for n in range(len(rows)) if n not in given])
    value: z3.ArithRef = z3.RealVal(0)
    for n in given:
        value = z3.If(rows[n].yes, rational(route.rows[n].amount or 0.0), value)
    none = z3.Or(by.none, nothing)
    found = z3.Or([row.yes for row in rows])
    return Sym(z3.And(z3.Not(none), z3.Not(found)), none, value)


def bands(route: Route, by: Sym) -> list[Truth]:
    """For each band whether the value lies in it and in no other that gives something else."""
    inside = [holds(row, by.value) for row in route.rows]
    found = []
    for n, row in enumerate(route.rows):
        barred = [
            inside[k] for k, other in enumerate(route.rows) if k < n or gives(other) != gives(row)
        ]
        found.append(z3.And(by.usable, inside[n], z3.Not(z3.Or(barred))))
    return _one_of(found)


def _one_of(rows: Sequence[z3.BoolRef]) -> list[Truth]:
    """Rows of which at most one is the patient's: where one is, the others are not."""
    return [
        Truth(row, z3.Or([other for k, other in enumerate(rows) if k != n]))
        for n, row in enumerate(rows)
    ]


def holds(row: Row, value: z3.ArithRef) -> z3.BoolRef:
    """A value lies in a band, by the one law of comparison."""
    parts = [
        satisfies(op, value, rational(limit))  # type: ignore[arg-type]
        for op, limit in (
            (">", row.above), (">=", row.from_), ("<", row.below), ("<=", row.through),
        )
        if limit is not None
    ]  # fmt: skip
    return z3.And(parts)


def case_rows(rows: Sequence[Row], truths: Sequence[Truth]) -> list[Truth]:
    """For each row of a table of cases whether it is the one: the first that is not out, alone or agreed with."""
    found = []
    for n, truth in enumerate(truths):
        head = z3.And(*(other.no for other in truths[:n]), z3.Not(truth.no))
        differs = []
        unstopped = z3.Not(truth.yes)
        for k in range(n + 1, len(truths)):
            if gives(rows[k]) != gives(rows[n]):
                differs.append(z3.And(unstopped, z3.Not(truths[k].no)))
            unstopped = z3.And(unstopped, z3.Not(truths[k].yes))
        found.append(z3.And(head, z3.Not(z3.Or(*differs, unstopped))))
    return _one_of(found)


def gives(row: Row) -> tuple[object, ...]:
    """What a row gives, wherever it applies."""
    return row.amount, row.low, row.high, row.unit, row.avoid, row.over_low, row.over_high
