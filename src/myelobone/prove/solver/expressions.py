"""Expressions of the knowledge language as z3 terms over exact rationals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

import z3

from ...decide.expressions import CALENDAR_UNITS
from ...language.dates import Duration, DurationUnit
from ...language.tree import (
    AnyEntry,
    Arithmetic,
    AsOf,
    Count,
    DaysOver,
    Decided,
    Expression,
    Extreme,
    FactRef,
    InUnit,
    Nearest,
    PlausibleLimit,
    Quantity,
    Span,
    Take,
    Today,
    Total,
)  # fmt: skip
from .atoms import least_days, most_days
from .symbols import Sym, known, rational

if TYPE_CHECKING:
    from .symbolic import Symbolic


class Term(NamedTuple):
    """A value, its kind, and the size of its unit in base units."""

    sym: Sym
    kind: str  # number | day | word
    scale: float = 1.0


def translate(symbolic: Symbolic, expr: Expression, absent: str | None) -> Term:
    """The value of an expression; `absent` is what no entry means for its takes."""
    compiler = symbolic.compiler
    match expr:
        case Quantity():
            return Term(known(rational(expr.value)), "number", compiler.scale(expr.unit))
        case Today():
            return Term(known(symbolic.today), "day")
        case FactRef():
            kind, unit = compiler.kind_of(expr.name)
            return Term(symbolic.fact(expr.name), kind, compiler.scale(unit))
        case InUnit():
            sym = symbolic.fact(expr.fact)
            factor = rational(compiler.conversion(expr.fact, expr.unit))
            scaled = Sym(sym.unknown, sym.none, sym.value / factor)
            return Term(scaled, "number", compiler.scale(expr.unit))
        case Arithmetic():
            return _arithmetic(symbolic, expr, absent)
        case Extreme():
            return _extreme(symbolic, expr, absent)
        case Span():
            return _span(symbolic, expr, absent)
        case PlausibleLimit():
            shape = compiler.vocabulary.terms[expr.term].value
            low, high = shape.plausible or (0.0, 0.0)
            limit = rational(high if expr.which == "highest" else low)
            return Term(known(limit), "number", compiler.scale(shape.unit or "1"))
        case AsOf():
            return _as_of(symbolic, expr)
        case Take() | Nearest() | AnyEntry() | Count() | Total() | DaysOver() | Decided():
            atom, unit = symbolic.take(expr, absent)
            return Term(atom.sym, atom.kind, compiler.scale(unit))
        case Duration():
            raise TypeError("a duration stands only beside a day")
        case _:
            assert_never(expr)


def blocked(*parts: Sym) -> tuple[z3.BoolRef, z3.BoolRef]:
    """Whether a formula is unknown, and whether it is none: none wins over unknown."""
    none = z3.Or([part.none for part in parts])
    return z3.And(z3.Not(none), z3.Or([part.unknown for part in parts])), none


def _arithmetic(symbolic: Symbolic, expr: Arithmetic, absent: str | None) -> Term:
    op = expr.op
    left = translate(symbolic, expr.left, absent)
    if left.kind == "day" and isinstance(expr.right, Duration):
        sign = 1 if op == "+" else -1
        return Term(_moved(symbolic, expr, left.sym, expr.right, sign, absent), "day")
    right = translate(symbolic, expr.right, absent)
    unknown, none = blocked(left.sym, right.sym)
    if left.kind == "day":
        return _moved_by(symbolic, expr, left.sym, right.sym, absent)
    first, second = left.sym.value, right.sym.value
    scale = left.scale
    if not symbolic.empirical:
        if op in "+-":
            ratio = right.scale / left.scale
            if abs(ratio - 1.0) >= 1e-12:
                second = second * rational(ratio)
        else:
            scale = left.scale * right.scale if op == "*" else left.scale / right.scale
    match op:
        case "+":
            value = first + second
        case "-":
            value = first - second
        case "*":
            value = first * second
        case "/":
            unknown = z3.And(z3.Not(none), z3.Or(unknown, second == 0))
            value = first / second
    return Term(Sym(unknown, none, value), "number", scale)


def _moved(
    symbolic: Symbolic, expr: Expression, day: Sym, by: Duration, sign: int, absent: str | None
) -> Sym:
    days = _fixed(by.count, by.unit)
    if days is not None:
        return Sym(day.unknown, day.none, day.value + sign * days)
    months = by.count * (12 if by.unit == "years" else 1)
    least, most = least_days(months), most_days(months)
    return symbolic.opaque(
        expr, absent, "day",
        lambda sym: [
            sym.unknown == day.unknown, sym.none == day.none,
            sign * (sym.value - day.value) >= least, sign * (sym.value - day.value) <= most,
        ],
    ).sym  # fmt: skip


def _fixed(count: int, unit: DurationUnit) -> int | None:
    """A span in days, or None where months differ."""
    return {"hours": -(-count // 24), "days": count, "weeks": 7 * count}.get(unit)


def _moved_by(
    symbolic: Symbolic, expr: Arithmetic, day: Sym, count: Sym, absent: str | None
) -> Term:
    """A day moved by a number that is itself a fact: unknown where it is no whole number."""
    name = expr.right.name if isinstance(expr.right, FactRef) else ""
    unit = CALENDAR_UNITS[symbolic.compiler.kind_of(name)[1]] if name else "days"
    unknown, none = blocked(day, count)
    sign = 1 if expr.op == "+" else -1
    whole = z3.ToInt(count.value)
    unknown = z3.And(z3.Not(none), z3.Or(unknown, z3.ToReal(whole) != count.value))
    if unit in ("days", "weeks"):
        value = day.value + sign * whole * (7 if unit == "weeks" else 1)
        return Term(Sym(unknown, none, value), "day")
    atom = symbolic.opaque(
        expr, absent, "day", lambda sym: [sym.unknown == unknown, sym.none == none]
    )
    return Term(atom.sym, "day")


def _extreme(symbolic: Symbolic, expr: Extreme, absent: str | None) -> Term:
    parts = [translate(symbolic, part, absent) for part in expr.parts]
    unknown, none = blocked(*(part.sym for part in parts))
    value = parts[0].sym.value
    for part in parts[1:]:
        other = part.sym.value
        larger = value >= other if expr.which in ("higher", "later") else value <= other
        value = z3.If(larger, value, other)
    return Term(Sym(unknown, none, value), parts[0].kind, parts[0].scale)


def _span(symbolic: Symbolic, expr: Span, absent: str | None) -> Term:
    start = translate(symbolic, expr.start, absent).sym
    end = translate(symbolic, expr.end, absent).sym
    unknown, none = blocked(start, end)
    days = end.value - start.value
    unit = {"years": "a", "months": "mo", "days": "d"}[expr.unit]
    scale = symbolic.compiler.scale(unit)
    if expr.unit == "days":
        return Term(Sym(unknown, none, z3.ToReal(days)), "number", scale)
    length = 12 if expr.unit == "years" else 1
    whole = z3.Int(f"{symbolic.side}{expr.unit} of {symbolic.name_of(expr)}")

    def counted(sym: Sym) -> list[z3.BoolRef]:
        million = 30436875 * length
        return [
            sym.unknown == unknown, sym.none == none, sym.value == z3.ToReal(whole),
            z3.Implies(days >= 0, whole >= 0), z3.Implies(days < 0, whole < 0),
            1000000 * (days + 4) >= million * whole,
            1000000 * (days - 4) <= million * (whole + 1),
        ]  # fmt: skip

    return Term(symbolic.opaque(expr, absent, "number", counted).sym, "number", scale)


def _as_of(symbolic: Symbolic, expr: AsOf) -> Term:
    kind, unit = symbolic.compiler.kind_of(expr.fact)
    day = symbolic.fact(expr.day)
    atom = symbolic.opaque(
        expr, None, kind,
        lambda sym: [
            z3.Implies(day.unknown, sym.unknown), z3.Implies(day.none, sym.none),
            z3.Not(z3.And(sym.unknown, sym.none)),
        ],
    )  # fmt: skip
    return Term(atom.sym, kind, symbolic.compiler.scale(unit))
