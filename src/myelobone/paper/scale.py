"""Days across a picture: where a day stands, and which months are named below the line."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from msgspec import Struct

from ..language.dates import add_months

STEPS = (1, 3, 6, 12)  # months between two ticks
BEFORE = 28  # days of the past that what lies ahead begins with


class Tick(Struct, frozen=True):
    """The first day of a month on the axis; a year is written where it begins."""

    day: int
    month: int
    year: int | None


class Scale(Struct, frozen=True):
    """A straight line from days to places: `start` stands at `left`, `end` at `right`."""

    start: int
    end: int
    left: float
    right: float

    def x(self, day: int) -> float:
        """Where a day stands; days beyond the ends stand at the ends."""
        day = min(max(day, self.start), self.end)
        return self.left + (day - self.start) * (self.right - self.left) / (self.end - self.start)

    @property
    def per_day(self) -> float:
        """How far a day is from the next."""
        return (self.right - self.left) / (self.end - self.start)

    def ticks(self, room: float) -> list[Tick]:
        """First days of months at a step that leaves each at least `room`, in whole quarters of a year."""
        month = self.per_day * 30
        step = next((each for each in STEPS if month * each >= room), STEPS[-1])
        found: list[Tick] = []
        for day in months(self.start, self.end):
            at = date.fromordinal(day)
            if (at.month - 1) % step == 0 or not found:
                found.append(Tick(day, at.month, at.year if at.month == 1 or not found else None))
        return found


def months(start: int, end: int) -> list[int]:
    """The first day of each month within the bounds."""
    first = date.fromordinal(start).replace(day=1).toordinal()
    found = []
    while first <= end:
        if first >= start:
            found.append(first)
        first = add_months(first, 1)
    return found


def month_start(day: int) -> int:
    """The first day of a day's month."""
    return date.fromordinal(day).replace(day=1).toordinal()


def panels(start: int, today: int, end: int, days: int) -> list[tuple[int, int]]:
    """Spans of whole months that cover `start` to `end`, none above `days` but for a last month.

    Where one span is too little, what lies ahead begins anew a little before today.
    """
    first, last = month_start(start), add_months(month_start(end), 1)
    if last - first <= days:
        return [(first, last)]
    turn = month_start(today - BEFORE)
    parts = [(first, turn), (turn, last)] if first < turn else [(first, last)]
    return [span for part in parts for span in _split(*part, days)]


def _split(first: int, last: int, days: int) -> list[tuple[int, int]]:
    every = months(first, last)
    count = -(-(last - first) // days)
    size = -(-(len(every) - 1) // count)
    edges = [*every[:-1:size], every[-1]]
    return list(pairwise(edges))
