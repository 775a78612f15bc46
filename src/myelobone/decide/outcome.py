"""One evaluation in the order of the language: facts, rules, holds, standings, choices, calendar."""

from __future__ import annotations

from ..record.model import Cell, Entry, Record, When
from .agents import AgentState, agent_state
from .calendar import lay_out
from .choices import chosen, open_rules, options
from .context import Context
from .holds import Hold, holds
from .planned import Planned, plan_id
from .rows import RecordIndex
from .rules import answer
from .run import Run

Signature = dict[str, object]


class Outcome:
    """Standings, holds and dated items of one run; each part is worked out when first asked for."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._holds: list[Hold] | None = None
        self._states: dict[str, AgentState] | None = None
        self._planned: list[Planned] | None = None

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
            self._states = {
                agent.id: agent_state(self.run, agent, self.holds)
                for agent in self.run.knowledge.agents.values()
            }
        return self._states

    @property
    def planned(self) -> list[Planned]:
        """The calendar, no branch taken."""
        if self._planned is None:
            self._planned = lay_out(self.run, self.states, self.holds)
        return self._planned

    def signature(self) -> Signature:
        """What a reader would call a different answer: rules, agents, undecided lines, dates."""
        found: Signature = {}
        for rule in self.run.knowledge.rules.values():
            found[f"rules.{rule.id}"] = answer(self.run, rule)
        for name, state in self.states.items():
            found[f"agents.{name}"] = _agent_signature(state)
        for planned in self.planned:
            found[f"plan.{plan_id(planned)}"] = plan_signature(planned)
        return found


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


def differences(one: Signature, other: Signature) -> set[str]:
    """The outputs in which two evaluations differ."""
    names = one.keys() | other.keys()
    return {name for name in names if one.get(name, "absent") != other.get(name, "absent")}


def evaluate(ctx: Context, entries_shown: int | None = None) -> Outcome:
    """The outcome of a context."""
    return Outcome(Run(ctx, entries_shown))


def deciding(ctx: Context, choice: str, option: str) -> Context:
    """The same patient with one decision made today."""
    record = ctx.index.record
    words = {
        name: Cell(kind="word", written=word, word=word)
        for name, word in (("choose", choice), ("value", option))
    }
    entry = Entry(
        seq=len(record.entries), what="decision", on=When(ctx.today, ctx.today),
        value=words["value"], attributes=words,
    )  # fmt: skip
    entries = (*record.entries, entry)
    decided = Record(patient=record.patient, site=record.site, entries=entries)
    index = RecordIndex(decided, ctx.index.vocabulary, ctx.index.doubted)
    return Context(ctx.program, index, ctx.today, known_then=ctx.known_then)


Branch = tuple[str, str, Outcome]


def branches(outcome: Outcome) -> list[Branch]:
    """One outcome per option of each open choice that steers the calendar."""
    run = outcome.run
    found: list[Branch] = []
    for rule in open_rules(run):
        choice = rule.then.choice
        if choice is None or not rule.then.steers or chosen(run, choice) is not None:
            continue
        for option in options(run, rule, outcome.states):
            if not option.needs or option.needs == ("because",):
                ctx = deciding(run.ctx, choice, option.id)
                found.append((choice, option.id, evaluate(ctx, run.entries_shown)))
    return found
