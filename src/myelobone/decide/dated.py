"""Items on fixed days: decisions, deadlines, tasks, referrals, supplements, and holds as shown."""

from __future__ import annotations

from ..language.dates import Duration, add
from ..language.model import Item
from ..language.tree import Expression, Today
from .holds import Hold, in_force
from .planned import Planned, exact_day, status_on
from .run import Run
from .takes import attribute_value, visible
from .values import Value


def evaluate(run: Run, expr: Expression | None) -> Value | None:
    """The value of an expression of a calendar item, or None when it has none."""
    return None if expr is None else run.ctx.program.expression(expr)(run.ctx)


def day_of(run: Run, expr: Expression | None) -> int | None:
    """The exact day of an expression, or None."""
    value = evaluate(run, expr)
    return None if value is None else exact_day(value)


def answered(run: Run, term: str, attribute: str, word: str, since: int | None) -> str | None:
    """The entry that answers a decision or a task, on or after a day."""
    for row in reversed(visible(run.ctx, term)):
        past = row.dated and row.low <= run.ctx.today and (since is None or row.low >= since)
        if past and attribute_value(row, attribute, {}).word == word:
            return f"entries[{row.seq}]"
    return None


def milestones(run: Run, item: Item, anchor: int | None) -> list[Planned]:
    """Decisions, tasks and referrals counted from an anchor, until they are answered."""
    if anchor is None:
        return []
    found = []
    for offset in item.at:
        due = add(anchor, offset)
        earliest = add(anchor, item.prompt) if item.prompt is not None else due
        if _answer(run, item, earliest) is not None:
            continue
        latest = add(due, item.late or Duration(0, "days"))
        found.append(_planned(run, item, due, earliest, latest))
    return found


def fixed(run: Run, item: Item) -> list[Planned]:
    """An item with its own day; a deadline is its `latest`."""
    due = day_of(run, item.due)
    deadline = day_of(run, item.deadline)
    if due is None:
        due = deadline
    if due is None:
        return []
    earliest = day_of(run, item.earliest)
    if earliest is None:
        earliest = due
    latest = day_of(run, item.latest)
    if latest is None:
        latest = deadline if deadline is not None else add(due, item.late or Duration(0, "days"))
    if _answer(run, item, day_of(run, item.from_)) is not None:
        return []
    return [_planned(run, item, due, earliest, latest)]


def _answer(run: Run, item: Item, since: int | None) -> str | None:
    if item.decision is not None:
        return answered(run, "decision", "choose", item.decision, since)
    if item.task is not None:
        return answered(run, "task_done", "task", item.task, since)
    return None


def _planned(run: Run, item: Item, due: int, earliest: int, latest: int) -> Planned:
    what = item.decision or item.task or item.refer or item.dental or item.study or item.id
    begins = due if item.deadline is not None or earliest > due else earliest
    return Planned(
        item=item, what=what, named=due, due=due, earliest=earliest, latest=latest,
        status=status_on(run.ctx.today, begins, latest if item.deadline else max(latest, due)),
        modality=item.study, unrecorded=isinstance(item.due, Today),
    )  # fmt: skip


def supplement(run: Run, item: Item) -> list[Planned]:
    """A supplement from its day on; held while what holds it is yes or unknown."""
    assert item.supplement is not None
    amount = evaluate(run, item.amount)
    due = day_of(run, item.due)
    if due is None or (amount is not None and amount.status == "none"):
        return []
    held = run.ctx.fact(item.held_while) if item.held_while is not None else None
    waits = held is not None and held.word != "no" and held.status != "none"
    unit = "1"
    if item.amount is not None:
        names = getattr(item.amount, "name", None)
        unit = run.ctx.program.compiler.kind_of(names)[1] if names else "1"
    known = amount is not None and amount.known
    return [
        Planned(
            item=item, what=item.supplement, named=due, due=due, earliest=due, latest=due,
            status="held" if waits else status_on(run.ctx.today, due, due),
            held_by=item.held_while if waits else None,
            confirm=held is not None and held.status == "unknown",
            amount=amount.low if known and amount is not None else None, unit=unit,
            unrecorded=isinstance(item.due, Today),
        )
    ]  # fmt: skip


def hold_shown(run: Run, hold: Hold) -> Planned | None:
    """A hold as a dated item; its due day is the day on which the agents may resume."""
    if hold.truth is not True:
        return None
    forced = in_force(hold, run.ctx.today)
    named = hold.start if hold.start is not None else run.ctx.today
    return Planned(
        item=hold.item, what="hold", named=named, due=hold.until, earliest=hold.start,
        latest=hold.until, status="held" if forced else "upcoming", confirm=not hold.confirmed,
    )  # fmt: skip


def hold_after_doses(run: Run, item: Item, dose_days: list[int]) -> list[Planned]:
    """A short hold on other medicines after each dose, the last one given included."""
    days = list(dict.fromkeys(max(day, run.ctx.today) for day in dose_days))  # none is given late
    last = day_of(run, item.from_)
    span = item.until_after or Duration(0, "days")
    if last is not None and add(last, span) > run.ctx.today:
        days.insert(0, last)
    found = []
    for day in days:
        end = add(day, span)
        given = day == last and run.ctx.today < end
        found.append(
            Planned(
                item=item, what="hold", named=day, due=end, earliest=day, latest=end,
                status="held" if given else "upcoming", for_dose=day,
            )
        )  # fmt: skip
    return found
