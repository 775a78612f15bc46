"""Orders: each checked on its own day; everything found counts, the worst is the verdict."""

from __future__ import annotations

from ..language.dates import iso
from ..language.model import Route, Row
from ..language.problems import Text
from .agents import AgentState, agent_out
from .dose_text import dose_out, figure
from .order_day import GIVEN, measured, on_its_day
from .outcome import Outcome, evaluate
from .output_plan import Measured, OrderFinding, OrderOut
from .rows import Row as EntryRow
from .rules import local_values
from .run import Run, grounds
from .takes import visible
from .texts import label
from .values import MISSING, Value, compare, number

ORDERED = "ordered"


def orders(outcome: Outcome) -> list[OrderOut]:
    """The verdict on every order of the record."""
    ctx = outcome.run.ctx
    found = []
    for row in sorted(ctx.index.rows.get(ORDERED, []), key=lambda row: row.seq):
        if row.entry.entered is not None and row.entry.entered > ctx.today:
            continue
        found.append(_order(outcome, row))
    return found


def _order(outcome: Outcome, row: EntryRow) -> OrderOut:
    agent_value = _attribute(outcome.run, row, "agent")
    entry = f"entries[{row.seq}]"
    on = iso(row.low) if row.dated and row.low == row.high else None
    if on is None or not agent_value.known:
        zh, en = (
            "医嘱缺少日期或药名，无法核对。",
            "The order lacks a day or an agent, it cannot be checked.",
        )
        finding = _own("order.incomplete", "undetermined", Text(zh=zh, en=en))
        return OrderOut(
            entry=entry, agent=agent_value.word or None, on=on, verdict="undetermined",
            items=(finding.id,), findings=(finding,), order_dose=None,
        )  # fmt: skip
    then = evaluate(on_its_day(outcome.run.ctx, row), outcome.run.entries_shown)
    state = then.states.get(agent_value.word)
    if state is None:
        zh, en = (
            "该药不在本知识的药物之列，无法核对。",
            "This drug is not among the agents of this knowledge, it cannot be checked.",
        )
        finding = _own("order.unknown_agent", "undetermined", Text(zh=zh, en=en))
        return OrderOut(
            entry=entry, agent=agent_value.word, on=on, verdict="undetermined",
            items=(finding.id,), findings=(finding,), order_dose=None,
        )  # fmt: skip
    findings = _standing(then.run, state)
    dose = None
    rests_on: tuple[Measured, ...] = ()
    if state.no_dose is True:  # dosed by another guideline: the table here does not apply
        findings += _elsewhere(then.run, state)
    else:
        route, table_row, more = _route(then.run, state, row)
        findings += more
        rests_on = measured(then.run, route, table_row)
        if route is not None and table_row is not None and table_row.avoid is None:
            dose = dose_out(then.run, route, table_row)
    findings += _lines(then.run, state, row)
    return OrderOut(
        entry=entry, agent=agent_value.word, on=on, verdict=_verdict(findings),  # type: ignore[arg-type]
        items=tuple(f.id for f in findings), findings=tuple(findings), order_dose=dose, rests_on=rests_on,
    )  # fmt: skip


def _verdict(findings: list[OrderFinding]) -> str:
    levels = {finding.level for finding in findings}
    for level, verdict in (
        ("stop", "stopped"),
        ("undetermined", "undetermined"),
        ("caution", "query"),
    ):
        if level in levels:
            return verdict
    return "accepted"


def _elsewhere(run: Run, state: AgentState) -> list[OrderFinding]:
    no_dose = state.agent.no_dose
    if no_dose is None:
        return []
    return [
        OrderFinding(
            id=f"{state.agent.id}.no_dose", level="caution", origin=no_dose.origin,
            cites=no_dose.cites, readings=no_dose.readings, text=run.text(no_dose.says),
        )
    ]  # fmt: skip


def _attribute(run: Run, row: EntryRow, name: str) -> Value:
    return local_values(run.ctx, row, "order").get(f"order.{name}", MISSING)


def _own(
    id_: str, level: str, text: Text, route: Route | None = None, row: Row | None = None
) -> OrderFinding:
    cites, readings = grounds([part for part in (row, route) if part is not None])
    return OrderFinding(
        id=id_, level=level, text=text, cites=cites, readings=readings,  # type: ignore[arg-type]
        origin=(row.origin if row is not None and row.cites else route.origin if route else "design"),
    )  # fmt: skip


STANDING_LEVEL = {"forbidden": "stop", "undetermined": "undetermined", "discouraged": "caution"}


def _standing(run: Run, state: AgentState) -> list[OrderFinding]:
    level = STANDING_LEVEL.get(state.standing)
    if level is None:
        return []
    return [
        OrderFinding(
            id=reason.item, level=level, origin=reason.origin, cites=reason.cites,  # type: ignore[arg-type]
            readings=reason.readings, text=reason.text,
        )
        for reason in agent_out(run, state).reasons
        if reason.decides
    ]  # fmt: skip


