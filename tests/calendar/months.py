"""Calendar months counted on the fingers, apart from the program's own count."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=200_000)
def months_later(day: int, months: int) -> int:
    """The same day of a month that lies `months` on, or that month's last day."""
    then = date.fromordinal(day)
    year, month = then.year, then.month
    step = 1 if months > 0 else -1
    for _ in range(abs(months)):
        month += step
        if month == 13:
            year, month = year + 1, 1
        elif month == 0:
            year, month = year - 1, 12
    last = monthrange(year, month)[1]
    return date(year, month, then.day if then.day <= last else last).toordinal()


def months_complete(start: int, end: int) -> int:
    """How many whole months have gone by, trying one after the other."""
    count = 0
    while months_later(start, count + 1) <= end:
        count += 1
    while months_later(start, count) > end:
        count -= 1
    return count
