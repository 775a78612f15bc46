"""Why an agent stands where it stands: holds, lines, dose tables; and the others in one line each."""

from __future__ import annotations

from ...language.model import Route, Row
from ...language.problems import Text
from ..agents import AgentState, agent_out
from ..kleene import Truth
from ..outcome import Outcome
from ..output_items import AgentOut
from ..texts import label
from .facts import Teller
from .nodes import AgentLine, Node, answer_of
from .tables import row_node

ORDER = ("preferred", "option", "discouraged", "undetermined", "forbidden")


def agent_parts(teller: Teller, outcome: Outcome, state: AgentState) -> tuple[Node, ...]:
    """Every hold, line and dose table of an agent with its answer; what decides comes first."""
    run = teller.run
    deciding = {reason.item for reason in agent_out(run, state).reasons if reason.decides}
    nodes = [
        Node(
            kind="hold", id=hold.item.id, label=run.text(hold.item.says), effect="forbid",
            answer=answer_of(truth), decides=True, cites=hold.item.cites,
            readings=hold.item.readings, origin=hold.item.origin,
            parts=(teller.tree(hold.item.when),),
        )
        for hold, truth in state.holds
    ]  # fmt: skip
    by_decision = sorted(state.lines, key=lambda each: each[0].id not in deciding)
    shown = [(line, truth) for line, truth, _ in by_decision]
    nodes += [
        Node(
            kind="line", id=line.id, label=run.text(line.says), effect=line.effect,
            answer=answer_of(truth), decides=line.id in deciding, cites=line.cites,
            readings=line.readings, origin=line.origin, strength=line.strength,
            parts=(teller.tree(line.when, decides=line.id in deciding),),
        )
        for line, truth in shown
        if line.id in deciding
    ]  # fmt: skip
    nodes += [_route(teller, state, route, row, deciding) for route, row in state.rows]
    if state.agent.no_dose is not None:
        no_dose = state.agent.no_dose
        nodes.append(
            Node(
                kind="no_dose", id=f"{state.agent.id}.no_dose", label=run.text(no_dose.says),
                answer=answer_of(state.no_dose), cites=no_dose.cites, readings=no_dose.readings,
                origin=no_dose.origin, parts=(teller.tree(no_dose.when, decides=False),),
            )
        )  # fmt: skip
    nodes += [
        Node(
            kind="line", id=line.id, label=run.text(line.says), effect=line.effect,
            answer=answer_of(truth), cites=line.cites, readings=line.readings, origin=line.origin,
            strength=line.strength, parts=(teller.tree(line.when, decides=False),),
        )
        for line, truth in shown
        if line.id not in deciding
    ]  # fmt: skip
    return tuple(nodes)


def _route(
    teller: Teller, state: AgentState, route: Route, found: Row | None, deciding: set[str]
) -> Node:
    """The dose table of a route: its fact, every row, and in which the patient is."""
    run = teller.run
    name = f"{state.agent.id}.{route.route}"
    rows = []
    for row in route.rows:
        parts: tuple[Node, ...] = ()
        here: Truth = row is found
        if row.when is not None:
            parts = (teller.tree(row.when, decides=row is found),)
        if found is None:
            here = None
            if row.when is not None and run.ctx.program.test(row.when)(run.ctx) is False:
                here = False
        rows.append(row_node(run.ctx, route, row, here, parts))
    by = (teller.fact(route.by),) if route.by is not None else ()
    return Node(
        kind="route", id=name, label=label(run.ctx, route.route),
        answer="unknown" if found is None else "no" if found.avoid is not None else "yes",
        decides=name in deciding, cites=route.cites, readings=route.readings, origin=route.origin,
        parts=(*by, *rows),
    )  # fmt: skip


def agent_line(out: AgentOut) -> AgentLine:
    """An agent in one line: the first reason that decides, else the first one there is."""
    reason = next((each for each in out.reasons if each.decides), None)
    reason = reason or next(iter(out.reasons), None)
    text: Text | None = None if reason is None else reason.text
    return AgentLine(
        agent=out.agent, label=out.label, standing=out.standing, reason=text,
        origin=None if reason is None else reason.origin,
        cites=() if reason is None else reason.cites,
        readings=() if reason is None else reason.readings,
        dose=None if out.dose is None else out.dose.display,
    )  # fmt: skip


def agent_lines(outcome: Outcome, without: str | None = None) -> tuple[AgentLine, ...]:
    """Every agent but one in one line each, the best standing first."""
    found = [
        agent_line(agent_out(outcome.run, state))
        for name, state in outcome.states.items()
        if name != without
    ]
    return tuple(sorted(found, key=lambda line: ORDER.index(line.standing)))
