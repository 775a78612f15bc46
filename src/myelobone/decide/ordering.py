"""Which rows may come last, first or nearest, as far as days, times and places in the file tell."""

from __future__ import annotations

from .rows import Row
from .takes import Maybe


def exact(row: Row) -> bool:
    """Whether a row's day is known to the day."""
    return row.dated and row.low == row.high


def could_be(which: str, rows: list[Maybe]) -> list[Maybe]:
    """The rows that may come last (or first), as far as days, times and places in the file tell."""
    last = which != "earliest"
    end = rows[-1 if last else 0]
    state = end[0].term.kind == "state"
    if len(rows) == 1:
        return rows
    if not state and end[1] and all(exact(row) for row, _ in rows):
        return [end]

    def place(day: int, row: Row) -> tuple[int, ...]:
        return (day,) if state else (day, row.minute, row.seq, row.part)

    sure = [row for row, certain in rows if certain and row.dated]
    if not sure:
        return rows
    if last:
        limit = max(place(row.low, row) for row in sure)
        kept = [item for item in rows if not item[0].dated or place(item[0].high, item[0]) >= limit]
    else:
        limit = min(place(row.high, row) for row in sure)
        kept = [item for item in rows if not item[0].dated or place(item[0].low, item[0]) <= limit]
    return _by_time(kept, last) if state else kept


def _by_time(rows: list[Maybe], last: bool) -> list[Maybe]:
    """The words of a state on one day: only different times order them."""
    times = [row.minute for row, _ in rows if row.minute >= 0]
    if not times or not all(exact(row) and row.low == rows[0][0].low for row, _ in rows):
        return rows
    best = max(times) if last else min(times)
    return [item for item in rows if item[0].minute in (-1, best)]


def unordered(rows: list[Maybe], row: Row) -> list[Maybe]:
    """A row with the words of the same state that nothing orders before or after it."""
    if row.term.kind != "state":
        return [item for item in rows if item[0] is row]
    day = [item for item in rows if exact(item[0]) and item[0].low == row.low]
    return [item for item in day if row.minute < 0 or item[0].minute in (-1, row.minute)]


def could_be_nearest(rows: list[Maybe], day: int) -> list[Maybe]:
    """The rows that may lie nearest to a day; one, when all days are exact."""
    if all(exact(row) for row, _ in rows):
        return [min(reversed(rows), key=lambda item: abs(item[0].low - day))]

    def least(row: Row) -> int:
        return max(row.low - day, day - row.high, 0) if row.dated else 0

    reach = min((farthest(row, day) for row, sure in rows if sure and row.dated), default=None)
    return [item for item in rows if reach is None or least(item[0]) <= reach]


def farthest(row: Row, day: int) -> int:
    """The most days that may lie between a dated row and a day."""
    return max(abs(row.low - day), abs(row.high - day))
