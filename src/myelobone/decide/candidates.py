"""What an unknown fact might turn out to be: each side of every threshold it can reach."""

from __future__ import annotations

from ..language.model import CasesForm, Fact, IsForm
from ..language.tree import FactRef, Span, Today
from .context import Context
from .values import NO, NONE, YES, Value, number, word

BEYOND_ANY_WINDOW_DAYS = 400


def candidates(ctx: Context, name: str) -> list[Value]:
    """Values worth trying for an unknown fact: words, yes and no, days, or sides of limits."""
    fact = ctx.program.knowledge.facts.get(name)
    if fact is None:
        return _given(ctx, name)
    match fact.kind:
        case "truth":
            return [YES, NO]
        case "day":
            days = (ctx.today, ctx.today - BEYOND_ANY_WINDOW_DAYS)
            return [NONE, *(number(day) for day in days)]
        case "number":
            return [number(value) for value in _numbers(ctx, fact)]
        case _:
            words = fact.values or words_of(ctx, fact)
            found = [word(text) for text in words if text != "unknown"]
            return [*found, NONE] if _may_be_none(fact) else found


def _may_be_none(fact: Fact) -> bool:
    form = fact.form
    return isinstance(form, CasesForm) and any(
        row.word is None and row.value is None for row in form.rows
    )


def _given(ctx: Context, name: str) -> list[Value]:
    if name == "sex":
        return [word("female"), word("male")]
    if name == "born":
        limits = _limits_of_age(ctx) or {0.0}
        years = sorted({limit + side for limit in limits for side in (-1, 0, 1, 10)})
        return [number(ctx.today - round(365.25 * year)) for year in years]
    return []


def _limits_of_age(ctx: Context) -> set[float]:
    """Every threshold of a fact that counts the years since birth."""
    found: set[float] = set()
    for fact in ctx.program.knowledge.facts.values():
        match fact.form:
            case IsForm(Span("years", FactRef("born"), Today())):
                found |= set(ctx.program.thresholds.get(fact.id, ()))
    return found


def words_of(ctx: Context, fact: Fact) -> tuple[str, ...]:
    """The words that the terms behind a fact may have; yes and no when there are none."""
    terms = ctx.program.knowledge.vocabulary.terms
    for term in fact.terms:
        if term in terms and terms[term].value.values:
            return terms[term].value.values
    return ("yes", "no")


def _numbers(ctx: Context, fact: Fact) -> list[float]:
    low, high = reach(ctx, fact)
    limits = set(ctx.program.thresholds.get(fact.id, ()))
    for other in ctx.program.rivals.get(fact.id, ()):
        value = ctx.fact(other)
        if value.known and not value.word:
            limits.add(value.low)
    step = 10.0 ** -(fact.digits if fact.digits is not None else 1)
    tried = {
        round(limit + side * step, 9)
        for limit in limits
        for side in (-1, 0, 1)
        if low <= limit + side * step <= high
    }
    tried |= {edge for edge in (low, high) if abs(edge) != float("inf")}
    if not tried:
        tried = {0.0, 1e3}
    return sorted(tried)


def reach(ctx: Context, fact: Fact) -> tuple[float, float]:
    """The lowest and highest value a number can have while what it lacks is unknown."""
    here = ctx.fact(fact.id)
    if here.status == "between":
        return here.low, here.high
    given: dict[str, Value] = {}
    for other in missing_inputs(ctx, fact.id):
        own = ctx.program.knowledge.facts[other]
        limits = _plausible(ctx, own)
        if limits is not None:
            given[other] = number(*limits)
    if fact.id in given:
        return given[fact.id].low, given[fact.id].high
    affected = frozenset[str]().union(*(ctx.program.dependents[name] for name in given))
    value = ctx.supposing(given, affected - given.keys()).fact(fact.id)
    return (value.low, value.high) if value.usable else (float("-inf"), float("inf"))


def missing_inputs(ctx: Context, name: str) -> list[str]:
    """The unknown facts a fact rests on that are taken straight from the record."""
    found: dict[str, None] = {}
    todo, seen = [name], {name}
    while todo:
        here = todo.pop()
        fact = ctx.program.knowledge.facts.get(here)
        if fact is None or ctx.fact(here).status != "unknown":
            continue
        if fact.terms and ctx.fact(here).why != "needs":
            found[here] = None
        for other in fact.depends:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return list(found)


def _plausible(ctx: Context, fact: Fact) -> tuple[float, float] | None:
    terms = ctx.program.knowledge.vocabulary.terms
    for term in fact.terms:
        if term in terms and terms[term].value.unit == fact.unit:
            return terms[term].value.plausible
    return None
