"""The clinic's day is the hospital's, whatever the zone of the machine and whatever the minute."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from myelobone.web import clock

ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu")
BEIJING = timedelta(hours=8)
# Around midnight there, on days that are easily got wrong.
DAYS = (date(2026, 12, 31), date(2028, 2, 28), date(2028, 2, 29), date(2026, 11, 24))


@pytest.mark.parametrize("zone", ZONES)
def test_h9_the_day_changes_at_midnight_in_the_hospital_and_nowhere_else(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for day in DAYS:
            midnight = (
                datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) - BEIJING
            )
            for minute in range(-720, 720):
                with time_machine.travel(midnight + timedelta(minutes=minute), tick=False):
                    assert clock.today() == (day if minute < 0 else day + timedelta(days=1))
                    assert clock.now().tzinfo is UTC
    finally:
        monkeypatch.undo()
        time.tzset()
