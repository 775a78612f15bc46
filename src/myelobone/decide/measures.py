"""Measurements: which day each term is next due, and which doses a measurement serves."""

from __future__ import annotations

from msgspec.structs import replace

from ..language.dates import Duration, add
from ..language.model import Item
from .planned import Planned, exact_day, status_on
from .run import Run
from .series import interval
from .takes import attribute_value, visible

LISTED_DAYS_WITHOUT_DOSES = 92
LISTED_AT_MOST = 24
Measured = tuple[int, int]  # day, position of the entry


def last_measured(run: Run, term: str) -> Measured | None:
    """The last day on which a term has a usable value, with its entry."""
    for row in reversed(visible(run.ctx, term)):
        past = row.dated and row.low == row.high and row.low <= run.ctx.today
        if past and attribute_value(row, "value", {}).usable:
            return row.low, row.seq
    return None


def measures(
    run: Run, item: Item, dose_days: list[int], anchor: int | None, end: int | None = None
) -> list[Planned]:
    """The dated measurements of an item, each term by itself; those for doses go up to `end`."""
    found: list[Planned] = []
    for term in item.measure:
        last = last_measured(run, term)
        if item.at:
            found += _offsets(run, item, term, last, anchor)
        elif item.due is not None:
            found += _fixed(run, item, term, last)
        else:
            found += _series(run, item, term, last, dose_days, end)
    return found


def _planned(
    run: Run, item: Item, term: str, day: int, latest: int, earliest: int | None = None,
    for_dose: int | None = None,
) -> Planned:  # fmt: skip
    start = day if earliest is None else earliest
    return Planned(
        item=item, what=term, term=term, named=day, due=day, earliest=start, latest=latest,
        status=status_on(run.ctx.today, start, latest), for_dose=for_dose,
    )  # fmt: skip


def _series(
    run: Run, item: Item, term: str, last: Measured | None, dose_days: list[int], end: int | None
) -> list[Planned]:
    every = interval(run, item)
    if every is None:
        return []
    today, late = run.ctx.today, item.late or Duration(0, "days")
    found: list[Planned] = []
    left = [day for day in dose_days if item.before_dose is not None]
    if last is None:
        first = _planned(run, item, term, today, add(today, late))
        found.append(replace(first, unrecorded=True))
        day = today
    else:
        day = last[0]
        served = [dose for dose in left if _serves(item, day, dose, today)]
        found += [_done(item, term, dose, last[1]) for dose in served[:1]]
    left = [dose for dose in left if not _serves(item, day, dose, today)]
    horizon = run.horizon
    if horizon is not None and end is not None and item.before_dose is not None:
        horizon = min(horizon, end)
    if horizon is None:
        horizon = max(dose_days, default=today + LISTED_DAYS_WITHOUT_DOSES)
    while run.horizon is not None or len(found) < LISTED_AT_MOST:
        due = add(day, every)
        due = min(due, left[0]) if left else due
        if due > horizon:
            break
        serving = next((dose for dose in left if _in_window(item, due, dose)), None)
        if serving is not None:
            assert item.before_dose is not None
            earliest = add(serving, item.before_dose, -1)
            found.append(_planned(run, item, term, due, serving, earliest, for_dose=serving))
        else:
            found.append(_planned(run, item, term, due, add(due, late)))
        day = max(due, today)
        left = [
            dose
            for dose in left
            if not (_in_window(item, due, dose) or _serves(item, day, dose, today))
        ]
    return found


def _in_window(item: Item, day: int, dose: int) -> bool:
    return item.before_dose is not None and add(dose, item.before_dose, -1) <= day <= dose


def _serves(item: Item, day: int, dose: int, today: int) -> bool:
    """Whether a measurement lies in the time before a dose; one not yet given is given today at the earliest."""
    return _in_window(item, day, max(dose, today))


def _done(item: Item, term: str, dose: int, entry: int) -> Planned:
    assert item.before_dose is not None
    return Planned(
        item=item, what=term, term=term, named=dose, due=dose,
        earliest=add(dose, item.before_dose, -1), latest=dose, status="done",
        done_by=f"entries[{entry}]", for_dose=dose,
    )  # fmt: skip


def _offsets(
    run: Run, item: Item, term: str, last: Measured | None, anchor: int | None
) -> list[Planned]:
    """Days counted from an anchor; a measurement on or after a day answers it."""
    if anchor is None:
        return []
    late = item.late or Duration(0, "days")
    found = []
    for offset in item.at:
        day = add(anchor, offset)
        if last is None or last[0] < day:
            found.append(_planned(run, item, term, day, add(day, late)))
    return found


def _fixed(run: Run, item: Item, term: str, last: Measured | None) -> list[Planned]:
    assert item.due is not None
    day = exact_day(run.ctx.program.expression(item.due)(run.ctx))
    if day is None or (last is not None and last[0] >= day):
        return []
    return [_planned(run, item, term, day, add(day, item.late or Duration(0, "days")))]
