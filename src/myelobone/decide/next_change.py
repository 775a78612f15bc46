"""The next day on which the advice changes by itself, nothing new being recorded."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from ..language.dates import Duration, DurationUnit, add, add_months, iso, years_between
from ..language.model import IsForm
from ..language.tree import Span, Today
from .context import Context
from .measures import last_measured
from .outcome import Outcome, evaluate
from .overrides import LONGEST_DAYS
from .rules import answer

DAYS_TRIED = 24
NEAR_DAYS = 3653


def next_change(outcome: Outcome) -> str | None:
    """The first later day with another status, standing, dose or answer; None when none is near."""
    ctx = outcome.run.ctx
    outcome.signature()  # everything has been looked at, so that the clock knows every day
    days = {*_clock(outcome), *_planned(outcome), *_recorded(ctx), *_counted(ctx)}
    near = (day for day in days if ctx.today < day <= ctx.today + NEAR_DAYS)
    for day in sorted(near)[:DAYS_TRIED]:
        later = Context(ctx.program, ctx.index, day, known_then=ctx.known_then)
        if _differs(outcome, evaluate(later, outcome.run.entries_shown)):
            return iso(day)
    return None


def _clock(outcome: Outcome) -> Iterator[int]:
    """Days on which a value grows stale or a birthday passes."""
    ctx = outcome.run.ctx
    yield from ctx.clock
    born = ctx.index.record.patient.born
    if born is not None and born.exact and born.low <= ctx.today:
        yield add_months(born.low, 12 * (years_between(born.low, ctx.today) + 1))


def _planned(outcome: Outcome) -> Iterator[int]:
    """Days on which a dated item or a hold begins, falls due or runs out."""
    for planned in outcome.planned:
        for day in (planned.earliest, planned.due, planned.latest):
            if day is not None:
                yield from (day, day + 1)
        if planned.status == "done" and planned.term is not None and planned.item.before_dose:
            measured = last_measured(outcome.run, planned.term)
            if measured is not None:  # until then it serves a dose that is due today
                yield add(measured[0], planned.item.before_dose) + 1
    for hold in outcome.holds:
        yield from (day for day in (hold.start, hold.until) if day is not None)


def _recorded(ctx: Context) -> Iterator[int]:
    """Days on which a recorded plan, period or override begins, becomes known or is over."""
    for entry in ctx.index.record.entries:
        for when in (entry.on, entry.from_, entry.to):
            if when is not None:
                yield from (when.low, when.low + 1, when.high + 1)
        if entry.entered is not None:
            yield entry.entered
        if entry.what == "override" and entry.on is not None:
            yield entry.on.low + LONGEST_DAYS + 1
            until = entry.attributes.get("until")
            if until is not None and until.kind == "day":
                yield int(until.high) + 1


def _counted(ctx: Context) -> Iterator[int]:
    """Days on which a count of days, months or years up to today reaches a threshold."""
    for fact in ctx.program.knowledge.facts.values():
        form = fact.form
        if not isinstance(form, IsForm) or not isinstance(form.expression, Span):
            continue
        span = form.expression
        start = ctx.program.expression(span.start)(ctx)
        if not isinstance(span.end, Today) or not start.usable or start.high > ctx.today:
            continue
        unit: DurationUnit = span.unit
        for limit in ctx.program.thresholds.get(fact.id, ()):
            for day in (int(start.low), int(start.high)):
                reached = add(day, Duration(ceil(limit), unit))
                yield from (reached, add(day, Duration(ceil(limit) + 1, unit)))
    for name in ctx.program.rivals.get("today", ()):
        value = ctx.fact(name)
        if value.usable:
            yield from (int(value.low), int(value.low) + 1, int(value.high) + 1)


def _differs(here: Outcome, there: Outcome) -> bool:
    """Whether answers, standings and doses, or the status of a dated item differ; looks no further."""
    rules = here.run.knowledge.rules.values()
    if any(answer(here.run, rule) is not answer(there.run, rule) for rule in rules):
        return True
    for name, state in here.states.items():
        other = there.states[name]
        if state.standing != other.standing or state.rows != other.rows:
            return True
    return _statuses(here) != _statuses(there)


def _statuses(outcome: Outcome) -> frozenset[tuple[object, ...]]:
    return frozenset((p.item.id, p.term, p.agent, p.status) for p in outcome.planned)
