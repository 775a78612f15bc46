"""Takes: what is seen, in which order, and what an entry too old or unsure gives."""

from __future__ import annotations

from typing import Any

import pytest

from .edition import asked, edition, shown
from .takes_made import creatinine, facts, given, taken


def stage(on: str, value: str) -> dict[str, Any]:
    return {"on": on, "what": "stage", "value": value}


@pytest.mark.parametrize(
    ("name", "value"),
    [("newest", 130), ("second", 120), ("oldest", 110), ("top", 140), ("bottom", 110)],
)
def test_takes_follow_the_days_not_the_file(name: str, value: float) -> None:
    entries = [
        creatinine("2026-06-03", "130 umol/L"),
        creatinine("2026-05-01", "140 umol/L"),
        creatinine("2026-04-01", "110 umol/L"),
        creatinine("2026-06-01", "120 umol/L"),
    ]
    assert taken(name, *entries) == value


def test_on_one_day_the_later_time_wins_then_the_later_place_in_the_file() -> None:
    early = creatinine("2026-06-01T08:00", "110 umol/L")
    late = creatinine("2026-06-01T17:30", "120 umol/L")
    again = creatinine("2026-06-01T17:30", "130 umol/L")
    assert taken("newest", late, early) == 120
    assert taken("newest", late, again, early) == 130
    assert taken("newest", again, late, early) == 120
    assert taken("oldest", late, early) == 110
    assert taken("second", late, again, early) == 120
    assert taken("newest", creatinine("2026-06-01"), creatinine("2026-06-01", "90 umol/L")) == 90


def test_nothing_after_today_is_seen() -> None:
    ahead = creatinine("2026-06-16", "200 umol/L")
    assert taken("newest", creatinine("2026-06-15"), ahead) == 100
    assert taken("newest", ahead) == "?missing"


def test_a_second_to_last_needs_two() -> None:
    assert taken("second", creatinine("2026-06-01")) == "?missing"
    assert taken("previous_dose", given("2026-06-01")) == "none"
    assert taken("previous_dose", given("2026-06-01"), given("2026-05-01")) == "2026-05-01"


def test_several_terms_are_one_source_in_one_order() -> None:
    visit = {"on": "2026-06-02", "what": "visit"}
    assert taken("either", visit, given("2026-06-01")) == "2026-06-02"
    assert taken("either", visit, given("2026-06-03")) == "2026-06-03"


@pytest.mark.parametrize(
    ("name", "on", "value"),
    [
        ("fresh", "2026-05-16", 100),  # 30 days ago
        ("fresh", "2026-05-15", "?stale"),
        ("fresh_months", "2026-05-15", 100),
        ("fresh_months", "2026-05-14", "?stale"),
    ],
)
def test_an_entry_is_fresh_through_its_last_day(name: str, on: str, value: Any) -> None:
    assert taken(name, creatinine(on)) == value


def test_a_stale_value_is_shown_but_not_used() -> None:
    answer = asked(edition(facts()), creatinine("2026-01-02", "1.5 mg/dL"))
    assert answer["facts"]["fresh"]["shown"] == "1.5 mg/dL"
    assert shown(answer["facts"]["fresh"]) == "?stale"


def test_a_month_is_fresh_only_if_all_of_it_is() -> None:
    assert taken("fresh", creatinine("2026-06")) == 100
    assert taken("fresh", creatinine("2026-05")) == "?stale"


def test_a_stale_no_of_a_state_whose_silence_is_no_is_the_assumption() -> None:
    old_no = {"on": "2025-01-01", "what": "dialysis", "value": "no"}
    old_yes = {"on": "2025-01-01", "what": "dialysis", "value": "yes"}
    answer = asked(edition(facts()), old_no)["facts"]["dialysis"]
    assert (answer["value"], answer["assumed"]) == ("no", ["dialysis"])
    assert taken("dialysis", old_yes) == "?stale"
    assert taken("wound", {"on": "2025-01-01", "what": "wound", "value": "no"}) == "?stale"


def test_the_highest_of_what_is_fresh() -> None:
    old = creatinine("2026-01-01", "300 umol/L")
    assert taken("highest_month", old, creatinine("2026-06-01")) == 100
    assert taken("highest_month", old) == "?stale"


@pytest.mark.parametrize("value", ["100", "100 furlong", "2 umol/L", "raised", "5000 umol/L"])
def test_an_unusable_latest_value_is_never_replaced_by_an_older_one(value: str) -> None:
    entries = (creatinine("2026-05-01"), creatinine("2026-06-01", value))
    assert taken("newest", *entries).startswith("?")
    assert taken("top", *entries).startswith("?")
    assert taken("oldest", *entries) == 100


def test_the_word_unknown_is_no_value() -> None:
    assert (
        taken("stage", stage("2026-05-01", "early"), stage("2026-06-01", "unknown")) == "?missing"
    )


