"""Agents: where each stands today, with every reason, and the dose of its table's row."""

from __future__ import annotations

from msgspec import Struct

from ..language.model import Agent, Line, Route, Row, Standing
from ..language.problems import Text
from .dose_text import dose_out, row_text
from .holds import Hold, in_force
from .kleene import Truth
from .output_items import AgentOut, Dose, OverrideOut, Reason
from .overrides import still_holds
from .run import Run, grounds


class AgentState(Struct, frozen=True):
    """What the rest of the evaluation needs to know of an agent."""

    agent: Agent
    standing: Standing
    without_holds: Standing  # where it would stand if no hold were in force
    rows: tuple[tuple[Route, Row | None], ...]
    no_dose: Truth
    lines: tuple[tuple[Line, Truth, bool], ...]  # line, truth, overridden
    holds: tuple[tuple[Hold, Truth], ...]
    undecided: frozenset[str]


def agent_state(run: Run, agent: Agent, holds: list[Hold]) -> AgentState:
    """The standing of one agent, and what it was made of."""
    ctx, program = run.ctx, run.ctx.program
    lines = []
    for line, test in program.lines[agent.id]:
        override = None if line.final else run.overrides.get(line.id)
        overridden = override is not None and still_holds(ctx, override, line.when)
        lines.append((line, test(ctx), overridden))
    rows = tuple((compiled.route, compiled.find(ctx)) for compiled in program.routes[agent.id])
    no_dose: Truth = False
    if agent.no_dose is not None:
        no_dose = program.test(agent.no_dose.when)(ctx)
    own = tuple(
        (hold, truth)
        for hold in holds
        if agent.id in hold.agents and (truth := in_force(hold, ctx.today)) is not False
    )
    undecided = {line.id for line, truth, _ in lines if truth is None and line.effect != "note"}
    undecided |= {f"{agent.id}.{route.route}" for route, row in rows if row is None}
    undecided |= {hold.item.id for hold, truth in own if truth is None}
    hold_truths: list[Truth] = [truth for _, truth in own]
    standing = _standing(lines, rows, no_dose, hold_truths)
    return AgentState(
        agent,
        standing,
        _standing(lines, rows, no_dose, []) if hold_truths else standing,
        rows,
        no_dose,
        tuple(lines),
        own,
        frozenset(undecided),
    )


def _standing(
    lines: list[tuple[Line, Truth, bool]],
    rows: tuple[tuple[Route, Row | None], ...],
    no_dose: Truth,
    holds: list[Truth],
) -> Standing:
    forbids = [truth for line, truth, over in lines if line.effect == "forbid" and not over]
    avoided = [row is not None and row.avoid is not None for _, row in rows]
    if True in forbids or True in holds or (rows and all(avoided)):
        return "forbidden"
    if None in forbids or None in holds or _undetermined(lines, rows, no_dose):
        return "undetermined"
    lowered = any(
        line.effect == "forbid" and over and truth is not False for line, truth, over in lines
    )
    if lowered or any(line.effect == "discourage" and truth is True for line, truth, _ in lines):
        return "discouraged"
    if any(line.effect == "prefer" and truth is True for line, truth, _ in lines):
        return "preferred"
    return "option"


def _undetermined(
    lines: list[tuple[Line, Truth, bool]],
    rows: tuple[tuple[Route, Row | None], ...],
    no_dose: Truth,
) -> bool:
    for line, truth, _ in lines:
        if line.effect == "undetermined" and truth is not False:
            return True
        if line.unknown_undetermined and truth is None:
            return True
    if no_dose is not False:
        return no_dose is None
    gives = any(row is not None and row.avoid is None for _, row in rows)
    unknown = any(row is None for _, row in rows)
    return unknown and not gives


def proposed(run: Run, state: AgentState) -> tuple[Dose | None, tuple[Dose, ...]]:
    """The dose of the first route that gives one, and those of the other routes."""
    if state.standing not in ("preferred", "option") or state.no_dose is not False:
        return None, ()
    doses = all_doses(run, state)
    return (doses[0], doses[1:]) if doses else (None, ())


def all_doses(run: Run, state: AgentState) -> tuple[Dose, ...]:
    """The doses of every route whose row gives one, whatever the standing."""
    return tuple(
        dose_out(run, route, row)
        for route, row in state.rows
        if row is not None and row.avoid is None
    )


