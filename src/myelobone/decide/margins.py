"""Margins: thresholds that lie within the stated error of a measurement. They change nothing."""

from __future__ import annotations

from ..language.model import DoseForm, Fact, IsForm, Term
from ..language.problems import Text
from ..language.tree import Nearest, Take
from .context import Context
from .dose_text import figure
from .outcome import Outcome, differences
from .output_plan import Margin
from .suppose import suppose
from .texts import with_unit
from .values import EQUAL_WITHIN, Value, number

HALVINGS = 40


def margins(outcome: Outcome) -> list[Margin]:
    """For each measured input and each threshold it can reach within its error, what flips."""
    found: dict[tuple[str, float], tuple[float, Margin]] = {}
    for fact, term in _measured(outcome.run.ctx):
        value = outcome.run.ctx.fact(fact.id)
        error = (
            term.error_absolute
            if term.error_absolute is not None
            else (term.error or 0.0) * value.low
        )
        for sign in (-1, 1):
            for name, limit in _crossed(outcome.run.ctx, fact.id, value.low + sign * error):
                margin = _margin(outcome, fact, term, name, limit, sign * error)
                if margin is None:
                    continue
                share, out = margin
                key = (name, limit)
                if key not in found or share < found[key][0]:
                    found[key] = (share, out)
    return [out for _, out in sorted(found.values(), key=lambda pair: (pair[0], pair[1].fact))]


def _measured(ctx: Context) -> list[tuple[Fact, Term]]:
    """Known facts taken straight from a measurement whose error is stated."""
    found = []
    terms = ctx.program.knowledge.vocabulary.terms
    for fact in ctx.program.knowledge.facts.values():
        form = fact.form
        if not isinstance(form, IsForm) or not isinstance(form.expression, Take | Nearest):
            continue
        if form.expression.attribute != "value" or not ctx.fact(fact.id).known:
            continue
        for name in fact.terms:
            term = terms.get(name)
            if term is not None and (term.error is not None or term.error_absolute is not None):
                if term.value.unit == fact.unit and not ctx.fact(fact.id).word:
                    found.append((fact, term))
                break
    return found


def _moved(ctx: Context, name: str, value: float) -> Context:
    affected = ctx.program.dependents[name]
    return ctx.supposing({name: number(value)}, affected - {name})


def _side(value: Value, limit: float) -> int | None:
    if not value.known or value.word:
        return None
    difference = value.low - limit
    return 0 if abs(difference) <= EQUAL_WITHIN else (1 if difference > 0 else -1)


def _crossed(ctx: Context, name: str, value: float) -> list[tuple[str, float]]:
    """Thresholds of facts resting on a measurement that moving it to `value` would cross.

    A dose of a table jumps only where the fact it is read by crosses a limit, which is told itself.
    """
    program = ctx.program
    moved = _moved(ctx, name, value)
    found = []
    for other in sorted(program.dependents[name]):
        if isinstance(program.knowledge.facts[other].form, DoseForm):
            continue
        for limit in _limits(ctx, other):
            here, there = _side(ctx.fact(other), limit), _side(moved.fact(other), limit)
            if here is not None and there is not None and here != there:
                found.append((other, limit))
    return found


def _limits(ctx: Context, name: str) -> list[float]:
    limits = list(ctx.program.thresholds.get(name, ()))
    for rival in ctx.program.rivals.get(name, ()):
        value = ctx.fact(rival)
        if value.known and not value.word and ctx.program.compiler.kind_of(name)[0] == "number":
            limits.append(value.low)
    return limits


def _margin(
    outcome: Outcome, fact: Fact, term: Term, name: str, limit: float, shift: float
) -> tuple[float, Margin] | None:
    ctx = outcome.run.ctx
    start = ctx.fact(fact.id).low
    moved = suppose(outcome, {fact.id: number(start + shift)})
    changed = differences(outcome, moved)
    outputs = sorted({output for output in changed if not output.startswith("plan.")})
    if not outputs:
        return None
    near, far = 0.0, shift
    here = _side(ctx.fact(name), limit)
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        if _side(_moved(ctx, fact.id, start + middle).fact(name), limit) == here:
            near = middle
        else:
            far = middle
    amount = with_unit(ctx, figure(float(f"{abs(far):.2g}")), fact.unit or "1")
    less = shift < 0
    flips = Text(
        zh=f"{term.label.zh}{'少' if less else '多'} {amount.zh} 即翻转",
        en=f"{amount.en} {'less' if less else 'more'} {term.label.en} flips it",
    )
    unit = ctx.program.compiler.kind_of(name)[1]
    value = round(ctx.fact(name).low, 9)
    out = Margin(
        fact=name, value=value, threshold=limit, unit=unit, would_change=tuple(outputs),
        flips_at=flips,
    )  # fmt: skip
    return abs(far / shift), out
