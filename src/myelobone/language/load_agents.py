"""Reads the agents; the lines of `agents/all.yaml` are read once for each of them."""

from __future__ import annotations

from .grounds import read_grounds
from .ledger import Scope
from .load_doses import load_route
from .model import Agent, Approval, Line, NoDose, OrderLine
from .sheet import Fields, Sheet
from .tree import Compare, Exists, InGroup, Is, Known, Tree
from .yaml import Node

EFFECTS = ("forbid", "undetermined", "discourage", "prefer", "note")
LEVELS = ("stop", "caution")


def load_agents(
    files: list[tuple[Sheet, Node]], shared: tuple[Sheet, Node] | None
) -> dict[str, Agent]:
    """The agents of all files, in order, each with the shared lines before its own."""
    found: dict[str, Agent] = {}
    for sheet, node in files:
        fields = sheet.fields(node)
        if fields is None:
            continue
        id_ = fields.text("id", required=True) or ""
        if id_ in found:
            sheet.fault("knowledge.duplicate_id", fields.mark("id"), found=id_)
        sheet.this = None
        lines: tuple[Line, ...] = ()
        orders: tuple[OrderLine, ...] = ()
        if shared is not None:
            local = Sheet(shared[0].name, sheet.ledger, this=id_)
            common = local.fields(shared[1])
            if common is not None:
                lines, orders = _lines(common, id_), _orders(common, id_)
                common.finish()
        found[id_] = _agent(id_, fields, lines, orders)
    return found


def _agent(
    id_: str, fields: Fields, lines: tuple[Line, ...], orders: tuple[OrderLine, ...]
) -> Agent:
    approved = fields.get("approved")
    no_dose = fields.get("no_dose")
    doses = fields.get("doses")
    agent = Agent(
        place=fields.place,
        id=id_,
        label=fields.both("label"),
        approved=None if approved is None else _approval(fields.sheet, approved, id_),
        standing=lines + _lines(fields, id_),
        no_dose=None if no_dose is None else _no_dose(fields.sheet, no_dose, id_),
        routes=()
        if doses is None
        else tuple(load_route(row, id_) for row in fields.sheet.rows(doses)),
        order=orders + _orders(fields, id_),
    )
    fields.finish()
    _unique(fields, [(line.id, line.place) for line in agent.standing])
    _unique(fields, [(line.id, line.place) for line in agent.order])
    return agent


def _unique(fields: Fields, names: list[tuple[str, str]]) -> None:
    met: set[str] = set()
    for name, place in names:
        if name in met:
            fields.sheet.ledger.add("knowledge.duplicate_id", place, found=name)
        met.add(name)


def _approval(sheet: Sheet, node: Node, agent: str) -> Approval | None:
    fields = sheet.fields(node)
    if fields is None:
        return None
    approval = Approval(
        **read_grounds(fields, required=True), says=fields.both("says", Scope(owner=agent))
    )
    fields.finish()
    return approval


def _no_dose(sheet: Sheet, node: Node, agent: str) -> NoDose | None:
    fields = sheet.fields(node)
    if fields is None:
        return None
    scope = Scope(owner=agent, dose=True)
    grounds = read_grounds(fields, required=True)
    when, says = fields.tree("when", scope, required=True), fields.both("says", scope)
    fields.finish()
    return None if when is None else NoDose(**grounds, when=when, says=says)


def _lines(fields: Fields, agent: str) -> tuple[Line, ...]:
    node = fields.get("standing")
    rows = () if node is None else fields.sheet.rows(node)
    lines = (_line(row, agent) for row in rows)
    return tuple(line for line in lines if line is not None)


def _line(fields: Fields, agent: str) -> Line | None:
    grounds = read_grounds(fields, required=True)
    scope = Scope(owner=agent, ignorance=bool(grounds["readings"]))
    effect = _one(fields, EFFECTS)
    when = None if effect is None else fields.tree(effect, scope, required=True)
    id_ = fields.text("id")
    final, says = fields.yes("final"), fields.both("says", scope)
    unknown = fields.word("unknown", ("undetermined",))
    fields.finish()
    if effect is None or when is None:
        return None
    name = id_ or _fact_of(when)
    if name is None:
        fields.sheet.fault("knowledge.missing_id", fields.map, allowed="id")
        return None
    return Line(
        **grounds, id=f"{agent}.{name}", effect=effect, when=when, final=final,  # type: ignore[arg-type]
        unknown_undetermined=unknown is not None, says=says,
    )  # fmt: skip


def _orders(fields: Fields, agent: str) -> tuple[OrderLine, ...]:
    node = fields.get("order")
    rows = () if node is None else fields.sheet.rows(node)
    lines = (_order(row, agent) for row in rows)
    return tuple(line for line in lines if line is not None)


def _order(fields: Fields, agent: str) -> OrderLine | None:
    grounds = read_grounds(fields, required=True)
    scope = Scope(owner=agent, order=True, ignorance=bool(grounds["readings"]))
    level = _one(fields, LEVELS)
    when = None if level is None else fields.tree(level, scope, required=True)
    id_ = fields.text("id")
    says = fields.both("says", scope)
    fields.finish()
    if level is None or when is None:
        return None
    name = id_ or _fact_of(when)
    if name is None:
        fields.sheet.fault("knowledge.missing_id", fields.map, allowed="id")
        return None
    return OrderLine(**grounds, id=f"{agent}.{name}", level=level, when=when, says=says)  # type: ignore[arg-type]


def _one(fields: Fields, names: tuple[str, ...]) -> str | None:
    written = [name for name in names if fields.get(name) is not None]
    if len(written) == 1:
        return written[0]
    fields.sheet.fault(
        "knowledge.one_form", fields.map, found=" · ".join(written) or None, allowed=names
    )
    return None


def _fact_of(tree: Tree) -> str | None:
    match tree:
        case Is(fact) | Exists(fact) | Known(fact) | InGroup(fact) | Compare(fact):
            return fact if "." not in fact else None
        case _:
            return None
