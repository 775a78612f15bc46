"""No fact rests on itself, no rule excepts itself, no calendar item follows itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .folder import Folder
from .model import DoseForm, Fact
from .walk import facts_in


def check_cycles(folder: Folder) -> None:
    """Notes each circle once, at the place of one of its members."""
    facts = {name: _reads(folder, fact) for name, fact in folder.facts.items()}
    rules = {name: rule.unless_rules for name, rule in folder.rules.items()}
    items = {name: (item.after,) if item.after else () for name, item in folder.calendar.items()}
    for graph, parts in (
        (facts, folder.facts), (rules, folder.rules), (items, folder.calendar)
    ):  # fmt: skip
        for circle in circles(graph):
            place = parts[circle[0]].place
            folder.ledger.add("knowledge.cycle", place, " → ".join((*circle, circle[0])))


def _reads(folder: Folder, fact: Fact) -> Iterable[str]:
    found = list(facts_in(fact.form))
    if isinstance(fact.form, DoseForm):
        agent = folder.agents.get(fact.form.agent)
        routes = agent.routes[:1] if agent is not None else ()
        found += [fact.form.by, *facts_in(*(route.rows for route in routes))]
    return found


def circles(graph: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The circles met on a walk through the graph, one for each edge that closes one."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        path: list[str] = [start]
        edges = [iter(graph[start])]
        while path:
            name = next(edges[-1], None)
            if name is None:
                done.add(path.pop())
                edges.pop()
            elif name in path:
                found.append(tuple(path[path.index(name) :]))
            elif name in graph and name not in done:
                path.append(name)
                edges.append(iter(graph[name]))
    return found
