"""Ranges of numbers under the one law of comparison, as z3 sees them over exact rationals.

A condition on one number changes only at its limits, so that a question about all numbers is asked
of each limit and of each stretch between two; z3 answers it, and proves that nothing was left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Protocol

import z3

from ..language.printed import Range

CLOSE = Fraction(1, 10**9)  # equal within a billionth of the unit, as `decide/values.py` has it
Condition = Callable[[z3.ArithRef], z3.BoolRef]


class Limits(Protocol):
    """Anything with the four limits of a band."""

    @property
    def above(self) -> float | None: ...  # noqa: D102
    @property
    def from_(self) -> float | None: ...  # noqa: D102
    @property
    def below(self) -> float | None: ...  # noqa: D102
    @property
    def through(self) -> float | None: ...  # noqa: D102


def exact(number: float) -> Fraction:
    """The decimal that a clinician wrote, not the double nearest to it."""
    return Fraction(repr(number))


def within(value: z3.ArithRef, limits: Limits) -> z3.BoolRef:
    """Whether a value lies in a band: `>=` is v - t >= -1e-9, `>` is v - t > 1e-9, and so on."""
    parts = []
    if limits.above is not None:
        parts.append(value - _q(limits.above) > z3.Q(1, CLOSE.denominator))
    if limits.from_ is not None:
        parts.append(value - _q(limits.from_) >= z3.Q(-1, CLOSE.denominator))
    if limits.below is not None:
        parts.append(value - _q(limits.below) < z3.Q(-1, CLOSE.denominator))
    if limits.through is not None:
        parts.append(value - _q(limits.through) <= z3.Q(1, CLOSE.denominator))
    return z3.And(*parts)


def _q(number: float) -> z3.RatNumRef:
    found = exact(number)
    return z3.Q(found.numerator, found.denominator)


def where(condition: Condition, bands: Iterable[Limits], domain: Range) -> tuple[Range, ...]:
    """All numbers of the domain for which a condition on these bands holds, as ranges from below.

    Raises AssertionError when z3 does not agree that these and no others are all.
    """
    value = z3.Real("value")
    asked = z3.And(within(value, domain), condition(value))
    all_bands: list[Limits] = [*bands, domain]
    limits = sorted({limit for band in all_bands for limit in _limits(band)})
    found = tuple(
        _joined([cell for cell in _cells(limits) if possible(asked, within(value, cell))])
    )
    left = z3.And(asked, z3.Not(z3.Or(*(within(value, each) for each in found))))
    beyond = z3.And(z3.Or(*(within(value, each) for each in found)), z3.Not(asked))
    assert not possible(left)
    assert not possible(beyond)
    return found


def possible(*claims: z3.BoolRef) -> bool:
    """Whether some number satisfies all claims; raises RuntimeError when z3 cannot tell."""
    solver = z3.Solver()
    solver.add(*claims)
    answer = solver.check()
    if answer == z3.unknown:
        raise RuntimeError(solver.reason_unknown())
    return bool(answer == z3.sat)


def a_number(found: Range) -> float:
    """A number well inside a range: in the middle, or a step beyond its only limit."""
    low = found.from_ if found.from_ is not None else found.above
    high = found.through if found.through is not None else found.below
    if low is None:
        return 0.0 if high is None else high - max(1.0, abs(high) / 2)
    if high is None:
        return low + max(1.0, abs(low) / 10)
    return float((exact(low) + exact(high)) / 2)


def shown(found: Range) -> str:
    """A range in signs that both languages share."""
    if found.from_ is not None and found.from_ == found.through:
        return f"= {found.from_:g}"
    signs = (("> ", found.above), ("≥ ", found.from_), ("< ", found.below), ("≤ ", found.through))
    return " · ".join(f"{sign}{limit:g}" for sign, limit in signs if limit is not None)


def same(one: Range, other: Range, domain: Range) -> bool:
    """Whether two ranges hold the same numbers of a domain."""
    value = z3.Real("value")
    return not possible(within(value, domain), within(value, one) != within(value, other))


def _limits(band: Limits) -> Iterator[float]:
    for limit in (band.above, band.from_, band.below, band.through):
        if limit is not None:
            yield limit


def _cells(limits: list[float]) -> Iterator[Range]:
    """Each limit, and each stretch before, between and after them."""
    before: float | None = None
    for limit in limits:
        yield Range(above=before, below=limit)
        yield Range(from_=limit, through=limit)
        before = limit
    yield Range(above=before)


def _joined(cells: list[Range]) -> Iterator[Range]:
    """Neighbouring cells as one range."""
    run: list[Range] = []
    for cell in cells:
        if run and not _touch(run[-1], cell):
            yield _one(run)
            run = []
        run.append(cell)
    if run:
        yield _one(run)


def _touch(left: Range, right: Range) -> bool:
    return (left.through is not None and left.through == right.above) or (
        left.below is not None and left.below == right.from_
    )


def _one(run: list[Range]) -> Range:
    first, last = run[0], run[-1]
    return Range(above=first.above, from_=first.from_, below=last.below, through=last.through)
