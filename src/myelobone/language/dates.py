"""Days and calendar months: the one meaning of a month in the whole program.

Days are ordinals (`datetime.date.toordinal`) so that every reader can count with integers.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

from msgspec import Struct

DurationUnit = Literal["hours", "days", "weeks", "months", "years"]


class Duration(Struct, frozen=True, tag=True):
    """A span of calendar time, as written (`28 days`, `3 months`)."""

    count: int
    unit: DurationUnit


def add_months(day: int, months: int) -> int:
    """The same day `months` later, or that month's last day when the month is shorter."""
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


def months_between(start: int, end: int) -> int:
    """The largest k with `add_months(start, k) <= end` (negative when `end` is earlier)."""
    a, b = date.fromordinal(start), date.fromordinal(end)
    months = (b.year - a.year) * 12 + b.month - a.month
    last = monthrange(b.year, b.month)[1]
    return months - (1 if b.day < min(a.day, last) else 0)


def years_between(start: int, end: int) -> int:
    """Completed years from `start` to `end`."""
    return months_between(start, end) // 12


def add(day: int, duration: Duration, sign: int = 1) -> int:
    """`day` moved by `duration`; 24 hours are one day, other hours round up to whole days."""
    count = duration.count * sign
    match duration.unit:
        case "hours":
            return day + sign * -(-duration.count // 24)
        case "days":
            return day + count
        case "weeks":
            return day + 7 * count
        case "months":
            return add_months(day, count)
        case "years":
            return add_months(day, 12 * count)


def iso(day: int) -> str:
    """The ISO date of an ordinal day."""
    return date.fromordinal(day).isoformat()


def ordinal(text: str) -> int:
    """The ordinal of an ISO date; raises ValueError for anything else."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":  # not `2026-W05-1`
        raise ValueError(text)
    return date.fromisoformat(text).toordinal()
