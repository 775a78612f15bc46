"""One evaluation in the order of the language: facts, rules, holds, standings, choices, calendar."""

from __future__ import annotations

from typing import NamedTuple

from ..record.model import Cell, Entry, When
from .agents import AgentState, agent_state
from .calendar import lay_out
from .choices import chosen, open_rules, options
from .context import Context
from .holds import Hold, holds
from .planned import Planned, plan_id
from .rules import answer
from .run import Run
from .touching import Touched

DECISION = "decision"


class Signature(NamedTuple):
    """What a reader would call a different answer: rules, agents, undecided lines, dates."""

    rules: dict[str, object]
    agents: dict[str, object]
    plan: dict[str, object]

    def flat(self) -> dict[str, object]:
        """All of it by path: `rules.x`, `agents.x`, `plan.x`."""
        return {
            f"{name}.{key}": value
            for name, part in zip(self._fields, self, strict=True)
            for key, value in part.items()
        }


class Outcome:
    """Standings, holds and dated items of one run; each part is worked out when first asked for.

    An outcome made from another one (`like`) takes over all that the facts in `touched` leave as
    it is.
    """

    def __init__(
        self, run: Run, like: Outcome | None = None, touched: Touched | None = None
    ) -> None:
        self.run = run
        self.like = like
        self.touched = touched
        self._holds: list[Hold] | None = None
        self._states: dict[str, AgentState] | None = None
        self._planned: list[Planned] | None = None
        self._signature: Signature | None = None
        if like is not None and touched is not None:
            _take_over(run, like.run, touched)
            if not touched.holds:
                self._holds = like.holds
                if not touched.agents:
                    self._states = like.states
                    if not touched.items:
                        self._planned = like.planned

    @property
    def holds(self) -> list[Hold]:
        """The holds that apply or may apply."""
        if self._holds is None:
            self._holds = holds(self.run)
        return self._holds

    @property
    def states(self) -> dict[str, AgentState]:
        """Where each agent stands."""
        if self._states is None:
            same = {}
            if self.like is not None and self.touched is not None and not self.touched.holds:
                same = self.like.states
            changed = None if self.touched is None else self.touched.agents
            self._states = {
                name: same[name]
                if name in same and changed is not None and name not in changed
                else agent_state(self.run, agent, self.holds)
                for name, agent in self.run.knowledge.agents.items()
            }
        return self._states

    @property
    def planned(self) -> list[Planned]:
        """The calendar, no branch taken."""
        if self._planned is None:
            self._planned = lay_out(self.run, self.states, self.holds)
        return self._planned

    def signature(self) -> Signature:
        """What a reader would call a different answer; worked out once."""
        if self._signature is None:
            self._signature = self._sign()
        return self._signature

    def _sign(self) -> Signature:
        knowledge = self.run.knowledge
        if self.like is None or self.touched is None:
            names = list(knowledge.rules)
            rules: dict[str, object] = {}
            agents: dict[str, object] = {}
        else:
            names = list(self.touched.rules)
            before = self.like.signature()
            rules, agents = before.rules, before.agents
        if names:
            rules = {**rules, **{n: answer(self.run, knowledge.rules[n]) for n in names}}
        if self.like is None or self.states is not self.like.states:
            agents = {name: _agent_signature(state) for name, state in self.states.items()}
        if self.like is not None and self.planned is self.like.planned:
            return Signature(rules, agents, self.like.signature().plan)
        return Signature(rules, agents, {plan_id(p): plan_signature(p) for p in self.planned})


def _take_over(run: Run, before: Run, touched: Touched) -> None:
    """The answers of rules that none of the touched facts can change."""
    run.answers = {
        name: truth for name, truth in before.answers.items() if name not in touched.rules
    }
    run.applies = {
        name: truth for name, truth in before.applies.items() if name not in touched.items
    }
    run.rows = {name: rows for name, rows in before.rows.items() if name not in touched.rules}


def _agent_signature(state: AgentState) -> tuple[object, ...]:
    shown = state.standing in ("preferred", "option")
    rows = tuple(
        None if row is None else (row.amount, row.low, row.high, row.avoid, row.over_low)
        for _, row in state.rows
    )
    return state.standing, rows if shown else (), state.undecided


def plan_signature(planned: Planned) -> tuple[object, ...]:
    """All of a dated item that a reader sees, but its text."""
    return (
        planned.item.id, planned.term, planned.what, planned.named, planned.due, planned.earliest,
        planned.latest, planned.status, planned.agent, planned.modality, planned.held_by,
        planned.confirm, planned.amount, planned.low, planned.high,
    )  # fmt: skip


def differences(one: Outcome, other: Outcome) -> set[str]:
    """The outputs in which two outcomes differ, by path."""
    found: set[str] = set()
    for name, left, right in zip(
        Signature._fields, one.signature(), other.signature(), strict=True
    ):
        if left is right:
            continue
        keys = left.keys() | right.keys()
        found |= {
            f"{name}.{key}" for key in keys if left.get(key, "absent") != right.get(key, "absent")
        }
    return found


def evaluate(ctx: Context, entries_shown: int | None = None, horizon: int | None = None) -> Outcome:
    """The outcome of a context, dated up to `horizon`; without one, the next of everything."""
    return Outcome(Run(ctx, entries_shown, horizon=horizon))


def deciding(outcome: Outcome, choice: str, option: str) -> Outcome:
    """The same patient with one decision made today."""
    ctx = outcome.run.ctx
    words = {
        name: Cell(kind="word", written=word, word=word)
        for name, word in (("choose", choice), ("value", option))
    }
    entry = Entry(
        seq=len(ctx.index.record.entries), what=DECISION, on=When(ctx.today, ctx.today),
        value=words["value"], attributes=words,
    )  # fmt: skip
    touched = ctx.program.reading(DECISION)
    decided = ctx.with_index(ctx.index.with_entry(entry), touched.facts)
    return Outcome(
        Run(decided, outcome.run.entries_shown, horizon=outcome.run.horizon), outcome, touched
    )


Branch = tuple[str, str, Outcome]


def branches(outcome: Outcome) -> list[Branch]:
    """One outcome per option of each open choice that steers the calendar."""
    run = outcome.run
    found: list[Branch] = []
    for rule in open_rules(run):
        choice = rule.then.choice
        if choice is None or not rule.then.steers or chosen(run, choice) is not None:
            continue
        found += [
            (choice, option.id, deciding(outcome, choice, option.id))
            for option in options(run, rule, outcome.states)
            if not option.needs or option.needs == ("because",)
        ]
    return found