def test_two_words_of_one_state_on_one_day_conflict() -> None:
    assert (
        taken("stage", stage("2026-06-01", "early"), stage("2026-06-01", "late")) == "?conflicting"
    )
    assert taken("stage", stage("2026-06-01", "early"), stage("2026-06-01", "early")) == "early"


def test_times_order_two_words_of_one_day_but_equal_times_do_not() -> None:
    eight, nine = "2026-06-01T08:00", "2026-06-01T09:00"
    assert taken("stage", stage(nine, "early"), stage(eight, "late")) == "early"
    assert taken("stage", stage(nine, "early"), stage(nine, "late")) == "?conflicting"
    assert taken("stage", stage(nine, "early"), stage("2026-06-01", "late")) == "?conflicting"


def test_the_first_and_the_second_to_last_word_conflict_as_the_last_does() -> None:
    day = [stage("2026-05-01", "early"), stage("2026-05-01", "late")]
    assert taken("first_stage", *day, stage("2026-06-01", "end")) == "?conflicting"
    assert taken("previous_stage", *day, stage("2026-06-01", "end")) == "?conflicting"
    assert taken("stage", *day, stage("2026-06-01", "end")) == "end"


def test_states_of_different_things_do_not_conflict() -> None:
    def to(agent: str, value: str) -> dict[str, Any]:
        return {"on": "2026-06-01", "what": "allergy", "to": agent, "value": value}

    assert taken("allergy", to("alpha", "no"), to("beta", "yes")) == "no"
    assert taken("allergy", to("alpha", "no"), to("alpha", "yes")) == "?conflicting"
    assert taken("allergy", to("beta", "yes")) == "?missing"


def test_inexact_days_that_overlap_leave_the_latest_unknown_unless_they_agree() -> None:
    month = creatinine("2026-06", "120 umol/L")
    assert taken("newest", month, creatinine("2026-06-10")) == "?conflicting"
    assert taken("newest", month, creatinine("2026-06-10", "120 umol/L")) == 120
    assert taken("newest", month, creatinine("2026-05-31")) == 120
    assert taken("newest", creatinine("2026-05"), creatinine("2026-06-01", "90 umol/L")) == 90


def test_an_entry_that_another_certainly_follows_is_no_candidate() -> None:
    month = creatinine("2026-06", "120 umol/L")
    first, second = creatinine("2026-06-10", "90 umol/L"), creatinine("2026-06-10", "120 umol/L")
    assert taken("newest", month, first, second) == 120
    assert taken("fresh", creatinine("2026"), creatinine("2026-06-10")) == 100


def test_an_entry_without_a_day_may_be_the_latest() -> None:
    undated = {"what": "creatinine", "value": "120 umol/L"}
    assert taken("newest", undated) == 120
    assert taken("newest", undated, creatinine("2026-06-01")) == "?conflicting"
    assert taken("newest", undated, creatinine("2026-06-01", "120 umol/L")) == 120
    assert taken("newest_day", undated) == "?missing"
    assert taken("fresh", undated) == "?stale"
    entries = (creatinine("2026-05-01"), creatinine("2026-06-01"))
    assert taken("second", *entries) == 100
    assert taken("second", undated, *entries) == "?conflicting"


def test_a_month_alone_gives_a_day_between() -> None:
    assert taken("newest_day", creatinine("2026-05")) == ("2026-05-01", "2026-05-31")
    assert taken("newest_day", creatinine("2026-06")) == ("2026-06-01", "2026-06-15")


def test_a_comparator_is_an_interval() -> None:
    low, high = taken("newest", creatinine("2026-06-01", "<45 umol/L"))
    assert low == 20
    assert 44.9 < high < 45
    low, high = taken("newest", creatinine("2026-06-01", ">=45 umol/L"))
    assert (low, high) == (45, 2000)


def test_conditions_that_cannot_be_told_leave_the_take_unknown() -> None:
    big, silent = given("2026-05-01", dose="8 mg"), given("2026-06-01")
    assert taken("big_dose", big) == 8
    assert taken("big_dose", big, silent) == "?needs"
    assert taken("big_dose", silent, given("2026-06-02", dose="9 mg")) == 9
    assert taken("any_big", big, silent) == "yes"
    assert taken("any_big", silent) == "?needs"
    assert taken("any_big", given("2026-06-01", dose="4 mg")) == "no"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("newest", "?missing"),
        ("stage", "?missing"),
        ("last_dose", "none"),
        ("doses", 0),
        ("dose_sum", 0),
        ("any_big", "no"),
        ("visits", "?missing"),
        ("any_visit", "?missing"),
        ("last_visit", "?missing"),
        ("dialysis", "no"),
        ("dialysis_day", "none"),
        ("any_dialysis", "no"),
        ("medicine", "?missing"),
        ("pauses", 0),
        ("pace", "none"),
        ("lytic", "no"),
    ],
)
def test_silence_means_unknown_unless_the_vocabulary_says_otherwise(name: str, value: Any) -> None:
    assert taken(name) == value
