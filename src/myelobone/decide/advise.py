"""One patient, one day, one knowledge: everything that must be said, in one frozen object."""

from __future__ import annotations

from datetime import date

from ..language.model import Knowledge
from ..language.tree import Tree
from ..record.model import Record
from ..record.on_day import problems_on
from . import (
    branching,
    choices,
    fact_out,
    hold_items,
    lesions,
    margins,
    next_change,
    orders,
    questions,
)
from . import rules as ruling
from .agents import AgentState, agent_out
from .holds import held_words
from .knowledge_ref import knowledge_ref
from .outcome import Outcome, evaluate
from .output import Advice
from .output_items import PatientRef
from .patient_on import day_number, patient_on
from .run import Run
from .trace import NOTHING, Support, merge
from .version import VERSION


def advise(
    record: Record,
    as_of: str | date,
    knowledge: Knowledge,
    *,
    known_then: bool = False,
    all_rules: bool = False,
    asking: bool = True,
) -> Advice:
    """The advice on a record as of a day.

    `as_of` is a date or an ISO day. With `known_then`, entries that became known later are
    invisible. A value that jumped and waits for confirmation is not used. Pure: the same arguments
    give the same bytes. Without `asking` it leaves out what rests on further evaluations: questions,
    margins and the next change. Raises ValueError when `as_of` is no day.
    """
    today = day_number(as_of)
    vocabulary = knowledge.vocabulary
    ctx = patient_on(record, knowledge, today, known_then=known_then)
    outcome = evaluate(ctx)
    run = outcome.run
    offered = choices.offered(run, outcome.states)
    plan = branching.plan(outcome)
    items = ruling.items(run) + hold_items.items(run, outcome.holds)
    return Advice(
        as_of=date.fromordinal(today).isoformat(),
        patient=PatientRef(id=record.patient.id),
        knowledge=knowledge_ref(knowledge),
        program=VERSION,
        record_digest=record.digest,
        next_change=next_change.next_change(outcome) if asking else None,
        problems=(
            *record.problems,
            *problems_on(record, vocabulary, today, known_then=known_then),
            *choices.problems(run, offered, outcome.states),
        ),
        facts={
            fact.id: fact_out.fact_out(run, fact)
            for fact in knowledge.facts.values()
            if fact.kind != "entries"
        },
        assumed=tuple(fact_out.assumptions(run, _rests(outcome))),
        banner=knowledge.screens.banner,
        items=tuple(sorted(items, key=_urgency)),
        agents=tuple(agent_out(run, state) for state in outcome.states.values()),
        orders=tuple(orders.orders(outcome)),
        plan=tuple(plan),
        questions=tuple(questions.questions(outcome)) if asking else (),
        margins=tuple(margins.margins(outcome)) if asking else (),
        choices=tuple(offered),
        lesions=tuple(lesions.lesions(run)),
        rules=tuple(ruling.every_answer(run)) if all_rules else (),
    )


LEVELS = {"stop": 0, "caution": 1, "advise": 2, "info": 3}
URGENCIES = {"now": 0, "today": 1, "soon": 2, "routine": 3}


def _urgency(item: object) -> tuple[int, int]:
    return LEVELS[item.level], URGENCIES[item.urgency]  # type: ignore[attr-defined]


def _rests(outcome: Outcome) -> list[tuple[str, Support]]:
    """What each answer that was given rests on."""
    run = outcome.run
    found: list[tuple[str, Support]] = []
    for state in outcome.states.values():
        if state.standing == "undetermined":
            continue
        parts = [run.tracer.tree(tree) for tree in _trees_behind(run, state)]
        parts += [run.tracer.fact(route.by) for route, _ in state.rows if route.by is not None]
        found.append((f"agents.{state.agent.id}", merge(parts) if parts else NOTHING))
    found += [
        (f"items.{rule.id}", run.tracer.tree(rule.when))
        for rule in run.knowledge.rules.values()
        if ruling.answer(run, rule) is True and rule.each is None
    ]
    dated = {planned.item.id: planned.item for planned in outcome.planned}
    return found + [(f"plan.{item.id}", run.tracer.tree(item.when)) for item in dated.values()]


def _trees_behind(run: Run, state: AgentState) -> list[Tree]:
    """The decided trees of an agent: lines, holds that name it, and its dose table's cases."""
    test = run.ctx.program.test
    trees = [line.when for line in state.agent.standing]
    trees += [
        item.when
        for item in run.knowledge.calendar.values()
        if item.form == "hold" and item.after is None and state.agent.id in held_words(run, item)
    ]
    rows = [row for route, _ in state.rows for row in route.rows]
    trees += [row.when for row in rows if row.when is not None]
    if state.agent.no_dose is not None:
        trees.append(state.agent.no_dose.when)
    return [tree for tree in trees if test(tree)(run.ctx) is not None]
