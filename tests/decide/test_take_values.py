"""Takes: inexact days, bounds, counts, sums and what silence means."""

from __future__ import annotations

from typing import Any

import pytest

from .takes_made import creatinine, given, taken


def operation(on: str, status: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "what": "operation", "status": status, **more}


def albumin(on: str, value: int) -> dict[str, Any]:
    return {"on": on, "what": "albumin", "value": f"{value} g/L"}


def stop(on: str) -> dict[str, Any]:
    return {"on": on, "what": "decision", "choose": "agent", "value": "beta"}


def test_an_attribute_that_is_missing_or_unknown_counts_as_declared() -> None:
    assert taken("invasive", operation("2026-06-01", "done")) == "yes"
    assert taken("invasive", operation("2026-06-01", "done", invasive="unknown")) == "yes"
    assert taken("invasive", operation("2026-06-01", "done", invasive="no")) == "no"


def test_a_study_without_findings_listed_is_not_a_negative_study() -> None:
    study = {"on": "2026-06-01", "what": "study", "modality": "ct"}
    assert taken("lytic", study) == "?needs"
    assert taken("lesions", study) == "?needs"
    assert taken("lytic", {**study, "findings": []}) == "no"
    assert taken("lesions", {**study, "findings": [{"kind": "lytic"}, {"kind": "other"}]}) == 1
    assert taken("lytic", {**study, "findings": [{"kind": "lytic"}]}) == "?needs"
    assert taken("lytic", {**study, "findings": [{"kind": "lytic", "size": "5 mm"}]}) == "yes"


def test_counts_and_sums_are_unknown_when_a_member_is() -> None:
    assert taken("doses", given("2026-06-01"), given("2026-05-01")) == 2
    assert (
        taken("dose_sum", given("2026-06-01", dose="4 mg"), given("2026-05-01", dose="0.003 g"))
        == 7
    )
    assert taken("dose_sum", given("2026-06-01", dose="4 mg"), given("2026-05-01")) == "?needs"
    assert taken("doses_year", given("2025-06-15"), given("2025-06-14")) == 1
    assert taken("doses_year", given("2025")) == "?needs"
    assert taken("alpha_doses", given("2026-06-01"), given("2026-06-01", "beta")) == 1


@pytest.mark.parametrize(
    ("days", "over"),
    [
        (["2026-01-01", "2026-02-05"], 0),  # 35 days
        (["2026-01-01", "2026-02-06"], 1),
        (["2026-02-06", "2026-01-01", "2026-04-01"], 1 + 19),
        (["2026-01", "2026-04-01"], "?needs"),
    ],
)
def test_pauses_are_what_gaps_exceed(days: list[str], over: Any) -> None:
    assert taken("pauses", *(given(day) for day in days)) == over


@pytest.mark.parametrize(
    ("others", "value"),
    [
        ([albumin("2026-06-04", 34), albumin("2026-06-06", 36)], 36),  # a tie goes to the later day
        ([albumin("2026-06-06", 36), albumin("2026-06-04", 34)], 36),
        ([albumin("2026-06-04", 34), albumin("2026-06-07", 37)], 34),
        ([albumin("2026-05-29", 29)], 29),  # 7 days
        ([albumin("2026-05-28", 28)], "?stale"),
        ([albumin("2026-06-12", 22)], 22),
        ([albumin("2026-06-13", 23)], "?stale"),
        ([albumin("2026-06-05", 35), albumin("2019", 31)], 35),  # far away whatever its day
        ([albumin("2026-06-04", 34), albumin("2026-06", 31)], "?conflicting"),
        ([albumin("2026-06-04", 34), albumin("2026-06", 34)], 34),
        ([], "?missing"),
    ],
)
def test_nearest_takes_the_smallest_distance(others: list[dict[str, Any]], value: Any) -> None:
    calcium = {"on": "2026-06-05", "what": "calcium", "value": "2.3 mmol/L"}
    assert taken("albumin", calcium, *others) == value


def test_nearest_to_an_unknown_day_is_unknown() -> None:
    assert taken("albumin", albumin("2026-06-04", 34)) == "?missing"


def test_bounds_are_inclusive_or_not_as_they_say() -> None:
    entries = [given("2026-03-01"), given("2026-04-01"), given("2026-05-01"), stop("2026-04-01")]
    assert taken("since_stop", *entries) == 2
    assert taken("before_stop", *entries) == 1
    assert taken("on_stop", *entries) == 1
    assert taken("after_stop", *entries) == "2026-05-01"


