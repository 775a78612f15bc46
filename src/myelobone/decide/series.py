"""Series: doses, imaging and dental examinations at intervals, moved out of holds."""

from __future__ import annotations

from ..language.dates import Duration, add
from ..language.model import Item
from .agents import AgentState, proposed
from .holds import Hold
from .output_items import Dose
from .planned import Planned, exact_day, status_on
from .run import Run
from .values import Value

DOSES_LISTED = 4
MOVES_AT_MOST = 8


def interval(run: Run, item: Item) -> Duration | None:
    """The interval that holds today, read as a case table; None when it cannot be told."""
    possible: list[Duration | None] = []
    for row in item.every:
        truth = True if row.when is None else run.ctx.program.test(row.when)(run.ctx)
        if truth is not False:
            possible.append(row.value)
        if truth:
            break
    else:
        possible.append(None)
    return possible[0] if all(value == possible[0] for value in possible) else None


def doses(run: Run, item: Item, states: dict[str, AgentState], holds: list[Hold]) -> list[Planned]:
    """The next doses of the agent that a fact names; never a day inside a hold."""
    assert item.agent_fact is not None
    agent = run.ctx.fact(item.agent_fact)
    state = states.get(agent.word) if agent.known else None
    if state is None or any(truth is None for _, truth in state.holds):
        return []
    typed = item.amount is not None  # a dose of its own, decided though the course has ended
    allowed = ("preferred", "option", "discouraged") if typed else ("preferred", "option")
    if state.without_holds not in allowed or (state.no_dose is not False and not typed):
        return []
    own = [h for h in holds if state.agent.id in h.agents and not h.overridden and h.truth]
    first = _first_day(run, item)
    if first is None:
        return []
    every = interval(run, item)
    late = item.late or Duration(0, "days")
    day: int | None = first
    found: list[Planned] = []
    dose = _dose_amount(run, item, state)
    listed = 0
    while day is not None and _listed_too(run, day, listed):
        hold = _covering(own, max(day, run.ctx.today))
        if hold is not None:
            found.append(_held(run, item, state, day, late, hold))
            day, confirm = _resume(own, hold)
            if day is None:
                break
        else:  # knowledge itself may count from the end of a hold that still needs something
            confirm = any(hold.until == day and not hold.confirmed for hold in own)
        found.append(_dose(run, item, state, day, late, dose, confirm))
        listed += 1
        if item.due is not None or every is None:
            break
        day = add(max(day, run.ctx.today), every)
    return found


def _listed_too(run: Run, day: int, listed: int) -> bool:
    if run.horizon is None:
        return listed < DOSES_LISTED
    return listed == 0 or day <= run.horizon


def _first_day(run: Run, item: Item) -> int | None:
    expression = run.ctx.program.expression
    if item.due is not None:
        return exact_day(expression(item.due)(run.ctx))
    day = run.ctx.today
    if item.from_ is not None:
        last = expression(item.from_)(run.ctx)
        every = interval(run, item)
        if last.status == "none":
            day = run.ctx.today
        elif last.known and every is not None:
            day = add(int(last.low), every)
            if item.not_before is not None:
                bound = expression(item.not_before)(run.ctx)
                day = max(day, int(bound.high)) if bound.usable else day
        else:
            return None
    return _sooner(run, item, day)


def _sooner(run: Run, item: Item, day: int) -> int:
    if item.sooner_when is None or not run.ctx.program.test(item.sooner_when)(run.ctx):
        return day
    not_before = run.ctx.today
    if item.sooner_from is not None:
        value = run.ctx.program.expression(item.sooner_from)(run.ctx)
        if value.usable:
            not_before = max(not_before, int(value.high))
        elif value.status == "unknown":
            return day
    return min(day, not_before)


def _covering(holds: list[Hold], day: int) -> Hold | None:
    return next((hold for hold in holds if hold.covers(day)), None)


def _resume(holds: list[Hold], hold: Hold) -> tuple[int | None, bool]:
    """The day after every hold that follows on this one, and whether something must heal first."""
    day, confirm = hold.until, not hold.confirmed
    for _ in range(MOVES_AT_MOST):
        if day is None:
            return None, confirm
        other = _covering(holds, day)
        if other is None:
            return day, confirm
        day, confirm = other.until, confirm or not other.confirmed
    return None, confirm


def _dose_amount(run: Run, item: Item, state: AgentState) -> Dose | Value | None:
    if item.amount is not None:
        return run.ctx.program.expression(item.amount)(run.ctx)
    return proposed(run, state)[0]


def _dose(
    run: Run, item: Item, state: AgentState, day: int, late: Duration,
    dose: Dose | Value | None, confirm: bool,
) -> Planned:  # fmt: skip
    latest = add(day, late)
    amount = low = high = unit = None
    match dose:
        case Dose():
            amount, low, high, unit = dose.amount, dose.low, dose.high, dose.unit
        case Value(status="known"):
            amount, unit = dose.low, state.agent.routes[0].unit
        case _:
            pass
    return Planned(
        item=item, what=state.agent.id, named=day, due=day, earliest=day, latest=latest,
        status=status_on(run.ctx.today, day, latest), agent=state.agent.id, confirm=confirm,
        amount=amount, low=low, high=high, unit=unit,
    )  # fmt: skip


def _held(run: Run, item: Item, state: AgentState, day: int, late: Duration, hold: Hold) -> Planned:
    return Planned(
        item=item, what=state.agent.id, named=day, due=day, earliest=day, latest=add(day, late),
        status="held", agent=state.agent.id, held_by=hold.item.id,
    )  # fmt: skip


def recurring(run: Run, item: Item) -> list[Planned]:
    """The next of a series that is no dose: imaging, dental examination, task, referral."""
    program, ctx = run.ctx.program, run.ctx
    what, modality = _what(run, item)
    every = interval(run, item)
    if what is None or every is None:
        return []
    last = program.expression(item.from_)(ctx) if item.from_ is not None else None
    if last is None or last.status == "none":
        day = ctx.today
    elif last.known:
        day = add(int(last.low), every)
    else:
        return []
    late = item.late or Duration(0, "days")
    held = ctx.fact(item.held_while) if item.held_while is not None else None
    waits = held is not None and held.word != "no" and held.status != "none"
    found: list[Planned] = []
    while not found or (run.horizon is not None and day <= run.horizon):
        latest = add(day, late)
        found.append(
            Planned(
                item=item, what=what, named=day, due=day, earliest=day, latest=latest,
                status="held" if waits else status_on(ctx.today, day, latest), modality=modality,
                held_by=item.held_while if waits else None,
                confirm=held is not None and held.status == "unknown",
                unrecorded=not found and (last is None or last.status == "none"),
            )
        )  # fmt: skip
        day = add(max(day, ctx.today), every)
    return found


def _what(run: Run, item: Item) -> tuple[str | None, str | None]:
    match item.form:
        case "study":
            if item.study_fact is not None:
                value = run.ctx.fact(item.study_fact)
                modality = value.word if value.known else None
            else:
                modality = item.study
            return modality, modality
        case "dental":
            return item.dental, None
        case "refer":
            return item.refer, None
        case _:
            return item.task, None
