"""Dose bands cover the plausible range of their fact exactly once; amounts are in one dimension."""

from __future__ import annotations

from .folder import Folder
from .kinds import Kinds
from .model import Agent, Route, Row

Edge = tuple[float, int]
"""A limit, and 0 when the value itself belongs above it, 1 when it belongs below."""

EVERYTHING = float("inf")


def check_bands(folder: Folder, kinds: Kinds) -> None:
    """Checks the bands and the case tables of every route."""
    for agent in folder.agents.values():
        for route in agent.routes:
            _route(folder, kinds, agent, route)


def _route(folder: Folder, kinds: Kinds, agent: Agent, route: Route) -> None:
    banded = [row for row in route.rows if _is_band(row)]
    if route.by is None or not banded:
        return
    kind = kinds.of_fact(route.by)
    if kind is not None and kind.kind != "number":
        folder.ledger.add("knowledge.kind", route.place, f"{route.by}: {kind.shown}", "number")
        return
    low, high = plausible_range(folder, kinds, route.by)
    spans = sorted(((*_span(row), row) for row in banded), key=lambda span: span[:2])
    reached: Edge = (low, 0)
    for start, end, row in spans:
        if end <= start:
            folder.ledger.add("knowledge.band", row.place, _shown(row))
        if start > reached:
            folder.ledger.add("knowledge.gap", row.place, f"{_edge(reached)} – {_edge(start)}")
        elif start < reached and start[0] > -EVERYTHING and reached != (low, 0):
            folder.ledger.add("knowledge.overlap", row.place, f"{_edge(start)} – {_edge(reached)}")
        elif start[0] == -EVERYTHING and reached != (low, 0):
            folder.ledger.add("knowledge.overlap", row.place, _shown(row))
        reached = max(reached, end)
    if reached < (high, 1):
        folder.ledger.add("knowledge.gap", spans[-1][2].place, f"{_edge(reached)} – {high:g}")


def plausible_range(folder: Folder, kinds: Kinds, fact: str) -> tuple[float, float]:
    """What the record allows a fact to be; for a formula, everything from zero upwards."""
    term = kinds.measured_as(fact)
    found = folder.vocabulary.terms[term].value.plausible if term is not None else None
    return (0.0, EVERYTHING) if found is None else found


def _is_band(row: Row) -> bool:
    return any(limit is not None for limit in (row.above, row.from_, row.below, row.through))


def _span(row: Row) -> tuple[Edge, Edge]:
    """From the first value in the band to the first value above it."""
    start: Edge = (-EVERYTHING, 0)
    end: Edge = (EVERYTHING, 1)
    if row.above is not None:
        start = (row.above, 1)
    elif row.from_ is not None:
        start = (row.from_, 0)
    if row.below is not None:
        end = (row.below, 0)
    elif row.through is not None:
        end = (row.through, 1)
    return start, end


def _edge(edge: Edge) -> str:
    return f"{edge[0]:g}"


def _shown(row: Row) -> str:
    names = (
        ("above", row.above),
        ("from", row.from_),
        ("below", row.below),
        ("through", row.through),
    )
    return " ".join(f"{name} {value:g}" for name, value in names if value is not None)
