"""Holds: spans in which agents rest; in force, ahead, or open until something has healed."""

from __future__ import annotations

from msgspec import Struct

from ..language.model import Item
from .kleene import Truth, all_of, any_of, opposite
from .overrides import still_holds
from .run import Run
from .values import Value


class Hold(Struct, frozen=True):
    """A hold of this patient. `until` None: no date can be given. `truth` None: it may hold."""

    item: Item
    agents: frozenset[str]
    truth: Truth
    start: int | None
    until: int | None
    confirmed: bool  # what `needs` names is already yes
    overridden: bool = False

    def covers(self, day: int) -> bool:
        """Whether a day lies inside; a hold without an end covers all that follows."""
        return (self.start is None or day >= self.start) and (
            self.until is None or day < self.until
        )


def holds(run: Run) -> list[Hold]:
    """The holds that apply or may apply to this patient, past ones left out."""
    found = []
    for item in run.knowledge.calendar.values():
        if item.form == "hold" and item.after is None:
            hold = _hold(run, item)
            if hold is not None:
                found.append(hold)
    return found


def applies(run: Run, item: Item) -> Truth:
    """Whether a calendar item applies: `when` yes and nothing in `unless` yes."""
    if item.id not in run.applies:
        when, unless = run.ctx.program.items[item.id]
        truth = when(run.ctx)
        if truth is not False and unless:
            truth = all_of([truth, opposite(any_of([test(run.ctx) for test in unless]))])
        run.applies[item.id] = truth
    return run.applies[item.id]


def held_words(run: Run, item: Item) -> frozenset[str]:
    """The words a hold names, groups spelled out."""
    groups = run.knowledge.vocabulary.groups
    return frozenset(word for name in item.hold for word in groups.get(name, (name,)))


def _hold(run: Run, item: Item) -> Hold | None:
    truth = applies(run, item)
    if truth is False:
        return None
    program = run.ctx.program
    start = program.expression(item.from_)(run.ctx) if item.from_ is not None else None
    until = program.expression(item.until)(run.ctx) if item.until is not None else None
    begin, end = _day(start, first=True), _day(until, first=False)
    if start is not None and start.status == "unknown":
        truth = None
    if until is not None and until.status == "unknown":
        truth = None
    confirmed = True
    if item.needs is not None:
        confirmed = run.ctx.fact(item.needs).word == "yes"
    if end is not None and end <= run.ctx.today:
        if confirmed:
            return None
        end = None  # the day has passed and what it needs is not there: open
    if item.until is None and confirmed and item.needs is not None:
        return None
    override = run.overrides.get(item.id)
    overridden = override is not None and still_holds(run.ctx, override, item.when)
    agents = held_words(run, item) & frozenset(run.knowledge.agents)
    return Hold(item, agents, truth, begin, end, confirmed, overridden)


def _day(value: Value | None, *, first: bool) -> int | None:
    if value is None or not value.usable:
        return None
    return int(value.low if first else value.high)


def in_force(hold: Hold, today: int) -> Truth:
    """Whether a hold covers today."""
    if hold.overridden or not hold.covers(today):
        return False
    return hold.truth
