"""The calendar of one patient: every item that applies, dated; nothing is guessed."""

from __future__ import annotations

from ..language.model import Item
from . import dated, measures, series
from .agents import AgentState
from .holds import Hold, applies
from .planned import Planned
from .run import Run


def lay_out(run: Run, states: dict[str, AgentState], holds: list[Hold]) -> list[Planned]:
    """Every dated item, doses first since others hang on them; in order of their days."""
    items = list(run.knowledge.calendar.values())
    acting = [item for item in items if applies(run, item) is True]
    doses: dict[str, list[Planned]] = {
        item.id: series.doses(run, item, states, holds) for item in acting if item.form == "dose"
    }
    end = None if run.horizon is None else _end_at_decisions(run, acting, doses)
    found: list[Planned] = []
    for item in acting:
        if item.form == "dose":
            found += doses[item.id]
        elif item.form != "hold" or item.after is not None:
            found += _dated(run, item, doses, end)
    for hold in holds:
        shown = dated.hold_shown(run, hold)
        if shown is not None:
            found.append(shown)
    order = {item.id: number for number, item in enumerate(items)}
    return sorted(found, key=lambda p: (_first_day(p), order[p.item.id], p.term or ""))


def _end_at_decisions(run: Run, acting: list[Item], doses: dict[str, list[Planned]]) -> int | None:
    """Leaves out doses on and after the day of a decision that may end their series; that day."""
    end: int | None = None
    for item in acting:
        if item.ends and item.after in doses:
            for decision in dated.milestones(run, item, _anchor(run, item, doses)):
                if decision.due is not None:
                    last = max(decision.due, run.ctx.today + 1)
                    doses[item.after] = [d for d in doses[item.after] if (d.due or 0) < last]
                    end = last if end is None else min(end, last)
    return end


def _first_day(planned: Planned) -> int:
    day = planned.due if planned.due is not None else planned.earliest
    return day if day is not None else 10**7


def _dated(run: Run, item: Item, doses: dict[str, list[Planned]], end: int | None) -> list[Planned]:
    days = sorted(
        planned.due
        for listed in doses.values()
        for planned in listed
        if planned.due is not None and planned.status != "held"
    )
    match item.form:
        case "measure":
            return measures.measures(run, item, days, _anchor(run, item, doses), end)
        case "supplement":
            return dated.supplement(run, item)
        case "hold":
            return dated.hold_after_doses(run, item, _days(doses.get(item.after or "", [])))
    if item.at:
        return dated.milestones(run, item, _anchor(run, item, doses))
    if item.every:
        return series.recurring(run, item)
    return dated.fixed(run, item)


def _days(listed: list[Planned]) -> list[int]:
    return [p.due for p in listed if p.due is not None and p.status != "held"]


def _anchor(run: Run, item: Item, doses: dict[str, list[Planned]]) -> int | None:
    """The day that offsets count from: the first dose given, else the first planned, or `from`."""
    if item.after is not None:
        target = run.knowledge.calendar.get(item.after)
        started = dated.day_of(run, target.started) if target is not None else None
        if started is not None:
            return started
        listed = _days(doses.get(item.after, []))
        return listed[0] if listed else None
    return dated.day_of(run, item.from_)