def once(run: Run, state: AgentState) -> Dose | None:
    """A single dose of an agent by its table, with its name, unless something stands against any dose."""
    if state.standing in ("forbidden", "undetermined") or state.no_dose is not False:
        return None
    for route, row in state.rows:
        if row is not None and row.avoid is None:
            return dose_out(run, route, row, once_of=state.agent.label)
    return None


def agent_out(run: Run, state: AgentState) -> AgentOut:
    """One agent as the advice shows it."""
    dose, others = proposed(run, state)
    approved = state.agent.approved
    return AgentOut(
        agent=state.agent.id,
        label=state.agent.label,
        standing=state.standing,
        reasons=tuple(_reasons(run, state)),
        dose=dose,
        other_doses=others,
        approved=run.text(approved.says) if approved else None,
        approved_cites=approved.cites if approved else (),
    )


DECIDES: dict[Standing, tuple[str, ...]] = {
    "forbidden": ("forbid",),
    "undetermined": ("forbid", "undetermined"),
    "discouraged": ("discourage", "forbid"),
    "preferred": ("prefer",),
    "option": (),
}


def _reasons(run: Run, state: AgentState) -> list[Reason]:
    found: list[Reason] = []
    for hold, truth in state.holds:
        item = hold.item
        found.append(
            Reason(
                item=item.id, effect="forbid", truth=truth, decides=True, final=False,
                cites=item.cites, evidence=item.evidence, readings=item.readings,
                origin=item.origin, strength=item.strength, text=run.text(item.says),
                because=run.because(item.when),
            )
        )  # fmt: skip
    for route, row in state.rows:
        applies = state.no_dose is not True or _all_avoid(state)
        if (row is None or row.avoid is not None) and applies:
            found.append(_row_reason(run, state, route, row))
    for line, truth, overridden in state.lines:
        waits = truth is None and (
            line.effect in ("forbid", "undetermined") or line.unknown_undetermined
        )
        if truth is True or (waits and state.standing == "undetermined"):
            found.append(_line_reason(run, state, line, truth, overridden))
    if state.no_dose is True and state.agent.no_dose is not None:
        no_dose = state.agent.no_dose
        found.append(
            Reason(
                item=f"{state.agent.id}.no_dose", effect="note", truth=True, decides=False,
                final=False, cites=no_dose.cites, evidence=no_dose.evidence,
                readings=no_dose.readings, origin=no_dose.origin, strength=no_dose.strength,
                text=run.text(no_dose.says), because=run.because(no_dose.when),
            )
        )  # fmt: skip
    return sorted(found, key=lambda reason: not reason.decides)


def _line_reason(run: Run, state: AgentState, line: Line, truth: Truth, overridden: bool) -> Reason:
    decides = line.effect in DECIDES[state.standing] or (
        line.unknown_undetermined and truth is None
    )
    shown: OverrideOut | None = run.overrides[line.id].out() if overridden else None
    return Reason(
        item=line.id, effect=line.effect, truth=truth, decides=decides, final=line.final,
        cites=line.cites, evidence=line.evidence, readings=line.readings, origin=line.origin,
        strength=line.strength, text=run.text(line.says), because=run.because(line.when),
        override=shown,
    )  # fmt: skip


def _all_avoid(state: AgentState) -> bool:
    return all(row is not None and row.avoid is not None for _, row in state.rows)


def _row_reason(run: Run, state: AgentState, route: Route, row: Row | None) -> Reason:
    cites, readings = grounds((row or route, route))
    decides = (state.standing == "forbidden" and _all_avoid(state)) or (
        state.standing == "undetermined" and row is None
    )
    text: Text = row_text(run, route, row, len(state.rows) > 1)
    return Reason(
        item=f"{state.agent.id}.{route.route}", effect="undetermined" if row is None else "forbid",
        truth=None if row is None else True, decides=decides, final=False, cites=cites,
        evidence=route.evidence, readings=readings,
        origin=(row.origin if row is not None and row.cites else route.origin),
        strength=row.strength if row is not None else None, text=text,
        because=(), printed=row.printed if row is not None else None,
    )  # fmt: skip
