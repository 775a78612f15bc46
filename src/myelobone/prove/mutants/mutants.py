"""Every mutant of a knowledge, each with a key that outlives an edit elsewhere in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...language.model import Agent, Fact, Item, Knowledge, Line, OrderLine, Rule
from ...language.tree import Always, NoneOf
from .tables import table_variants
from .variants import Kind, Variant, Variants, dropped

NEVER = NoneOf((Always(),))
CLAUSES = (
    "late", "before_dose", "sooner_when", "needs", "held_while", "prompt", "deadline",
    "alert_from", "earliest", "latest", "not_before", "until", "from_", "started", "amount",
)  # fmt: skip


class Change(Struct, frozen=True, kw_only=True):
    """What stands in the place of what, by id."""

    facts: dict[str, Fact] = {}
    rules: dict[str, Rule] = {}
    agents: dict[str, Agent] = {}
    items: dict[str, Item] = {}


class Mutant(Struct, frozen=True, kw_only=True):
    """One wrong knowledge: `key` is stable, `element` is the fact, rule, line, route or item."""

    key: str
    kind: Kind
    element: str
    label: str
    place: str
    change: Change


def mutants(knowledge: Knowledge) -> Iterator[Mutant]:
    """All mutants, in the order of the knowledge."""
    make = Variants(knowledge)
    seen: Counter[str] = Counter()
    for element, place, kind, label, change in _all(knowledge, make):
        base = f"{element} | {kind} | {label}"
        seen[base] += 1
        key = base if seen[base] == 1 else f"{base} #{seen[base]}"
        yield Mutant(key=key, kind=kind, element=element, label=label, place=place, change=change)


Found = tuple[str, str, Kind, str, Change]


def _all(knowledge: Knowledge, make: Variants) -> Iterator[Found]:
    for fact in knowledge.facts.values():
        for kind, label, form in make.of(fact.form):
            label = label.removeprefix("rows: ").removeprefix("expression: ").removeprefix("tree: ")
            changed = Change(facts={fact.id: replace(fact, form=form)})
            yield f"facts.{fact.id}", fact.place, kind, label, changed
    for rule in knowledge.rules.values():
        for kind, label, new in _rule(make, rule):
            yield f"rules.{rule.id}", rule.place, kind, label, Change(rules={rule.id: new})
    yield from _lines(knowledge, make, "standing")
    yield from _lines(knowledge, make, "order")
    for agent in knowledge.agents.values():
        yield from _agent(knowledge, make, agent)
    for item in knowledge.calendar.values():
        for kind, label, new_item in _item(make, item):
            yield f"calendar.{item.id}", item.place, kind, label, Change(items={item.id: new_item})


def _rule(make: Variants, rule: Rule) -> Iterator[Variant]:
    for name in ("when", "each", "each_windows", "unless"):
        yield from _inside(make, rule, name)
    for name in ("unless", "unless_rules", "each_windows"):
        for label, fewer in dropped(getattr(rule, name), keep_one=False):
            yield Variant("drop", f"{name}: {label}", replace(rule, **{name: fewer}))
    then = rule.then
    for kind, label, options in make.inside(then.options):
        yield Variant(kind, f"options {label}", _then(rule, options=options))
    for number, option in enumerate(then.options):
        fewer = then.options[:number] + then.options[number + 1 :]
        yield Variant("drop", f"without option {option.id}", _then(rule, options=fewer))
        for name in ("id", "dose"):
            if getattr(option, name) in make.agents:
                other = replace(option, **{name: make.next_agent(getattr(option, name))})
                swapped = (*then.options[:number], other, *then.options[number + 1 :])
                label = f"option {getattr(option, name)} -> {getattr(other, name)}"
                yield Variant("drug", label, _then(rule, options=swapped))
    if then.agent is not None:
        other_agent = make.next_agent(then.agent)
        yield Variant(
            "drug", f"agent {then.agent} -> {other_agent}", _then(rule, agent=other_agent)
        )
    yield Variant("delete", "deleted", replace(rule, when=NEVER))


def _then(rule: Rule, **changes: Any) -> Rule:
    return replace(rule, then=replace(rule.then, **changes))


def _inside(make: Variants, part: Any, name: str) -> Iterator[Variant]:
    """The variants of one field; a tree of one leaf may also be lost altogether."""
    yield from make._field(part, name)


def _lines(knowledge: Knowledge, make: Variants, field: str) -> Iterator[Found]:
    """Lines of agents; a line that holds for every agent is changed for all of them at once."""
    shared: dict[str, list[tuple[Agent, int]]] = {}
    for agent in knowledge.agents.values():
        for number, line in enumerate(getattr(agent, field)):
            shared.setdefault(line.place, []).append((agent, number))
    for place, copies in shared.items():
        agent, number = copies[0]
        line = getattr(agent, field)[number]
        own = line.id.partition(".")[2]
        element = f"{'lines' if field == 'standing' else 'orders'}.{'all.' + own if len(copies) > 1 else line.id}"
        for versions in zip(*(_line(make, getattr(a, field)[n]) for a, n in copies), strict=True):
            changed = {
                a.id: replace(a, **{field: _put(getattr(a, field), n, version.part)})
                for (a, n), version in zip(copies, versions, strict=True)
            }
            yield element, place, versions[0].kind, versions[0].label, Change(agents=changed)


def _put(lines: tuple[Any, ...], number: int, new: Any) -> tuple[Any, ...]:
    kept = () if new is None else (new,)
    return (*lines[:number], *kept, *lines[number + 1 :])


def _line(make: Variants, line: Line | OrderLine) -> Iterator[Variant]:
    yield from _inside(make, line, "when")
    yield Variant("delete", "deleted", None)


def _agent(knowledge: Knowledge, make: Variants, agent: Agent) -> Iterator[Found]:
    for number, route in enumerate(agent.routes):
        for kind, label, new in table_variants(make, knowledge.facts, route):
            routes = (*agent.routes[:number], new, *agent.routes[number + 1 :])
            changed = Change(agents={agent.id: replace(agent, routes=routes)})
            yield f"doses.{agent.id}.{route.route}", route.place, kind, label, changed
        fewer = agent.routes[:number] + agent.routes[number + 1 :]
        changed = Change(agents={agent.id: replace(agent, routes=fewer)})
        yield f"doses.{agent.id}.{route.route}", route.place, "delete", "deleted", changed
    if agent.no_dose is not None:
        for kind, label, no_dose in _inside(make, agent.no_dose, "when"):
            changed = Change(agents={agent.id: replace(agent, no_dose=no_dose)})
            yield f"no_dose.{agent.id}", agent.no_dose.place, kind, label, changed
        changed = Change(agents={agent.id: replace(agent, no_dose=None)})
        yield f"no_dose.{agent.id}", agent.no_dose.place, "delete", "deleted", changed
    other = knowledge.agents[make.next_agent(agent.id)]
    for name in ("standing", "routes"):
        if getattr(agent, name) != getattr(other, name):
            pair = Change(agents={
                agent.id: replace(agent, **{name: getattr(other, name)}),
                other.id: replace(other, **{name: getattr(agent, name)}),
            })  # fmt: skip
            yield f"agents.{agent.id}", agent.place, "drug", f"{name} swapped with {other.id}", pair


def _item(make: Variants, item: Item) -> Iterator[Variant]:
    for name in item.__struct_fields__:
        value = getattr(item, name)
        if value is not None and name not in ("place", "says"):
            yield from _inside(make, item, name)
    for name in CLAUSES:
        if getattr(item, name) is not None:
            label = f"without {name.rstrip('_')}"
            yield Variant("drop", label, replace(item, **{name: None}))
    if item.ends:
        yield Variant("drop", "without ends", replace(item, ends=False))
    for name in ("at", "measure"):
        for number, member in enumerate(getattr(item, name)):
            rest = getattr(item, name)[:number] + getattr(item, name)[number + 1 :]
            if rest:
                shown = member if isinstance(member, str) else f"{member.count} {member.unit}"
                yield Variant("drop", f"{name}: without {shown}", replace(item, **{name: rest}))
    if item.agent is not None and item.agent in make.agents:
        other = make.next_agent(item.agent)
        yield Variant("drug", f"agent {item.agent} -> {other}", replace(item, agent=other))
    yield Variant("delete", "deleted", replace(item, when=NEVER))
