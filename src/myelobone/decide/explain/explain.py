"""One thing of the knowledge, for one record as of one day: what it is and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ...language.dates import iso
from ...language.model import Grounds, Knowledge
from ...language.problems import Text
from ...record.model import Record
from ..holds import applies
from ..knowledge_ref import knowledge_ref
from ..outcome import Outcome, branches, evaluate
from ..patient_on import day_number, patient_on
from ..planned import Planned, plan_id
from ..rules import ANSWERS, answer
from ..takes import visible
from .agents import agent_lines, agent_parts
from .facts import Teller
from .nodes import AgentLine, Explanation, Node, Subject, answer_of
from .plan import day_parts, item_parts
from .rules import deciding_leaves, rule_parts

AGENTS = "agents"  # the id under which all agents are compared
ALL = Text(zh="各药比较", en="all agents compared")


def explain(
    record: Record,
    name: str,
    as_of: str | date,
    knowledge: Knowledge,
    *,
    known_then: bool = False,
) -> Explanation:
    """Why a rule, fact, agent, line, calendar item, dated item or term is what it is on a day.

    A statement or a reading, or the part of an id before a full stop, gives all that it bears on, in
    one line each; `agents` compares every agent. Raises KeyError for a name that is none of these, and ValueError when `as_of` is no day.
    """
    ctx = patient_on(record, knowledge, day_number(as_of), known_then=known_then)
    outcome = evaluate(ctx)
    parts = _Parts(outcome, name)
    return _explain(parts) or _dated_or_term(parts)


class _Parts:
    """The outcome that is asked about, a teller for it, and the explanation's fixed fields."""

    def __init__(self, outcome: Outcome, name: str) -> None:
        self.outcome, self.name = outcome, name
        self.run, self.known = outcome.run, outcome.run.knowledge
        self.teller = Teller(outcome.run)

    def explanation(
        self, kind: Subject, label: Text, answer: str, parts: tuple[Node, ...] = (), *,
        changes: bool = False, says: Text | None = None, others: tuple[AgentLine, ...] = (),
    ) -> Explanation:  # fmt: skip
        return Explanation(
            id=self.name, kind=kind, patient=self.run.ctx.index.record.patient.id,
            as_of=iso(self.run.ctx.today), label=label, answer=answer, says=says, parts=parts,
            changes=deciding_leaves(parts) if changes else (), others=others,
            knowledge=knowledge_ref(self.known),
        )  # fmt: skip


def _explain(of: _Parts) -> Explanation | None:
    """A name of the knowledge: a rule, a fact, an agent, one of its lines, a calendar item."""
    run, known, name = of.run, of.known, of.name
    if name == AGENTS:
        return of.explanation("agents", ALL, "", others=agent_lines(of.outcome))
    if rule := known.rules.get(name.split("#")[0]):
        says = run.text(rule.says)
        parts = rule_parts(of.teller, rule)
        word = ANSWERS[answer(run, rule)]
        return of.explanation("rule", rule.title or says, word, parts, changes=True, says=says)
    if name in known.agents:
        state = of.outcome.states[name]
        parts = agent_parts(of.teller, of.outcome, state)
        others = agent_lines(of.outcome, name)
        label, standing = state.agent.label, state.standing
        return of.explanation("agent", label, standing, parts, changes=True, others=others)
    if item := known.calendar.get(name):
        days = [_dated(of.teller, of.outcome, p) for p in of.outcome.planned if p.item.id == name]
        parts = (*item_parts(of.teller, item), *days)
        word = answer_of(applies(run, item))
        return of.explanation("item", run.text(item.says), word, parts, changes=True)
    if name in known.facts:
        status = run.ctx.fact(name).status
        return of.explanation("fact", known.facts[name].label, status, (of.teller.fact(name),))
    for state in of.outcome.states.values():
        if name.startswith(f"{state.agent.id}."):
            for node in agent_parts(of.teller, of.outcome, state):
                if node.id == name:
                    label = node.label or state.agent.label
                    return of.explanation("line", label, node.answer or "", (node,), changes=True)
    return None


def _dated_or_term(of: _Parts) -> Explanation:
    """A dated item of the plan, on any branch, else a term of the record."""
    for place in (of.outcome, *(branch for *_, branch in branches(of.outcome))):
        for planned in place.planned:
            if plan_id(planned) == of.name:
                teller = Teller(place.run)
                parts = (_dated(teller, place, planned), *item_parts(teller, planned.item))
                says = place.run.text(planned.item.says)
                return of.explanation("plan", says, planned.status, parts)
    several = _several(of)
    if several is not None:
        return several
    term = of.known.vocabulary.terms[of.name]
    entries = tuple(of.teller.entry(row.seq) for row in visible(of.run.ctx, of.name))
    nothing = Node(kind="missing", id=of.name, label=term.label, why="missing")
    word = "known" if entries else "unknown"
    return of.explanation("term", term.label, word, entries or (nothing,))


def _dated(teller: Teller, outcome: Outcome, planned: Planned) -> Node:
    return Node(
        kind="item", id=plan_id(planned), decides=True, why=planned.status,
        parts=day_parts(teller, outcome, planned),
    )  # fmt: skip


def _several(of: _Parts) -> Explanation | None:
    """All that cites a statement or reading, or whose id begins with a word, in one line each."""
    statement, reading = of.known.statements.get(of.name), of.known.readings.get(of.name)
    if statement is None and reading is None:
        nodes = tuple(_listed(of, lambda name, _: name.startswith(f"{of.name}.")))
        return of.explanation("several", Text(of.name, of.name), "", nodes) if nodes else None
    nodes = tuple(_listed(of, lambda _, on: of.name in (*on.cites, *on.readings, *on.evidence)))
    if statement is not None:
        return of.explanation("statement", statement.says, "", nodes)
    assert reading is not None
    return of.explanation("reading", reading.about, "", nodes, says=reading.take)


def _listed(of: _Parts, wanted: Callable[[str, Grounds], bool]) -> Iterator[Node]:
    """Rules, lines of agents and calendar items with their answers, nothing below them."""
    run = of.run
    for rule in of.known.rules.values():
        if wanted(rule.id, rule):
            label = rule.title or run.text(rule.says)
            yield Node(kind="rule", id=rule.id, label=label, answer=answer_of(answer(run, rule)))
    for state in of.outcome.states.values():
        for line, truth, _ in state.lines:
            if wanted(line.id, line):
                label = run.text(line.says)
                yield Node(
                    kind="line",
                    id=line.id,
                    label=label,
                    effect=line.effect,
                    answer=answer_of(truth),
                )
    for item in of.known.calendar.values():
        if wanted(item.id, item):
            truth = applies(run, item)
            yield Node(kind="rule", id=item.id, label=run.text(item.says), answer=answer_of(truth))
