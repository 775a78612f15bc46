"""What rests on which facts: other facts, rules, agents and calendar items."""

from __future__ import annotations

from msgspec import Struct

from ..language.model import Agent, Item, Knowledge, Rule


class Touched(Struct, frozen=True):
    """What can come out differently when some facts change."""

    facts: frozenset[str]
    rules: frozenset[str]
    agents: frozenset[str]
    items: frozenset[str]
    holds: bool


class Reads:
    """Which facts each rule, agent and calendar item looks at."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.rules = {name: _rule_reads(knowledge, rule) for name, rule in knowledge.rules.items()}
        self.agents = {name: _agent_reads(agent) for name, agent in knowledge.agents.items()}
        items = knowledge.calendar.values()
        self.items = {item.id: _item_reads(item) for item in items}
        self.holds = frozenset(item.id for item in items if item.form == "hold")

    def touched(self, facts: frozenset[str]) -> Touched:
        """What looks at any of these facts."""
        items = frozenset(name for name, reads in self.items.items() if reads & facts)
        return Touched(
            facts,
            frozenset(name for name, reads in self.rules.items() if reads & facts),
            frozenset(name for name, reads in self.agents.items() if reads & facts),
            items,
            bool(self.holds & items),
        )


def _rule_reads(knowledge: Knowledge, rule: Rule) -> frozenset[str]:
    found = frozenset(rule.depends)
    for name in rule.unless_rules:
        found |= _rule_reads(knowledge, knowledge.rules[name])
    return found


def _agent_reads(agent: Agent) -> frozenset[str]:
    found: set[str] = set()
    for line in agent.standing:
        found.update(line.depends)
    for route in agent.routes:
        found.update(route.depends)
        if route.by is not None:
            found.add(route.by)
    if agent.no_dose is not None:
        found.update(agent.no_dose.depends)
    return frozenset(found)


def _item_reads(item: Item) -> frozenset[str]:
    names = (item.agent_fact, item.study_fact, item.needs, item.held_while)
    return frozenset((*item.depends, *(name for name in names if name)))


def dependents(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """For each fact, itself and all facts that rest on it."""
    direct: dict[str, set[str]] = {}
    for fact in knowledge.facts.values():
        for name in fact.depends:
            direct.setdefault(name, set()).add(fact.id)

    def reach(name: str) -> frozenset[str]:
        seen, todo = {name}, [name]
        while todo:
            for other in direct.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return frozenset(seen)

    names = [*knowledge.facts, "sex", "born", "today"]
    return {name: reach(name) for name in names}
