"""Mutants of dose tables: limits moved or turned on both sides at once, doses swapped, rows lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from ...language.model import Fact, Route, Row
from ...language.spell import spell
from .numbers import decimals, moved, moved_count, moved_quantity
from .variants import Variant, Variants

GIVES = ("amount", "low", "high", "unit", "avoid", "printed", "over_low", "over_high")
DOSES = ("amount", "low", "high", "over_low", "over_high")
EDGES = ("above", "from_", "below", "through")
TURNED = {"above": "from_", "from_": "above", "below": "through", "through": "below"}


def table_variants(make: Variants, facts: dict[str, Fact], route: Route) -> Iterator[Variant]:
    """Every mutant of one route: its table, its figures, and the trees of its cases."""
    if route.by is not None:
        yield from _limits(facts, route)
    yield from _swaps(route)
    for number, row in enumerate(route.rows):
        for kind, label, new in _row(make, row):
            yield Variant(kind, f"{shown(row)}: {label}", _with_row(route, number, new))
        if route.by is None and len(route.rows) > 1:
            fewer = route.rows[:number] + route.rows[number + 1 :]
            yield Variant("drop", f"without {shown(row)}", replace(route, rows=fewer))
    yield from _figures(route)


def shown(row: Row) -> str:
    """A row in one line."""
    if row.when is not None:
        where = f"when {spell(row.when)}"
    else:
        edges = [(name, getattr(row, name)) for name in EDGES]
        where = " ".join(f"{n.rstrip('_')} {v:g}" for n, v in edges if v is not None) or "otherwise"
    if row.avoid is not None:
        return f"{where}: {row.avoid}"
    given = f"{row.low:g} to {row.high:g}" if row.amount is None else f"{row.amount:g}"
    return f"{where}: {given} {row.unit}"


def _limits(facts: dict[str, Fact], route: Route) -> Iterator[Variant]:
    """Each limit of the bands: the loader would refuse a gap, so both sides move together."""
    by = route.by or ""
    digits = facts[by].digits if by in facts else None
    step = 10.0 ** -(1 if digits is None else digits)
    edges = [getattr(row, name) for row in route.rows for name in EDGES]
    for limit in dict.fromkeys(edge for edge in edges if edge is not None):
        for new in moved(limit, step):
            rows = tuple(_moved(row, limit, new) for row in route.rows)
            yield Variant("number", f"limit {by} {limit:g} -> {new:g}", replace(route, rows=rows))
        rows = tuple(_turned(row, limit) for row in route.rows)
        yield Variant("flip", f"limit {by} {limit:g}: to the other side", replace(route, rows=rows))


def _moved(row: Row, limit: float, new: float) -> Row:
    return replace(row, **{name: new for name in EDGES if getattr(row, name) == limit})


def _turned(row: Row, limit: float) -> Row:
    changed: dict[str, float | None] = {}
    for name in EDGES:
        if getattr(row, name) == limit:
            changed |= {name: None, TURNED[name]: limit}
    return replace(row, **changed)


def _swaps(route: Route) -> Iterator[Variant]:
    """What two neighbouring rows give, exchanged."""
    for number in range(len(route.rows) - 1):
        one, two = route.rows[number], route.rows[number + 1]
        rows = (
            *route.rows[:number],
            replace(one, **{name: getattr(two, name) for name in GIVES}),
            replace(two, **{name: getattr(one, name) for name in GIVES}),
            *route.rows[number + 2 :],
        )
        yield Variant("swap", f"swap {shown(one)} / {shown(two)}", replace(route, rows=rows))


def _row(make: Variants, row: Row) -> Iterator[Variant]:
    for name in DOSES:
        value = getattr(row, name)
        if value is not None:
            for new in moved(value, 10.0 ** -decimals(value)):
                yield Variant("number", f"{name} {value:g} -> {new:g}", replace(row, **{name: new}))
    if row.when is not None:
        for kind, label, tree in make.of(row.when):
            yield Variant(kind, label, replace(row, when=tree))


def _figures(route: Route) -> Iterator[Variant]:
    for name in ("over_low", "over_high"):
        value = getattr(route, name)
        if value is not None:
            for new in moved(value, 1.0):
                yield Variant(
                    "number", f"{name} {value:g} -> {new:g}", replace(route, **{name: new})
                )
    for name in ("interval_days", "days_per_month"):
        count = getattr(route, name)
        if count is not None:
            for n in moved_count(count):
                yield Variant("number", f"{name} {count} -> {n}", replace(route, **{name: n}))
    if route.at_most is not None:
        for most in moved_quantity(route.at_most):
            label = f"at_most {spell(route.at_most)} -> {spell(most)}"
            yield Variant("number", label, replace(route, at_most=most))


def _with_row(route: Route, number: int, row: Any) -> Route:
    return replace(route, rows=(*route.rows[:number], row, *route.rows[number + 1 :]))
