"""Compiles each form of a fact into a function of a context."""

from __future__ import annotations

from typing import assert_never

from ..language.model import (
    CaseRow,
    CasesForm,
    DoseForm,
    EntriesForm,
    Fact,
    FirstForm,
    IsForm,
    TreeForm,
)
from ..language.tree import Expression
from .compiler import Compiler
from .context import Context, Evaluate
from .doses import dose_at
from .expressions import compile_expression
from .trees import Test, compile_tree
from .values import MISSING, NEEDS, NONE, Value, number, same, truth_value, word


def compile_fact(compiler: Compiler, fact: Fact) -> Evaluate:
    """The function that evaluates a fact; a named selection evaluates to none."""
    compiler.empirical = fact.empirical
    try:
        match fact.form:
            case IsForm():
                return _in_own_unit(compiler, fact, fact.form.expression)
            case TreeForm():
                test = compile_tree(compiler, fact.form.tree)
                return lambda ctx: truth_value(test(ctx))
            case FirstForm():
                parts = [_in_own_unit(compiler, fact, part) for part in fact.form.parts]
                return lambda ctx: _first(ctx, parts)
            case CasesForm():
                rows = [_case(compiler, fact, row) for row in fact.form.rows]
                return lambda ctx: _cases(ctx, rows)
            case EntriesForm():
                return lambda ctx: NONE
            case DoseForm():
                return dose_at(compiler, fact.form.agent, fact.form.by)
            case _:
                assert_never(fact.form)
    finally:
        compiler.empirical = False


def _in_own_unit(compiler: Compiler, fact: Fact, expr: Expression) -> Evaluate:
    compiled = compile_expression(compiler, expr, fact.absent)
    if compiled.kind != "number" or fact.unit is None or compiler.empirical:
        return compiled.evaluate
    own = compiler.scale(fact.unit)
    if abs(compiled.scale / own - 1.0) < 1e-12:
        return compiled.evaluate
    ratio, function = compiled.scale / own, compiled.evaluate

    def scaled(ctx: Context) -> Value:
        value = function(ctx)
        if not value.usable:
            return value
        return number(value.low * ratio, value.high * ratio, value.entries)

    return scaled


def _first(ctx: Context, parts: list[Evaluate]) -> Value:
    results: list[Value] = []
    for part in parts:
        value = part(ctx)
        if value.usable:
            return value
        results.append(value)
    if results[-1].status == "none":
        return results[-1]
    return next((found for found in results if found.status == "unknown"), MISSING)


Case = tuple[Test | None, Evaluate]


def _case(compiler: Compiler, fact: Fact, row: CaseRow) -> Case:
    test = None if row.otherwise or row.when is None else compile_tree(compiler, row.when)
    if row.word is not None:
        constant = word(row.word)
        return test, lambda ctx: constant
    if row.value is None:
        return test, lambda ctx: NONE
    return test, _in_own_unit(compiler, fact, row.value)


def _cases(ctx: Context, rows: list[Case]) -> Value:
    possible: list[Value] = []
    for test, value in rows:
        truth = True if test is None else test(ctx)
        if truth is False:
            continue
        possible.append(value(ctx))
        if truth is True:
            break
    else:
        possible.append(NEEDS)
    head = possible[0]
    if len(possible) == 1:
        return head
    if head.status != "unknown" and all(same(head, other) for other in possible[1:]):
        return head
    return NEEDS
