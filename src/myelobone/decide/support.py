"""Compiles what each form of a fact rests on; follows the forms that `facts.py` evaluates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from ..language.model import CasesForm, DoseForm, EntriesForm, Fact, FirstForm, IsForm, TreeForm
from ..language.tree import (
    AnyEntry,
    Arithmetic,
    AsOf,
    Bound,
    Count,
    DaysOver,
    Decided,
    Expression,
    Extreme,
    FactRef,
    InUnit,
    Nearest,
    Source,
    Span,
    Take,
    Total,
    Window,
)
from .trace import INEXACT, NOTHING, Support, Tracer, merge
from .values import Value

if TYPE_CHECKING:
    from .program import Program

# the value is what the fact or expression gives, where that is known already
Supporting = Callable[[Tracer, Value | None], Support]


def compile_support(program: Program, name: str) -> Supporting:
    """The function that finds what a fact, or one of the few given names, rests on."""
    fact = program.knowledge.facts.get(name)
    if fact is None:
        lacking = Support(lacks=(name,))
        return lambda tracer, value: lacking if tracer.ctx.fact(name).status in INEXACT else NOTHING
    form = fact.form
    match form:
        case IsForm():
            return _expression(program, form.expression, fact.absent)
        case TreeForm():
            decide = program.decider(form.tree)
            return lambda tracer, value: tracer.leaves(decide(tracer.ctx))
        case FirstForm():
            return _first(program, form, fact)
        case CasesForm():
            return _cases(program, form, fact)
        case DoseForm():
            return _fact(form.by)
        case EntriesForm():
            return _nothing
        case _:
            assert_never(form)


def _nothing(tracer: Tracer, value: Value | None) -> Support:
    return NOTHING


def _fact(name: str) -> Supporting:
    return lambda tracer, value: tracer.seen.get(name) or tracer.fact(name)


def _all(parts: list[Supporting]) -> Supporting:
    parts = [part for part in parts if part is not _nothing]
    if len(parts) < 2:
        return (lambda tracer, value: parts[0](tracer, None)) if parts else _nothing
    return lambda tracer, value: merge([part(tracer, None) for part in parts])


def _value_of(program: Program, expr: Expression, absent: str | None) -> Callable[[Tracer], Value]:
    if isinstance(expr, FactRef):
        name = expr.name
        return lambda tracer: tracer.ctx.fact(name)
    evaluate = program.expression(expr, absent)
    return lambda tracer: evaluate(tracer.ctx)


def _first(program: Program, form: FirstForm, fact: Fact) -> Supporting:
    parts = [
        (_value_of(program, part, fact.absent), _expression(program, part, fact.absent))
        for part in form.parts
    ]

    def support(tracer: Tracer, value: Value | None) -> Support:
        passed: tuple[Supporting, Value] | None = None
        for evaluate, part in parts:
            found = evaluate(tracer)
            if found.usable:
                return part(tracer, found)
            if found.status == "unknown" and passed is None:
                passed = part, found
        if passed is None or (value is not None and value.status == "none"):
            return parts[-1][1](tracer, None)
        return passed[0](tracer, passed[1])

    return support


def _cases(program: Program, form: CasesForm, fact: Fact) -> Supporting:
    rows = [
        (
            None if row.when is None else (program.test(row.when), program.decider(row.when)),
            None if row.value is None else _expression(program, row.value, fact.absent),
        )
        for row in form.rows
    ]

    def support(tracer: Tracer, value: Value | None) -> Support:
        parts: list[Support] = []
        for condition, result in rows:
            truth = True if condition is None else condition[0](tracer.ctx)
            if condition is not None:
                parts.append(tracer.leaves(condition[1](tracer.ctx)))
            if truth is False:
                continue
            if result is not None:
                parts.append(result(tracer, None))
            if truth is True:
                break
        return merge(parts)

    return support


def _expression(program: Program, expr: Expression, absent: str | None) -> Supporting:
    match expr:
        case FactRef():
            return _fact(expr.name)
        case InUnit():
            return _fact(expr.fact)
        case Arithmetic():
            return _all([_expression(program, part, absent) for part in (expr.left, expr.right)])
        case Extreme():
            return _all([_expression(program, part, absent) for part in expr.parts])
        case Span():
            return _all([_expression(program, part, absent) for part in (expr.start, expr.end)])
        case AsOf():
            return _as_of(expr)
        case Take() | AnyEntry() | Count() | Total() | DaysOver():
            return _take(program, expr, expr.source, expr.windows, absent)
        case Nearest():
            own = _take(program, expr, expr.source, (), absent)
            to = _expression(program, expr.to, absent)
            return lambda tracer, value: merge([own(tracer, value), to(tracer, None)])
        case Decided():
            return _take(program, expr, Source(("decision",)), expr.windows, "none")
        case _:
            return _nothing


def _as_of(expr: AsOf) -> Supporting:
    day_name, name = expr.day, expr.fact

    def support(tracer: Tracer, value: Value | None) -> Support:
        day = tracer.ctx.fact(day_name)
        own = tracer.fact(day_name)
        if not day.known:
            return own
        return merge([Tracer(tracer.ctx.at(int(day.low))).fact(name), own])

    return support


def _take(
    program: Program, expr: Expression, source: Source, windows: tuple[Window, ...],
    absent: str | None,
) -> Supporting:  # fmt: skip
    evaluate = program.expression(expr, absent)
    lacking = program.compiler.terms_of(program.compiler.flatten(source).terms)[:1]
    bounds = [window.fact for window in windows if isinstance(window, Bound)]

    def support(tracer: Tracer, value: Value | None) -> Support:
        found = evaluate(tracer.ctx) if value is None else value
        lacks = lacking if found.status in INEXACT else ()
        assumed = (found.assumed,) if found.assumed else ()
        if not bounds:
            if not (found.entries or assumed or lacks):
                return NOTHING
            return Support(found.entries, assumed, lacks)
        rest = merge([tracer.fact(name) for name in bounds])
        own = Support(found.entries, assumed, rest.lacks or lacks)
        return merge([own, Support((), rest.assumed)])

    return support
