"""The calendar agrees with a second count of due dates, made day by day from the same histories."""

from __future__ import annotations

import pytest

from .agreement import disagreements
from .failing import run

SHARDS, EACH = 10, 200
NIGHTLY_SHARDS, NIGHTLY_EACH = 98, 1000


@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_calendar_agrees_with_a_count_by_hand(shard: int) -> None:
    run(range(shard * EACH, (shard + 1) * EACH), disagreements, exact=True)


@pytest.mark.nightly
@pytest.mark.parametrize("shard", range(NIGHTLY_SHARDS))
def test_a_hundred_thousand_calendars_agree_with_a_count_by_hand(shard: int) -> None:
    first = SHARDS * EACH + shard * NIGHTLY_EACH
    run(range(first, first + NIGHTLY_EACH), disagreements, exact=True)
