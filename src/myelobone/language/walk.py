"""Walks trees and expressions: which facts and record terms a piece of knowledge reads directly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from . import tree as t

Names = tuple[str, ...]


def nodes(*parts: Any) -> Iterator[t.Node]:
    """Every node in the parts, which may be structs, tuples or None; outer ones first."""
    for part in parts:
        if isinstance(part, tuple | list):
            yield from nodes(*part)
        elif isinstance(part, Struct):
            if isinstance(part, t.Node):
                yield part
            for name in part.__struct_fields__:
                value = getattr(part, name)
                if isinstance(value, Struct | tuple):
                    yield from nodes(value)


def facts_in(*parts: Any) -> Names:
    """The facts that the parts name, in order; not `today`, `it.x` and `order.x`."""
    found: dict[str, None] = {}
    for node in nodes(*parts):
        for name in _facts(node):
            if name != "today" and "." not in name:
                found[name] = None
    return tuple(found)


def terms_in(*parts: Any) -> Names:
    """The record terms that the parts read, in order."""
    found: dict[str, None] = {}
    for node in nodes(*parts):
        match node:
            case t.Source(terms):
                found.update(dict.fromkeys(terms))
            case t.PlausibleLimit(_, term):
                found[term] = None
            case t.Decided():
                found["decision"] = None
            case _:
                pass
    return tuple(found)


def _facts(node: t.Node) -> Names:
    match node:
        case t.FactRef(name):
            return (name,)
        case t.InUnit(fact) | t.Bound(_, fact):
            return (fact,)
        case t.AsOf(fact, day):
            return (fact, day)
        case t.Source(_, str(selection)):
            return (selection,)
        case t.Exists(fact) | t.Known(fact) | t.Is(fact) | t.InGroup(fact) | t.Compare(fact):
            return (fact,)
        case _:
            return ()