def _route(
    run: Run, state: AgentState, row: EntryRow
) -> tuple[Route | None, Row | None, list[OrderFinding]]:
    agent = state.agent.id
    way = _attribute(run, row, "route")
    if not state.rows:
        return None, None, []
    if not way.known:
        zh, en = "医嘱未写明给药途径。", "The order names no route."
        return None, None, [_own(f"{agent}.route_missing", "undetermined", Text(zh=zh, en=en))]
    for route, table_row in state.rows:
        if route.route == way.word:
            return route, table_row, _against_row(run, agent, row, route, table_row)
    name = label(run.ctx, way.word)
    text = Text(
        zh=f"给药途径“{name.zh}”不在用法之列。", en=f"Route “{name.en}” is not among its routes."
    )
    return None, None, [_own(f"{agent}.route", "stop", text, state.rows[0][0])]


def _against_row(
    run: Run, agent: str, row: EntryRow, route: Route, table_row: Row | None
) -> list[OrderFinding]:
    dose = _attribute(run, row, "dose")
    found = []
    if not dose.usable:
        zh, en = "医嘱剂量缺失或不可用。", "The order's dose is missing or cannot be used."
        found.append(_own(f"{agent}.dose_missing", "undetermined", Text(zh=zh, en=en), route))
    if table_row is None:
        zh, en = "按表应给的剂量尚不能确定。", "The dose by the table cannot be told yet."
        found.append(_own(f"{agent}.dose_unknown", "undetermined", Text(zh=zh, en=en), route))
        return found + _at_most(run, agent, dose, route)
    if table_row.avoid is not None:
        word = label(run.ctx, table_row.avoid)
        found.append(_own(f"{agent}.{route.route}", "stop", word, route, table_row))
        return found
    found += _amount(run, agent, dose, route, table_row)
    found += _at_most(run, agent, dose, route)
    found += _over(run, agent, row, route, table_row)
    return found


def _amount(run: Run, agent: str, dose: Value, route: Route, row: Row) -> list[OrderFinding]:
    low = row.amount if row.amount is not None else row.low
    high = row.amount if row.amount is not None else row.high
    if not dose.usable or low is None or high is None:
        return []
    shown = dose_out(run, route, row).display
    if compare(">", dose, number(high)) is not False:
        text = Text(zh=f"剂量高于表中应给：{shown.zh}。", en=f"Dose above the table's: {shown.en}.")
        return [_own(f"{agent}.dose_above", "stop", text, route, row)]
    if compare("<", dose, number(low)) is not False:
        text = Text(zh=f"剂量低于表中应给：{shown.zh}。", en=f"Dose below the table's: {shown.en}.")
        return [_own(f"{agent}.dose_below", "caution", text, route, row)]
    return []


def _at_most(run: Run, agent: str, dose: Value, route: Route) -> list[OrderFinding]:
    most = route.at_most
    if most is None or not dose.usable or compare(">", dose, number(most.value)) is False:
        return []
    text = Text(
        zh=f"超过单次上限 {figure(most.value)} {most.unit}。",
        en=f"Above the most at one time, {figure(most.value)} {most.unit}.",
    )
    return [_own(f"{agent}.at_most", "stop", text, route)]


def _over(run: Run, agent: str, row: EntryRow, route: Route, table_row: Row) -> list[OrderFinding]:
    least = table_row.over_low if table_row.over_low is not None else route.over_low
    over = _attribute(run, row, "over")
    if least is None or not over.usable or compare("<", over, number(least)) is False:
        return []
    shown = dose_out(run, route, table_row).display
    text = Text(zh=f"输注过快，应为：{shown.zh}。", en=f"Infused too fast, should be: {shown.en}.")
    return [_own(f"{agent}.too_fast", "stop", text, route, table_row)]


def _lines(run: Run, state: AgentState, row: EntryRow) -> list[OrderFinding]:
    local = local_values(run.ctx, row, "order")
    local["order.gap"] = _gap(run, row)
    ctx = run.ctx.with_local(local)
    found = []
    for line in state.agent.order:
        truth = run.ctx.program.test(line.when)(ctx)
        unclear = truth is None and line.level == "stop"  # a stop that cannot be ruled out
        if truth is not True and not unclear:
            continue
        text = run.text(line.says, ctx)
        if unclear:
            text = Text(
                zh=f"资料不足，不能排除：{text.zh}",
                en=f"Too little is known to rule out: {text.en}",
            )
        found.append(
            OrderFinding(
                id=line.id, level="undetermined" if unclear else line.level, origin=line.origin,
                cites=line.cites, readings=line.readings, text=text,
            )
        )  # fmt: skip
    return found


def _gap(run: Run, row: EntryRow) -> Value:
    """Days since the last dose of any bone agent; none when there was none."""
    doses = [r for r in visible(run.ctx, GIVEN) if not r.dated or r.low <= row.low]
    if not doses:
        return Value("none")
    if not all(dose.dated for dose in doses):
        return MISSING
    last = doses[-1]
    return number(row.low - min(last.high, row.low), row.low - last.low)
