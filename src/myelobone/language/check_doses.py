"""No dose rests on ignorance: neither on `is not known` nor on a plausible limit, through any fact."""

from __future__ import annotations

from collections.abc import Iterator

from .folder import Folder
from .model import DoseForm
from .tree import Known, PlausibleLimit
from .walk import facts_in, nodes


def check_doses(folder: Folder) -> None:
    """Follows every fact that a dose table reads."""
    for agent in folder.agents.values():
        for route in agent.routes:
            start = [*facts_in(route.rows), *((route.by,) if route.by else ())]
            _follow(folder, start, route.place)
    for fact in folder.facts.values():
        if isinstance(fact.form, DoseForm):
            _follow(folder, [fact.form.by], fact.place)


def _follow(folder: Folder, start: list[str], place: str) -> None:
    for name in _reached(folder, start):
        for node in nodes(folder.facts[name].form):
            if isinstance(node, Known) and node.negated:
                folder.ledger.add("knowledge.not_known_in_dose", place, f"{name}: {node.text}")
            if isinstance(node, PlausibleLimit):
                found = f"{name}: {node.which} plausible {node.term}"
                folder.ledger.add("knowledge.dose_rests_on_bound", place, found)


def _reached(folder: Folder, start: list[str]) -> Iterator[str]:
    met = set(start)
    todo = list(start)
    while todo:
        name = todo.pop()
        if name not in folder.facts:
            continue
        yield name
        for other in facts_in(folder.facts[name].form):
            if other not in met:
                met.add(other)
                todo.append(other)
