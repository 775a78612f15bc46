from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myelobone.language.dates import ordinal
from myelobone.language.model import Vocabulary
from myelobone.record.days import read_when, write_when
from myelobone.record.messages import Fault
from myelobone.record.model import When

from .made import codes, record


@pytest.mark.parametrize(
    ("written", "low", "high", "minute"),
    [
        ("2026-11-20", "2026-11-20", "2026-11-20", None),
        ("2026-11-20T09:30", "2026-11-20", "2026-11-20", 570),
        ("2026-11-20T09:30:59", "2026-11-20", "2026-11-20", 570),
        ("2026-11-20T00:00", "2026-11-20", "2026-11-20", 0),
        ("2028-02", "2028-02-01", "2028-02-29", None),
        ("1961", "1961-01-01", "1961-12-31", None),
        (1961, "1961-01-01", "1961-12-31", None),
    ],
)
def test_a_day_a_local_time_a_month_or_a_year_is_read(
    written: Any, low: str, high: str, minute: int | None
) -> None:
    assert read_when(written) == When(ordinal(low), ordinal(high), minute)


@pytest.mark.parametrize(
    ("written", "code", "nearest"),
    [
        ("03/04/2024", "record.ambiguous_day", None),
        ("3.4.24", "record.ambiguous_day", None),
        ("20-11-2026", "record.ambiguous_day", None),
        ("2026/11/20", "record.not_a_day", "2026-11-20"),
        ("2026年11月5日", "record.not_a_day", "2026-11-05"),
        ("2026-1-5", "record.not_a_day", "2026-01-05"),
        (20261120, "record.not_a_day", "2026-11-20"),
        ("2026-11-20 9:30", "record.not_a_day", "2026-11-20T09:30"),
        ("2026-11-20T09:30Z", "record.time_zone", "2026-11-20T09:30"),
        ("2026-11-20T09:30:00+08:00", "record.time_zone", "2026-11-20T09:30"),
        ("2026-02-29", "record.not_a_day", None),
        ("2026-13", "record.not_a_day", None),
        ("2026-11-20T24:00", "record.not_a_day", None),
        ("２０２６-11-20", "record.not_a_day", None),
        ("0026-11-20", "record.not_a_day", None),
        ("yesterday", "record.not_a_day", None),
        (True, "record.not_a_day", None),
        (2026.5, "record.not_a_day", None),
        (["2026-11-20"], "record.not_a_day", None),
    ],
)
def test_any_other_way_to_write_a_day_is_refused_with_what_is_allowed(
    written: Any, code: str, nearest: str | None
) -> None:
    fault = read_when(written)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.nearest) == (code, nearest)
    assert fault.allowed is not None


def test_no_slash_date_of_a_year_is_ever_guessed() -> None:
    for n in range(366):
        day = date(2024, 1, 1) + timedelta(n)
        for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}", f"{day:%d.%m.%y}"):
            fault = read_when(text)
            assert isinstance(fault, Fault)
            assert fault.nearest is None


@given(day=st.dates(date(1850, 1, 1), date(2199, 12, 31)), minute=st.none() | st.integers(0, 1439))
def test_a_day_that_is_written_reads_back(day: date, minute: int | None) -> None:
    when = When(day.toordinal(), day.toordinal(), minute)
    assert read_when(write_when(when)) == when
    for text in (f"{day:%Y}", f"{day:%Y-%m}"):
        month = read_when(text)
        assert isinstance(month, When)
        assert read_when(write_when(month)) == month


def test_days_that_no_text_stands_for_are_not_written() -> None:
    with pytest.raises(ValueError, match="neither a month nor a year"):
        write_when(When(ordinal("2026-11-02"), ordinal("2026-11-05")))


def test_a_period_may_be_open_at_either_end(vocabulary: Vocabulary) -> None:
    read = record(
        vocabulary,
        {"what": "medication", "from": "2026-10", "name": "x"},
        {"what": "medication", "to": "2026-11-02", "name": "x"},
    )
    assert read.problems == ()
    assert read.entries[0].from_ == When(ordinal("2026-10-01"), ordinal("2026-10-31"))
    assert read.entries[0].to is None
    assert read.entries[1].from_ is None


def test_a_period_that_ends_before_it_begins_is_not_used(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, {"what": "medication", "from": "2026-11-02", "to": "2026-11-01"})
    assert codes(read) == ["record.period"]
    entry = read.entries[0]
    assert entry.unusable
    assert (entry.from_, entry.to) == (None, None)


def test_a_bad_day_makes_an_entry_of_unknown_day_whose_value_is_not_used(
    vocabulary: Vocabulary,
) -> None:
    raw = {"on": "03/04/2026", "what": "creatinine", "value": "168 umol/L"}
    read = record(vocabulary, raw)
    entry = read.entries[0]
    assert codes(read) == ["record.ambiguous_day"]
    assert entry.unusable
    assert entry.on is None
    assert entry.value is not None
    assert entry.value.doubt == "invalid"


def test_a_measurement_without_a_day_is_reported_and_a_state_is_not(vocabulary: Vocabulary) -> None:
    read = record(
        vocabulary,
        {"what": "weight", "value": "58 kg"},
        {"what": "dialysis", "value": "no"},
    )
    assert [(problem.code, problem.where) for problem in read.problems] == [
        ("record.undated", "entries[0]")
    ]


def test_when_an_entry_became_known_is_the_last_day_it_may_have_been(
    vocabulary: Vocabulary,
) -> None:
    raw = {"on": "2026-11-20", "what": "dialysis", "value": "no", "entered": "2026-11"}
    assert record(vocabulary, raw).entries[0].entered == ordinal("2026-11-30")
