"""Compiles expressions of the knowledge language into functions of a context."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from ..language.dates import Duration, DurationUnit
from ..language.tree import (
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
    IsWord,
    Nearest,
    PlausibleLimit,
    Quantity,
    Source,
    Span,
    Take,
    Today,
    Total,
)
from . import arithmetic, take_values
from .context import Context, Evaluate
from .values import NEEDS, NONE, Value, number

if TYPE_CHECKING:
    from .compiler import Compiler

CALENDAR_UNITS: dict[str, DurationUnit] = {
    "d": "days", "wk": "weeks", "mo": "months", "a": "years", "h": "hours",
}  # fmt: skip


class Compiled(NamedTuple):
    """A function of a context, what kind of value it gives, and the unit of a number."""

    evaluate: Evaluate
    kind: str  # number | day | word | duration
    unit: str = "1"
    scale: float = 1.0  # of the number's unit, in base units


def compile_expression(compiler: Compiler, expr: Expression, absent: str | None) -> Compiled:
    """The function that evaluates `expr`; `absent` is what no entry means for its takes."""
    match expr:
        case Quantity():
            constant = number(expr.value)
            scale = compiler.scale(expr.unit)
            return Compiled(lambda ctx: constant, "number", expr.unit, scale)
        case Duration():
            fixed = Value("known", expr.count, expr.count, expr.unit)
            return Compiled(lambda ctx: fixed, "duration")
        case Today():
            return Compiled(lambda ctx: number(ctx.today), "day")
        case FactRef():
            return _fact(compiler, expr.name)
        case InUnit():
            return _in_unit(compiler, expr)
        case Arithmetic():
            return _arithmetic(compiler, expr, absent)
        case Extreme():
            return _extreme(compiler, expr, absent)
        case Span():
            start = compile_expression(compiler, expr.start, absent).evaluate
            end = compile_expression(compiler, expr.end, absent).evaluate
            unit = {"years": "a", "months": "mo", "days": "d"}[expr.unit]
            which = expr.unit
            return Compiled(
                lambda ctx: arithmetic.span(which, start(ctx), end(ctx)),
                "number", unit, compiler.scale(unit),
            )  # fmt: skip
        case PlausibleLimit():
            shape = compiler.vocabulary.terms[expr.term].value
            low, high = shape.plausible or (float("-inf"), float("inf"))
            limit = number(high if expr.which == "highest" else low)
            unit = shape.unit or "1"
            return Compiled(lambda ctx: limit, "number", unit, compiler.scale(unit))
        case AsOf():
            return _as_of(compiler, expr)
        case Take() | Nearest() | AnyEntry() | Count() | Total() | DaysOver() | Decided():
            return _take(compiler, expr, absent)
        case _:
            assert_never(expr)


def _fact(compiler: Compiler, name: str) -> Compiled:
    kind, unit = compiler.kind_of(name)
    return Compiled(lambda ctx: ctx.fact(name), kind, unit, compiler.scale(unit))


def _in_unit(compiler: Compiler, expr: InUnit) -> Compiled:
    factor = compiler.conversion(expr.fact, expr.unit)
    name = expr.fact

    def convert(ctx: Context) -> Value:
        value = ctx.fact(name)
        return number(value.low / factor, value.high / factor) if value.usable else value

    return Compiled(convert, "number", expr.unit, compiler.scale(expr.unit))


def _arithmetic(compiler: Compiler, expr: Arithmetic, absent: str | None) -> Compiled:
    left = compile_expression(compiler, expr.left, absent)
    right = compile_expression(compiler, expr.right, absent)
    op = expr.op
    if left.kind == "day" and op in "+-" and right.kind != "day":
        sign = 1 if op == "+" else -1
        if isinstance(expr.right, Duration):
            duration = expr.right
            return Compiled(lambda ctx: arithmetic.move(left.evaluate(ctx), duration, sign), "day")
        unit = CALENDAR_UNITS[right.unit]
        return Compiled(
            lambda ctx: arithmetic.move_by(left.evaluate(ctx), right.evaluate(ctx), unit, sign),
            "day",
        )
    ratio, scale = 1.0, left.scale
    if not compiler.empirical:
        if op in "+-":
            ratio = right.scale / left.scale
            ratio = 1.0 if abs(ratio - 1.0) < 1e-12 else ratio
        else:
            scale = left.scale * right.scale if op == "*" else left.scale / right.scale
    first, second = left.evaluate, right.evaluate
    if ratio == 1.0:
        return Compiled(
            lambda ctx: arithmetic.arithmetic(op, first(ctx), second(ctx)), "number", "", scale
        )
    factor = number(ratio)

    def scaled(ctx: Context) -> Value:
        return arithmetic.arithmetic(
            op, first(ctx), arithmetic.arithmetic("*", second(ctx), factor)
        )

    return Compiled(scaled, "number", "", scale)


def _extreme(compiler: Compiler, expr: Extreme, absent: str | None) -> Compiled:
    parts = [compile_expression(compiler, part, absent) for part in expr.parts]
    functions = [part.evaluate for part in parts]
    which = expr.which
    return Compiled(
        lambda ctx: arithmetic.extreme(which, [function(ctx) for function in functions]),
        parts[0].kind, parts[0].unit, parts[0].scale,
    )  # fmt: skip


def _as_of(compiler: Compiler, expr: AsOf) -> Compiled:
    kind, unit = compiler.kind_of(expr.fact)
    name, day_name = expr.fact, expr.day

    def evaluate(ctx: Context) -> Value:
        day = ctx.fact(day_name)
        if day.status == "none":
            return NONE
        return ctx.at(int(day.low)).fact(name) if day.known else NEEDS

    return Compiled(evaluate, kind, unit, compiler.scale(unit))


def _take(
    compiler: Compiler,
    expr: Take | Nearest | AnyEntry | Count | Total | DaysOver | Decided,
    absent: str | None,
) -> Compiled:
    if isinstance(expr, Decided):
        source = Source(("decision",), None, (IsWord("choose", (expr.choice,)),))
        expr = Take("latest", source, "value", expr.windows)
        return Compiled(take_values.take_one(compiler, expr, "none"), "word")
    source = compiler.flatten(expr.source)
    silent = absent if absent is not None else compiler.absence(source)
    match expr:
        case Take():
            kind, unit = compiler.attribute_kind(source, expr.attribute)
            take = Take(expr.which, source, expr.attribute, expr.windows)
            function = take_values.take_one(compiler, take, silent)
        case Nearest():
            kind, unit = compiler.attribute_kind(source, expr.attribute)
            to = compile_expression(compiler, expr.to, absent).evaluate
            near = Nearest(source, expr.to, expr.within, expr.attribute)
            function = take_values.nearest(compiler, near, to, silent)
        case AnyEntry():
            kind, unit = "word", "1"
            function = take_values.any_entry(compiler, AnyEntry(source, expr.windows), silent)
        case Count():
            kind, unit = "number", "1"
            function = take_values.count(compiler, Count(source, expr.windows), silent)
        case Total():
            kind, unit = compiler.attribute_kind(source, expr.attribute)
            function = take_values.total(
                compiler, Total(expr.attribute, source, expr.windows), silent
            )
        case DaysOver():
            kind, unit = "number", "d"
            function = take_values.days_over(
                compiler, DaysOver(expr.limit, source, expr.windows), silent
            )
        case _:
            assert_never(expr)
    return Compiled(function, kind, unit, compiler.scale(unit))
