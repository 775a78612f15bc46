"""The rows of a dose table as blocks along the axis of the fact that they go by."""

from __future__ import annotations

from ..decide.dose_text import figure
from ..decide.explain.tables import gives
from ..language.model import Agent, Route, Row
from .picture import Block
from .teller import Teller

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_banded(route: Route) -> bool:
    """Whether the rows of a route are bands on one fact."""
    return route.by is not None and any(edges(row) != (None, None) for row in route.rows)


def edges(row: Row) -> tuple[float | None, float | None]:
    """The lower and upper limit of a row, None where it has none."""
    low = row.above if row.above is not None else row.from_
    high = row.below if row.below is not None else row.through
    return low, high


def range_words(row: Row) -> str:
    """The range of a row in signs, as a table prints it."""
    low, high = edges(row)
    if low is not None and high is not None:
        first = ">" if row.above is not None else "≥"
        return f"{first} {figure(low)}, {'<' if row.below is not None else '≤'} {figure(high)}"
    if low is not None:
        return f"{'>' if row.above is not None else '≥'} {figure(low)}"
    return f"{'<' if row.below is not None else '≤'} {figure(high or 0)}"


def letter(number: int) -> str:
    """The letter by which picture and table name a row."""
    return LETTERS[number % len(LETTERS)]


def blocks(teller: Teller, route: Route) -> tuple[Block, ...]:
    """The bands of a route from the lowest up, each with the letter of its row in the table."""
    most = max((largest(row) for row in route.rows), default=0.0) or 1.0
    found = []
    for number, row in enumerate(route.rows):
        low, high = edges(row)
        none = row.avoid is not None
        lowest = row.low if row.low is not None else row.amount
        found.append(
            Block(
                letter=letter(number), low=low, high=high,
                low_in=row.from_ is not None, high_in=row.through is not None,
                text=teller.text(gives(teller.ctx, route, row)),
                least=None if none else (lowest or 0.0) / most,
                most=None if none else largest(row) / most,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda block: -1.0 if block.low is None else block.low))


def largest(row: Row) -> float:
    """The largest amount that a row gives; 0 for one that gives none."""
    if row.avoid is not None:
        return 0.0
    return row.high if row.high is not None else row.amount or 0.0


def axis_facts(agents: list[Agent]) -> str | None:
    """The fact that most dose tables go by."""
    names = [route.by for agent in agents for route in agent.routes if is_banded(route)]
    counted = {name: names.count(name) for name in names if name is not None}
    return max(counted, key=lambda name: counted[name], default=None)
