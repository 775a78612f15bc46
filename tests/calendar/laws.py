"""What holds for every calendar, as sentences about the dated items of one outcome or of two.

Each law gives the complaints it has, none when it holds. An outcome is the calendar with no branch
taken or with one decision made; a law must hold in each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from myelobone.decide.outcome import Outcome
from myelobone.decide.planned import Planned, plan_id

from .months import months_later

COUNTED = ("course.doses",)  # the series; other doses are dated by a decision
BY_DECISION = ("denosumab.exit_dose", "course.longer_interval")
# `earliest` is the first allowed day, also of a procedure that is planned too early.
EARLIEST_IS_A_LIMIT = ("dental.procedure",)
# A deadline that a decision came too late for.
LATEST_IS_A_LIMIT = ("denosumab.exit", "denosumab.bridge", "denosumab.slow_healing")
# The day before a procedure that the record may begin with.
FROM_THE_DAY_BEFORE = ("dental.antibiotics", "dental.antibiotics_after")
ORDER = {"upcoming": 0, "due": 1, "overdue": 2}


def iso(day: int | None) -> str:
    """A day for people."""
    return "none" if day is None else date.fromordinal(day).isoformat()


def shown(planned: Planned) -> str:
    """An item in a complaint."""
    return f"{plan_id(planned)} ({planned.status}, {iso(planned.earliest)} / {iso(planned.due)} / {iso(planned.latest)})"


def doses(outcome: Outcome) -> list[tuple[int, Planned]]:
    """The doses still to be given, by the day on which they can be."""
    today = outcome.run.ctx.today
    return sorted(
        (
            (max(p.due, today), p)
            for p in outcome.planned
            if p.what == "dose" or p.item.form == "dose"
            if p.due is not None and p.status not in ("held", "done")
        ),
        key=lambda pair: pair[0],
    )


# -- one day ------------------------------------------------------------------------------------


def no_dose_in_a_hold(outcome: Outcome, began: int) -> Iterator[str]:
    """No dose is placed on a day inside a hold that names its agent."""
    for day, dose in doses(outcome):
        for hold in outcome.holds:
            if hold.truth is True and not hold.overridden and dose.agent in hold.agents and hold.covers(day):  # fmt: skip
                yield f"{shown(dose)} lies inside {hold.item.id} ({iso(hold.start)} to {iso(hold.until)})"


def held_items_name_their_hold(outcome: Outcome, began: int) -> Iterator[str]:
    """What is held says by what, and lies inside it."""
    holds = {hold.item.id: hold for hold in outcome.holds}
    for p in outcome.planned:
        if p.item.form == "dose" and p.status == "held":
            hold = holds.get(p.held_by or "")
            if hold is None or p.due is None or (not hold.covers(max(p.due, outcome.run.ctx.today)) and not hold.covers(p.due)):  # fmt: skip
                yield f"{shown(p)} is held by {p.held_by}, which does not cover it"


def one_agent_at_a_time(outcome: Outcome, began: int) -> Iterator[str]:
    """Two agents never have a dose ahead at the same time, nor one agent two doses on a day."""
    dated = doses(outcome)
    agents = {p.agent for _, p in dated}
    if len(agents) > 1:
        yield f"doses of {sorted(map(str, agents))}"
    for day, count in Counter(day for day, _ in dated).items():
        if count > 1:
            yield f"{count} doses on {iso(day)}"


def intervals_are_kept(outcome: Outcome, began: int) -> Iterator[str]:
    """28 days or the months decided between doses and after the last one; 7 in hypercalcaemia."""
    ctx = outcome.run.ctx
    last = ctx.fact("last_bone_dose")
    urgent = ctx.fact("hypercalcaemia_urgent").word != "no"
    spacing = {"every_2_months": 2, "every_3_months": 3}.get(ctx.fact("interval_followed").word or "")  # fmt: skip
    before = int(last.low) if last.known else None
    first = True
    for day, dose in doses(outcome):
        if dose.item.id in COUNTED and before is not None:
            soonest = months_later(before, spacing) if spacing else before + 28
            if first and urgent:
                soonest = min(soonest, before + 7)
            if day < soonest:
                yield f"{shown(dose)} is sooner than {iso(soonest)} after {iso(before)}"
        before, first = day, False


def once_in_its_period(outcome: Outcome, began: int) -> Iterator[str]:
    """A measurement is asked for once a month and once before a dose."""
    series: dict[tuple[str, str | None], list[Planned]] = defaultdict(list)
    for p in outcome.planned:
        if p.item.form in ("measure", "study", "dental"):
            series[p.item.id, p.term].append(p)
    for (_, term), items in series.items():
        for_dose = Counter(p.for_dose for p in items if p.for_dose is not None)
        days = Counter(p.due for p in items)
        for what, count in (*for_dose.items(), *days.items()):
            if count > 1:
                yield f"{term or items[0].item.id} is asked for {count} times for {iso(what)}"
        if sum(p.status in ("due", "overdue") for p in items) > 1 and items[0].item.every:
            yield f"{term or items[0].item.id} is wanted more than once today"


def what_is_done_today_is_not_wanted(outcome: Outcome, began: int) -> Iterator[str]:
    """A term measured today is not due today, nor sooner than a month or its next dose."""
    today = outcome.run.ctx.today
    measured = {
        entry.what
        for entry in outcome.run.ctx.index.record.entries
        if entry.on is not None and entry.on.low == entry.on.high == today
        if entry.value is not None and entry.value.doubt is None and not entry.unusable
        if entry.seq not in outcome.run.ctx.index.doubted  # it waits for another one
    }
    for p in outcome.planned:
        if not p.item.every or p.item.form != "measure" or p.term not in measured:
            continue
        if p.status in ("due", "overdue"):
            yield f"{shown(p)} although it was measured today"


def days_are_in_order(outcome: Outcome, began: int) -> Iterator[str]:
    """earliest <= due <= latest, where both are given."""
    for p in outcome.planned:
        if None not in (p.earliest, p.due) and p.earliest > p.due and p.item.id not in EARLIEST_IS_A_LIMIT:  # type: ignore[operator]  # fmt: skip
            yield f"{shown(p)}: earliest after due"
        if None not in (p.due, p.latest) and p.due > p.latest and p.item.id not in LATEST_IS_A_LIMIT:  # type: ignore[operator]  # fmt: skip
            yield f"{shown(p)}: due after latest"


def nothing_before_the_record(outcome: Outcome, began: int) -> Iterator[str]:
    """Nothing was due before the first entry."""
    for p in outcome.planned:
        limit = began - 1 if p.item.id in FROM_THE_DAY_BEFORE else began
        if p.due is not None and p.due < limit:
            yield f"{shown(p)} before the record begins on {iso(began)}"


def ids_are_unique(outcome: Outcome, began: int) -> Iterator[str]:
    """Two items of one calendar never share an id."""
    for name, count in Counter(map(plan_id, outcome.planned)).items():
        if count > 1:
            yield f"{name} stands {count} times"


def statuses_follow_the_window(outcome: Outcome, began: int) -> Iterator[str]:
    """What lies ahead is upcoming, what has passed is overdue."""
    today = outcome.run.ctx.today
    for p in outcome.planned:
        if p.status == "upcoming" and p.due is not None and p.due < today:
            yield f"{shown(p)} on {iso(today)}"
        past_its_deadline = p.item.id in LATEST_IS_A_LIMIT
        if p.status == "overdue" and p.due is not None and p.due >= today and not past_its_deadline:
            yield f"{shown(p)} on {iso(today)}"


def what_is_set_aside_stays_in_sight(outcome: Outcome, began: int) -> Iterator[str]:
    """A hold that somebody set aside is listed with the others, and acts again after 31 days."""
    run = outcome.run
    listed = {p.item.id for p in outcome.planned}
    for hold in outcome.holds:
        if hold.overridden and hold.truth is True and hold.item.id not in listed:
            yield f"{hold.item.id} is set aside and out of sight"
        if hold.overridden and run.ctx.today - run.overrides[hold.item.id].on > 31:
            yield f"{hold.item.id} is set aside since {iso(run.overrides[hold.item.id].on)}"


OF_ONE_DAY = (
    no_dose_in_a_hold, held_items_name_their_hold, one_agent_at_a_time, intervals_are_kept,
    once_in_its_period, what_is_done_today_is_not_wanted, days_are_in_order,
    nothing_before_the_record, ids_are_unique, statuses_follow_the_window,
    what_is_set_aside_stays_in_sight,
)  # fmt: skip
