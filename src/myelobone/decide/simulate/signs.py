"""What counts: as outdated, as said differently, as the same thing left undone, and as next."""

from __future__ import annotations

from ...language.dates import ordinal
from ...language.model import IsForm
from ...language.tree import Bound
from ...record.model import Entry
from ..choices import chosen, open_rules
from ..compare import Change
from ..outcome import Outcome
from ..output_plan import PlanItem
from . import acts
from .model import Left

QUIET = ("plan", "next_change", "margins", "facts", "assumed", "lesions", "rules", "problems")
TOLD = ("standing", "dose", "chosen", "level", "urgency", "title", "verdict")
AHEAD = ("upcoming", "due", "held")


def outdated(outcome: Outcome, term: str, last: int) -> bool:
    """Whether a fact counts answers from a day on that lies after the last answer, such as an event.

    What was answered before does not speak for what came later.
    """
    run = outcome.run
    for fact in run.knowledge.facts.values():
        if term not in fact.terms or not isinstance(fact.form, IsForm):
            continue
        for window in getattr(fact.form.expression, "windows", ()):
            if not isinstance(window, Bound) or window.which not in ("since", "after"):
                continue
            bound = run.ctx.fact(window.fact)
            if bound.usable and last < bound.high <= run.ctx.today:
                return True
    return False


def day_of(entry: Entry | None) -> int:
    """The day of an entry; 0 where there is none."""
    return 0 if entry is None or entry.on is None else entry.on.high


def answers(outcome: Outcome) -> object:
    """What the rules answer, where agents stand with which dose, and which choices are open."""
    signature = outcome.signature()
    put = [
        (choice, chosen(outcome.run, choice))
        for rule in open_rules(outcome.run)
        if (choice := rule.then.choice) is not None
    ]
    return signature.rules, signature.agents, put


def telling(change: Change) -> bool:
    """Whether a reader would call it a change of the advice, and not the calendar going on."""
    if change.part in QUIET:
        return False
    return change.field is None or change.field in TOLD


def same_thing(left: Left) -> tuple[object, ...]:
    """What stays the same thing left undone from one day to the next."""
    line = None if left.item is None else left.item.rpartition(".")[0]
    return left.what, left.because, line, left.choice, left.option


def ahead(outcome: Outcome, day: int) -> tuple[PlanItem, ...]:
    """The next of each dated thing that stands whatever is chosen; of the tests those of the next day."""
    found: dict[tuple[str, str], PlanItem] = {}
    tests: str | None = None
    for item in acts.plan(outcome, lambda planned: planned.due is not None and planned.due > day):
        coming = item.due is not None and ordinal(item.due) > day and item.status in AHEAD
        if not coming or item.branch is not None or item.kind in ("hold", "supplement"):
            continue
        if item.kind == "monitor":
            tests = tests or item.due
            if item.due != tests:
                continue
        found.setdefault((item.kind, item.what), item)
    return tuple(found.values())