def test_a_bound_that_is_none_finds_nothing_unless_it_says_if_any() -> None:
    entry = given("2026-03-01")
    assert taken("since_stop", entry) == 0
    assert taken("strictly_after_stop", entry) == "none"
    assert taken("after_stop", entry) == "2026-03-01"


def test_an_unknown_bound_makes_the_take_unknown() -> None:
    assert taken("visits_since_visit", given("2026-03-01")) == "?missing"
    assert taken("given_since_visit", given("2026-03-01")) == "?missing"


def test_a_bound_known_to_a_month_decides_what_all_of_it_decides() -> None:
    month = stop("2026-04")
    assert taken("since_stop", month, given("2026-05-01")) == 1
    assert taken("since_stop", month, given("2026-04-15")) == "?needs"
    assert taken("since_stop", month, given("2026-03-31")) == 0


@pytest.mark.parametrize(
    ("span", "value"),
    [
        ({"from": "2026-01-01"}, "yes"),
        ({"from": "2026-01-01", "to": "2026-06-15"}, "yes"),
        ({"from": "2026-01-01", "to": "2026-06-14"}, "?missing"),
        ({"from": "2026-06-16"}, "?missing"),
        ({"to": "2026-08-01"}, "yes"),  # an unknown start counts as begun
        ({"from": "2026-01-01", "to": "2026-06"}, "?needs"),
    ],
)
def test_running_keeps_periods_open_today(span: dict[str, str], value: str) -> None:
    assert taken("medicine", {"what": "medicine", "class": "strong", **span}) == value


def test_plans_are_seen_from_today_on_only() -> None:
    ahead, past = operation("2026-07-01", "planned"), operation("2026-06-14", "planned")
    today = operation("2026-06-15", "planned")
    assert taken("planned", ahead, past) == "2026-07-01"
    assert taken("planned", ahead, today) == "2026-06-15"
    assert taken("planned", past) == "none"
    assert taken("done", ahead, operation("2026-06-01", "done")) == "2026-06-01"
    assert taken("done", ahead) == "none"


def test_a_plan_is_seen_from_the_day_it_became_known() -> None:
    later = operation("2026-07-01", "planned", entered="2026-06-16")
    assert taken("planned", later) == "none"
    assert taken("planned", {**later, "entered": "2026-06-15"}) == "2026-07-01"


def test_a_plan_for_this_month_may_lie_on_either_side_of_today() -> None:
    assert taken("any_planned", operation("2026-06", "planned")) == "?needs"
    assert taken("any_planned", operation("2026-07", "planned")) == "yes"
    assert taken("any_operation", operation("2026-06", "planned")) == "?needs"
    assert taken("any_operation", operation("2026-06", "done")) == "yes"


def test_looking_back_sees_what_was_known_then() -> None:
    late = creatinine("2026-06-01", "200 umol/L", entered="2026-06-20")
    early = creatinine("2026-05-01", "100 umol/L")
    assert taken("newest", early, late) == 200
    assert taken("newest", early, late, known_then=True) == 100


def test_a_fact_of_another_day_sees_what_was_there_by_then() -> None:
    entries = [
        creatinine("2026-02-01", "90 umol/L"),
        creatinine("2026-03-02", "150 umol/L"),
        given("2026-03-01"),
    ]
    assert taken("creatinine_then", *entries) == 90
    assert taken("creatinine_then", entries[0]) == "none"
    assert taken("creatinine_then", entries[0], given("2026-03")) == "?needs"


def test_a_decision_lapses_with_its_window() -> None:
    pace = {"on": "2026-02-01", "what": "decision", "choose": "pace", "value": "slow"}
    assert taken("pace", pace, given("2026-01-01")) == "slow"
    assert taken("pace", pace, given("2026-03-01")) == "none"
    assert taken("pace", pace, {**pace, "on": "2026-02-02", "value": "monthly"}, given("2026-01-01")) == "monthly"  # fmt: skip


def test_a_condition_is_compared_in_the_unit_of_its_term() -> None:
    assert taken("newest_high", creatinine("2026-06-01", "2 mg/dL")) == 176.8
    assert taken("newest_high", creatinine("2026-06-01", "176 umol/L")) == "?missing"


def test_the_laboratorys_limits_stand_with_the_entry() -> None:
    assert taken("upper", creatinine("2026-06-01", range=[50, 97])) == 97
    assert taken("upper", creatinine("2026-06-01")) == "?missing"
