"""Laws of the calendar over generated histories: 2,000 each time, 100,000 in the night."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from . import laws, tomorrow
from .asking import Written, first_day, outcome, read
from .failing import run

SHARDS, EACH = 10, 200
NIGHTLY_SHARDS, NIGHTLY_EACH = 98, 1000


def lawful(record: Written, day: int) -> Iterator[str]:
    """Every complaint about the calendar of a day, and about how the next day's differs."""
    began = first_day(record)
    taken = read(record)
    today = outcome(taken, day)
    for law in laws.OF_ONE_DAY:
        yield from (f"{law.__name__}: {complaint}" for complaint in law(today, began))
    if _something_happens(record, day + 1):
        return
    next_day = outcome(taken, day + 1)
    if tomorrow.same_grounds(today, next_day):
        yield from (f"next day: {c}" for c in tomorrow.differences(today, next_day))


def _something_happens(record: Written, day: int) -> bool:
    """Whether an entry is of that day, or may be."""
    text = laws.iso(day)
    return any(
        str(entry.get(key, ""))[:10] in (text, text[:7], text[:4])
        for entry in record["entries"]
        for key in ("on", "entered", "healed_on", "day")
    )


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_calendar_keeps_its_laws(shard: int) -> None:
    run(range(shard * EACH, (shard + 1) * EACH), lawful)


@pytest.mark.nightly
@pytest.mark.parametrize("shard", range(NIGHTLY_SHARDS))
def test_a_hundred_thousand_calendars_keep_their_laws(shard: int) -> None:
    first = SHARDS * EACH + shard * NIGHTLY_EACH
    run(range(first, first + NIGHTLY_EACH), lawful)


def test_a_broken_law_is_told_with_its_seed_and_a_small_record() -> None:
    def complains(record: dict[str, Any], day: int) -> list[str]:
        given = [entry for entry in record["entries"] if entry["what"] == "given"]
        return ["doses: more than two"] if len(given) > 2 else []

    with pytest.raises(pytest.fail.Exception) as failure:
        run(range(20), complains)
    text = str(failure.value)
    assert "history(" in text
    assert text.count("what: given") == 3
    assert "what: calcium" not in text
