"""What decided a part of an advice that is not as it was expected: its leaves, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...language.model import Knowledge
from ...record.model import Record
from ..patients import Difference
from .explain import explain
from .nodes import Node

MOST = 4  # leaves named for one difference


def deciding(
    difference: Difference, record: Record, as_of: str, knowledge: Knowledge
) -> tuple[Node, ...]:
    """The leaves that make the part what it is, else what is missing, else the entries it was read from."""
    name = _subject(difference, knowledge)
    if name is None:
        return ()
    found = explain(record, name, as_of, knowledge)
    leaves = found.changes
    for kinds in (("missing",), ("leaf",), ("entry", "person")):
        leaves = leaves or tuple(
            {node.id or node.written: node for node in _deepest(found.parts, kinds)}.values()
        )
    return leaves[:MOST]


def _subject(difference: Difference, knowledge: Knowledge) -> str | None:
    """The fact, agent, rule or calendar item that a difference is about."""
    head, _, rest = difference.path.partition(".")
    if head == "facts":
        return next((name for name in rest.split("|") if name in knowledge.facts), None)
    if head == "agents":
        name = rest.split(".")[0]
        return name if name in knowledge.agents else None
    for side in (difference.expected, difference.got):
        for name in _ids(side):
            for prefix in _prefixes(name):
                if prefix in knowledge.rules or prefix in knowledge.calendar:
                    return prefix
    return None


def _ids(side: Any) -> Iterator[str]:
    if isinstance(side, Mapping):
        for key in ("id", "rule", "nearest"):
            if isinstance(side.get(key), str):
                yield side[key]
        for value in side.values():
            if isinstance(value, Mapping):
                yield from _ids(value)


def _prefixes(name: str) -> Iterator[str]:
    parts = name.split("#")[0].split(".")
    for end in range(len(parts), 1, -1):
        yield ".".join(parts[:end])


def _deepest(parts: tuple[Node, ...], kinds: tuple[str, ...]) -> Iterator[Node]:
    """The deepest nodes of some kinds below what decides."""
    for node in parts:
        if node.kind in ("line", "no_dose", "hold") and not node.decides:
            continue
        below = list(_deepest(node.parts, kinds))
        yield from below
        if not below and node.kind in kinds and (node.decides or node.kind != "leaf"):
            yield node
