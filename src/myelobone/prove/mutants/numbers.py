"""A number of the knowledge moved by one display unit and by a tenth, up and down."""

from __future__ import annotations

from collections.abc import Iterator

from ...language.dates import Duration
from ...language.model import Fact
from ...language.tree import Compare, Quantity

TENTH = 0.1


def decimals(value: float) -> int:
    """How many decimals a number is written with."""
    return len(f"{value:.12g}".partition(".")[2])


def moved(value: float, step: float) -> Iterator[float]:
    """The number one step and one tenth (in whole steps) lower and higher, each figure once."""
    tenth = max(1, round(abs(value) * TENTH / step)) * step
    found = {round(value + sign * by, 9) for by in (step, tenth) for sign in (1.0, -1.0)}
    yield from sorted(found - {value})


def moved_count(count: int) -> Iterator[int]:
    """A whole number one and one tenth (rounded) lower and higher."""
    by = {1, round(abs(count) * TENTH)} - {0}
    yield from sorted({count + sign * step for step in by for sign in (1, -1)} - {count})


def moved_quantity(quantity: Quantity, step: float | None = None) -> Iterator[Quantity]:
    """A quantity moved; `step` is one display unit, by default the last decimal as written."""
    by = 10.0 ** -decimals(quantity.value) if step is None else step
    for value in moved(quantity.value, by):
        yield Quantity(value, quantity.unit)


def moved_duration(duration: Duration) -> Iterator[Duration]:
    """A duration moved; never below nothing."""
    for count in moved_count(duration.count):
        if count >= 0:
            yield Duration(count, duration.unit)


def display_unit(facts: dict[str, Fact], leaf: Compare) -> float:
    """One display unit of what a leaf compares."""
    fact = facts.get(leaf.fact)
    digits = 1 if fact is None or fact.digits is None else fact.digits
    return float(10.0**-digits)
