"""Months have one meaning: exhaustive over the ends of months in several years."""

from calendar import monthrange
from datetime import date, timedelta

import pytest

from myelobone.language.dates import (
    Duration,
    add,
    add_months,
    iso,
    months_between,
    ordinal,
    years_between,
)

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)  # a leap year, with one before and after
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
ENDS = [day for day in DAYS if day.day >= 28 or day.day == 1]


@pytest.mark.parametrize("months", range(-26, 27))
def test_a_month_keeps_the_day_or_takes_the_last_of_a_shorter_month(months: int) -> None:
    for day in ENDS:
        found = date.fromordinal(add_months(day.toordinal(), months))
        assert (found.year - day.year) * 12 + found.month - day.month == months
        assert found.day == min(day.day, monthrange(found.year, found.month)[1])


def test_months_from_a_to_b_is_the_largest_count_that_has_been_reached() -> None:
    for start in ENDS:
        a = start.toordinal()
        for end in ENDS:
            b = end.toordinal()
            k = months_between(a, b)
            assert add_months(a, k) <= b < add_months(a, k + 1), (start, end, k)


def test_a_date_is_due_on_the_day_on_which_its_count_is_complete() -> None:
    for day in ENDS:
        for months in range(25):
            due = add_months(day.toordinal(), months)
            assert months_between(day.toordinal(), due) == months
            assert months_between(day.toordinal(), due - 1) == months - 1


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_known_month_ends(start: str, months: int, end: str) -> None:
    assert iso(add_months(ordinal(start), months)) == end


def test_years_are_months_over_twelve_downwards() -> None:
    assert years_between(ordinal("1961-03-04"), ordinal("2026-03-03")) == 64
    assert years_between(ordinal("1961-03-04"), ordinal("2026-03-04")) == 65
    assert years_between(ordinal("2024-02-29"), ordinal("2025-02-28")) == 1


@pytest.mark.parametrize(
    ("duration", "end"),
    [
        (Duration(24, "hours"), "2026-02-01"),
        (Duration(36, "hours"), "2026-02-02"),
        (Duration(28, "days"), "2026-02-28"),
        (Duration(4, "weeks"), "2026-02-28"),
        (Duration(1, "months"), "2026-02-28"),
        (Duration(2, "years"), "2028-01-31"),
    ],
)
def test_durations_move_a_day(duration: Duration, end: str) -> None:
    assert iso(add(ordinal("2026-01-31"), duration)) == end


def test_durations_move_a_day_back() -> None:
    assert iso(add(ordinal("2026-03-31"), Duration(1, "months"), -1)) == "2026-02-28"
    assert iso(add(ordinal("2026-03-31"), Duration(36, "hours"), -1)) == "2026-03-29"


@pytest.mark.parametrize("text", ["2026-2-1", "20260201", "2026-02-30", "today", "2026-W05-1"])
def test_only_whole_iso_dates_are_days(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the message is Python's
        ordinal(text)
