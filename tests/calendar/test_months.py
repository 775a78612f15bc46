"""The program's months against months counted one by one: every day of nine years, to five years."""

from __future__ import annotations

from datetime import date

import pytest

from myelobone.language.dates import add_months, months_between, years_between

from .months import months_complete, months_later

FIRST, LAST = date(2024, 1, 1).toordinal(), date(2032, 12, 31).toordinal()


@pytest.mark.parametrize("year", range(2024, 2033))
def test_adding_months_is_the_same_however_it_is_counted(year: int) -> None:
    for day in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        for months in range(-60, 61):
            assert add_months(day, months) == months_later(day, months), (day, months)


@pytest.mark.parametrize("year", range(2024, 2033))
def test_months_between_two_days_are_the_same_however_they_are_counted(year: int) -> None:
    """Just before, on and after each day on which one more month is complete."""
    for day in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        ends = [months_later(day, months) for months in range(61)]
        for months, end in enumerate(ends):
            assert months_between(day, end) == months, (day, end)
            if end > day:
                assert months_between(day, end - 1) == months - 1, (day, end)
            assert years_between(day, end) == months // 12


def test_every_end_of_a_span_of_a_year_is_counted_alike() -> None:
    for day in range(FIRST, LAST + 1, 7):
        for end in range(day, day + 366):
            assert months_between(day, end) == months_complete(day, end), (day, end)
