"""The next day on which the advice changes by itself, nothing new being recorded."""

from __future__ import annotations

from ..language.dates import add_months, iso
from .context import Context
from .outcome import Outcome, evaluate
from .rules import answer

DAYS_TRIED = 16


def next_change(outcome: Outcome) -> str | None:
    """The first later day with another status, standing, dose or answer; None when none is near."""
    ctx = outcome.run.ctx
    here = _state(outcome)
    for day in sorted(_days(outcome))[:DAYS_TRIED]:
        later = Context(ctx.program, ctx.index, day, known_then=ctx.known_then)
        if _state(evaluate(later, outcome.run.entries_shown)) != here:
            return iso(day)
    return None


def _days(outcome: Outcome) -> set[int]:
    ctx = outcome.run.ctx
    days = set(ctx.clock)
    for planned in outcome.planned:
        for day in (planned.earliest, planned.due, planned.latest):
            if day is not None:
                days |= {day, day + 1}
    for hold in outcome.holds:
        days |= {day for day in (hold.start, hold.until) if day is not None}
    born = ctx.index.record.patient.born
    if born is not None and born.exact:
        years = ctx.fact("age")
        if years.known:
            days.add(add_months(born.low, 12 * (int(years.low) + 1)))
    return {day for day in days if day > ctx.today}


def _state(outcome: Outcome) -> tuple[object, ...]:
    """What is compared: answers, standings and doses, and the status of each dated item."""
    run = outcome.run
    rules = tuple(answer(run, rule) for rule in run.knowledge.rules.values())
    agents = tuple(
        (state.standing, tuple(row for _, row in state.rows)) for state in outcome.states.values()
    )
    plan = frozenset((p.item.id, p.term, p.agent, p.status) for p in outcome.planned)
    return rules, agents, plan
