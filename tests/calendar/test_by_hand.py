"""The calendar agrees with a second count of due dates, made day by day from the same histories."""

from __future__ import annotations

import pytest

from .agreement import disagreements, disagreements_ahead
from .clinic import Entry
from .failing import run
from .walked import ordinal

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


AHEAD_SHARDS, AHEAD_EACH = 4, 100


@pytest.mark.parametrize("shard", range(AHEAD_SHARDS))
def test_two_years_of_doses_and_their_tests_agree_with_a_count_by_hand(shard: int) -> None:
    run(range(shard * AHEAD_EACH, (shard + 1) * AHEAD_EACH), disagreements_ahead, exact=True)


@pytest.mark.nightly
@pytest.mark.parametrize("shard", range(20))
def test_twenty_thousand_times_two_years_agree_with_a_count_by_hand(shard: int) -> None:
    first = AHEAD_SHARDS * AHEAD_EACH + shard * 1000
    run(range(first, first + 1000), disagreements_ahead, exact=True)


@pytest.mark.parametrize(
    ("spacing", "healed", "asked"),
    [
        ("every_3_months", "2026-05-31", "2026-06-02"),
        ("every_2_months", "2026-04-30", "2026-05-01"),
    ],
)
def test_after_a_pause_that_ends_with_a_month_the_dose_is_due_on_its_last_day(
    spacing: str, healed: str, asked: str
) -> None:
    entries: list[Entry] = [
        {"on": "2024-10-01", "what": "disease", "value": "active_myeloma"},
        {"on": "2024-10-01", "what": "allergy", "to": "all", "value": "no"},
        {"on": "2024-10-05", "what": "given", "agent": "zoledronic_acid"},
        {"on": "2025-11-10", "what": "given", "agent": "zoledronic_acid"},
        {"on": "2025-11-10", "what": "response", "value": "VGPR"},
        {"on": "2025-11-10", "what": "decision", "choose": "interval", "value": spacing},
        {"on": "2026-01-20", "what": "dental_procedure", "kind": "extraction", "status": "done"},
        {"on": healed, "what": "open_oral_wound", "value": "no"},
        {"on": healed, "what": "calcium", "value": "2.3 mmol/L"},
        {"on": healed, "what": "albumin", "value": "40 g/L"},
        {"on": healed, "what": "creatinine", "value": "80 umol/L"},
        {"on": healed, "what": "weight", "value": "60 kg"},
    ]
    patient = {"id": "P", "sex": "male", "born": "1955-01-01"}
    record = {"format": "myelobone-record/1", "patient": patient, "entries": entries}
    assert disagreements(record, ordinal(asked)) == []
