"""The value of a term on a day of the play: given, on its way in a straight line, or the last one repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...language.dates import iso
from ...language.model import Term
from ...record.model import Entry, Record
from .given import CURVED, SOURCE, Plot, Point
from .model import Basis

DIGITS = 2  # of a drifting value whose term says nothing of digits
LEFT_OUT = ("what", "on", "from", "to", "entered", "source", "by", "note")


class Found(NamedTuple):
    """The keys of an entry that would be made, and where they come from."""

    keys: dict[str, Any]
    basis: Basis
    last: Entry | None


def value_on(
    record: Record, raws: Sequence[Mapping[str, Any]], plot: Plot, term: Term, day: int
) -> Found | None:
    """What a measurement or an answer of a day would be; None where nothing is known or given.

    `raws` are the entries as the record holds them.
    """
    if term.kind not in CURVED or term.by is not None:
        return None
    last = last_known(record, term.id, day)
    points = plot.points.get(term.id, ())
    reached = [point for point in points if point.day <= day]
    ahead = [point for point in points if point.day > day and not point.event]
    if ahead and ahead[0].how == "by":
        return _drifting(record, term, day, ahead[0], reached)
    if reached and not reached[-1].event:
        return Found(_given(term, reached[-1], last), "given", last)
    if last is None:
        return None
    keys = {key: each for key, each in raws[last.seq].items() if key not in LEFT_OUT}
    return Found(keys, "repeated", last)


def last_known(record: Record, what: str, day: int) -> Entry | None:
    """The last usable entry of a term up to a day."""
    found: Entry | None = None
    for entry in record.entries:
        usable = entry.value is not None and entry.value.doubt is None and not entry.unusable
        if entry.what != what or entry.on is None or entry.on.high > day or not usable:
            continue
        if found is None or found.on is None or entry.on.high >= found.on.high:
            found = entry
    return found


def _drifting(
    record: Record, term: Term, day: int, target: Point, reached: list[Point]
) -> Found | None:
    """On the straight line from the last point, else from the last value of the record itself."""
    last = last_known(record, term.id, day)
    own = _own(record, term.id, day)
    if reached:
        start, low = reached[-1].day, reached[-1].cell.low
    elif own is not None and own.on is not None and own.value is not None:
        start, low = own.on.high, own.value.low
    else:
        return None
    share = (day - start) / (target.day - start)
    number = low + (target.cell.low - low) * share
    digits = DIGITS if term.digits is None else term.digits
    return Found(_canonical(term, round(number, digits), last), "drift", last)


def _own(record: Record, what: str, day: int) -> Entry | None:
    """The last usable value that the play did not make by itself."""
    found = [
        entry
        for entry in record.entries
        if entry.what == what and entry.source != SOURCE and entry.on is not None
        and entry.on.high <= day and not entry.unusable
        and entry.value is not None and entry.value.doubt is None
        and entry.value.kind == "number" and entry.value.low == entry.value.high
    ]  # fmt: skip
    return max(found, key=lambda entry: entry.on.high if entry.on else 0, default=None)


def _given(term: Term, point: Point, last: Entry | None) -> dict[str, Any]:
    """The value as it was given; with the last limits of the laboratory in the canonical unit."""
    if point.cell.kind == "number" and point.cell.low == point.cell.high and _limited(last):
        return _canonical(term, round(point.cell.low, 9), last)
    return {"value": point.written}


def _canonical(term: Term, number: float, last: Entry | None) -> dict[str, Any]:
    keys: dict[str, Any] = {"value": f"{number:.10g} {term.value.unit or '1'}"}
    if last is not None and _limited(last):
        keys["range"] = [last.lower_limit, last.upper_limit]
    return keys


def _limited(last: Entry | None) -> bool:
    return last is not None and (last.lower_limit is not None or last.upper_limit is not None)


def told_on(last: Entry | None) -> str | None:
    """The day of the last known value."""
    return None if last is None or last.on is None else iso(last.on.high)
