"""Which row of a dose table a patient is in: one row, or unknown, never a guess."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from ..language.model import Agent, Route, Row
from .context import Context, Evaluate
from .kleene import Truth
from .trees import Test, compile_tree
from .values import EQUAL_WITHIN, NEEDS, NONE, Value, number

if TYPE_CHECKING:
    from .compiler import Compiler

FindRow = Callable[[Context], Row | None]


class RouteProgram(Struct, frozen=True):
    """A route and the function that finds its row today; None when it cannot be told."""

    route: Route
    find: FindRow


def compile_routes(compiler: Compiler, agent: Agent) -> tuple[RouteProgram, ...]:
    """The routes of an agent, each with its row finder."""
    return tuple(RouteProgram(route, compile_route(compiler, route)) for route in agent.routes)


def compile_route(compiler: Compiler, route: Route) -> FindRow:
    """The function that finds a route's row: by bands on one fact, by cases, or the only row."""
    if route.by is not None:
        name = route.by
        return lambda ctx: row_at(route.rows, ctx.fact(name))
    rows: list[tuple[Test | None, Row]] = [
        (None if row.when is None else compile_tree(compiler, row.when), row) for row in route.rows
    ]
    return lambda ctx: _case(ctx, rows)


def row_at(rows: tuple[Row, ...], value: Value) -> Row | None:
    """The row whose band holds the value; for an interval the row that all of it touches."""
    if not value.usable:
        return None
    low, high = value.low, value.high
    found: Row | None = None
    for row in rows:
        if (
            (row.above is None or high - row.above > EQUAL_WITHIN)
            and (row.from_ is None or high - row.from_ >= -EQUAL_WITHIN)
            and (row.below is None or low - row.below < -EQUAL_WITHIN)
            and (row.through is None or low - row.through <= EQUAL_WITHIN)
        ):
            if found is None:
                found = row
            elif _gives(row) != _gives(found):
                return None
    return found


def _gives(row: Row) -> tuple[object, ...]:
    return row.amount, row.low, row.high, row.unit, row.avoid, row.over_low, row.over_high


def _case(ctx: Context, rows: list[tuple[Test | None, Row]]) -> Row | None:
    possible: list[Row] = []
    for test, row in rows:
        truth: Truth = True if test is None else test(ctx)
        if truth is False:
            continue
        possible.append(row)
        if truth is True:
            break
    else:
        return None
    if all(_gives(row) == _gives(possible[0]) for row in possible[1:]):
        return possible[0]
    return None


def dose_at(compiler: Compiler, agent: str, by: str) -> Evaluate:
    """The dose that an agent's first route gives at the value of another fact."""
    route = compiler.knowledge.agents[agent].routes[0]

    def evaluate(ctx: Context) -> Value:
        value = ctx.fact(by)
        if value.status == "none":
            return NONE
        row = row_at(route.rows, value)
        if row is None:
            return NEEDS
        if row.avoid is not None or row.amount is None:
            return NONE
        return number(row.amount)

    return evaluate
