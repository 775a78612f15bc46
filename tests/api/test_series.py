"""Facts over time: each point is what an advice of that day shows, and no change is missed."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myelobone import Record, advise, read_record, series
from myelobone.decide.over_time import Series

from ..knowledge.files import knowledge, patient_cases

FACTS = (
    "creatinine_clearance", "corrected_calcium", "age", "course_months", "bone_agent_doses",
    "current_bone_agent", "myeloma_bone_disease",
)  # fmt: skip
START, END = date(2025, 10, 1), date(2026, 12, 31)


@cache
def record(name: str) -> Record:
    return read_record(patient_cases()[name].record, knowledge().vocabulary)


@cache
def found(name: str) -> Series:
    return series(record(name), FACTS, START, END, knowledge())


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["W7-2026-11-17", "W4-2026-12-07", "W9-2026-11-12"]),
    st.integers(0, (END - START).days),
)
def test_a_value_of_the_series_is_what_the_advice_of_that_day_shows(name: str, days: int) -> None:
    day = START + timedelta(days=days)
    facts = advise(record(name), day, knowledge()).facts
    for fact in FACTS:
        assert found(name).at(fact, day) == facts[fact]


def test_each_point_differs_from_the_one_before_it() -> None:
    for points in found("W7-2026-11-17").facts.values():
        assert points[0].on == START.isoformat()
        for before, after in itertools.pairwise(points):
            assert before.on < after.on
            assert before.fact != after.fact


def test_a_value_that_grows_stale_is_a_point_of_its_own() -> None:
    statuses = [point.fact.status for point in found("W7-2026-11-17").facts["creatinine_clearance"]]
    assert ("known", "unknown") in list(itertools.pairwise(statuses))


def test_a_clock_is_a_change_although_nothing_was_recorded() -> None:
    months = found("W7-2026-11-17").facts["course_months"]
    assert [point.fact.value for point in months if point.fact.status == "known"][:4] == [
        0,
        1,
        2,
        3,
    ]


def test_a_birthday_is_a_change() -> None:
    ages = found("W7-2026-11-17").facts["age"]
    assert [point.on for point in ages][1:] == ["2026-04-17"]


def test_the_last_day_is_part_of_the_series_and_the_day_after_is_not() -> None:
    assert found("W7-2026-11-17").at("age", END).status == "known"
    with pytest.raises(ValueError, match="2027-01-01"):
        found("W7-2026-11-17").at("age", "2027-01-01")


def test_a_name_that_is_no_fact_and_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(KeyError, match="no_such_fact"):
        series(record("W7-2026-11-17"), ["no_such_fact"], START, END, knowledge())
    with pytest.raises(ValueError, match="lies before"):
        series(record("W7-2026-11-17"), FACTS, END, START, knowledge())


def test_looking_back_sees_only_what_had_been_entered() -> None:
    entry = {"on": "2026-03-01", "what": "weight", "value": "60 kg", "entered": "2026-03-10"}
    written = {"format": "myelobone-record/1", "patient": {"id": "S"}, "entries": [entry]}
    late = read_record(written, knowledge().vocabulary)
    for known_then, day in ((False, "2026-03-01"), (True, "2026-03-10")):
        weights = series(
            late, ["weight"], "2026-02-01", "2026-04-01", knowledge(), known_then=known_then
        )
        assert [point.on for point in weights.facts["weight"]][1] == day


def test_a_series_reads_back_typed_from_its_json() -> None:
    assert msgspec.json.decode(found("W7-2026-11-17").to_json(), type=Series) == found(
        "W7-2026-11-17"
    )
