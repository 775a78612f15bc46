"""Facts: each form, and what it gives when part of it is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from .edition import asked, edition, shown
from .facts_made import FACTS, entry, facts, given


def test_units_cancel_and_are_converted() -> None:
    seen = facts(
        entry("calcium", "9.2 mg/dL"), entry("albumin", "3.5 g/dL"),
        entry("creatinine", "176.8 umol/L"), entry("weight", "60 kg"),
    )  # fmt: skip
    assert seen["calcium"] == pytest.approx(2.3)
    assert seen["corrected"] == pytest.approx(2.4)
    assert seen["in_milligrams"] == 2
    assert seen["in_grams"] == 60000
    assert seen["product"] == 60.5
    assert facts(entry("weight", "132.27735731092653 [lb_av]"))["weight"] == pytest.approx(60)


def test_a_formula_that_lacks_something_names_it() -> None:
    answer = asked(edition(FACTS), entry("calcium", "2.3 mmol/L"))["facts"]
    assert (answer["corrected"]["why"], answer["corrected"]["needs"]) == ("needs", ["albumin"])
    assert shown(answer["lowest_corrected"]) == pytest.approx(2.3 - 0.02 * 30)


def test_a_formula_with_none_in_it_is_none() -> None:
    seen = facts()
    for name in ("days_since", "months_between", "next_day", "resume"):
        assert seen[name] == "none", name


def test_intervals_go_through_formulas() -> None:
    low, high = facts(entry("calcium", ">=2.5 mmol/L"), entry("albumin", "30 g/L"))["corrected"]
    assert low == pytest.approx(2.7)
    assert high == pytest.approx(6.2)
    assert (
        facts(entry("creatinine", "100 umol/L"), entry("calcium", "10 mg/dL"))["ratio"] == "?needs"
    )
    across = facts(entry("creatinine", "100 umol/L"), entry("calcium", "<11 mg/dL"))["ratio"]
    assert across == "?needs"  # the divisor's interval holds zero


@pytest.mark.parametrize(
    ("last", "months", "years"),
    [
        ("2025-12-15", 6, 0),
        ("2025-12-16", 5, 0),
        ("2025-06-15", 12, 1),
        ("2025-06-16", 11, 0),
        ("2024-02-29", 27, 2),
    ],
)
def test_completed_months_and_years(last: str, months: int, years: int) -> None:
    seen = facts(given(last))
    assert (seen["months_since"], seen["years_since"]) == (months, years)


def test_a_month_is_complete_on_the_day_it_is_due() -> None:
    assert facts(given("2025-08-31"))["next_day"] == "2026-02-28"
    assert facts(given("2025-08-31"), on="2026-02-28")["months_since"] == 6
    assert facts(given("2025-08-31"), on="2026-02-27")["months_since"] == 5
    assert facts(given("2026-06-01"))["before_day"] == "2026-05-31"


def test_the_later_and_the_earlier_of_two_days() -> None:
    seen = facts(given("2026-02-01"))  # three months are 89 days
    assert (seen["resume"], seen["sooner"]) == ("2026-05-02", "2026-05-01")
    seen = facts(given("2025-12-01"))  # three months are 90 days
    assert (seen["resume"], seen["sooner"]) == ("2026-03-01", "2026-03-01")


def test_spans_of_inexact_days_lie_between() -> None:
    assert facts(given("2026-01"))["months_since"] == (4, 5)
    assert facts(given("2026-01"))["days_since"] == (135, 165)
    assert facts(patient={"born": "1961"})["age"] == (64, 65)
    assert facts(patient={"born": "1961"}, on="2026-12-31")["age"] == 65
    assert facts(patient={"born": "1961-06-16"})["age"] == 64
    assert facts()["age"] == "?missing"


def test_a_fact_of_another_day_looks_at_the_record_of_that_day() -> None:
    entries = (entry("weight", "60 kg", "2026-01-01"), entry("weight", "70 kg", "2026-03-01"))
    assert facts(*entries, given("2026-02-01"))["weight_then"] == 60
    assert facts(*entries)["weight_then"] == "none"
    assert facts(*entries, given("2025-02-01"))["weight_then"].startswith("?")


def test_of_a_day_ahead_no_more_is_known_than_on_the_day_asked_about() -> None:
    known = (given("2026-05-01"), entry("weight", "60 kg", "2026-06-01"))
    ahead = entry("weight", "70 kg", "2026-10-01")
    assert facts(*known, ahead)["weight_ahead"] == facts(*known)["weight_ahead"] == 60


def test_first_passes_over_what_is_unknown_or_none() -> None:
    assert facts()["either"] == 77
    assert facts(entry("creatinine", "90 umol/L"))["either"] == 90
    assert facts(entry("calcium", "2.3 mmol/L"))["first_known"] == 2.3
    assert facts(entry("stage", "late"))["none_first"] == "late"


def test_when_all_fail_first_is_none_if_the_last_is_else_lacks_what_the_first_lacks() -> None:
    assert facts()["first_none"] == "none"
    assert facts()["none_first"].startswith("?")
    answer = asked(edition(FACTS))["facts"]["first_known"]
    assert answer["status"] == "unknown"
    assert "albumin" in answer["needs"]


@pytest.mark.parametrize(
    ("entries", "value"),
    [
        ([entry("weight", "60 kg")], 4),  # a yes stops
        ([entry("weight", "59 kg"), entry("stage", "late")], 3),
        ([entry("weight", "59 kg"), entry("stage", "end")], "none"),
        ([entry("weight", "59 kg"), entry("stage", "early")], 4),
        ([entry("stage", "early")], 4),  # unknown, but both ways give the same
        ([entry("stage", "late")], "?needs"),
        ([entry("stage", "end")], "?needs"),
        ([entry("weight", "59 kg")], "?needs"),
    ],
)
def test_cases_keep_what_is_possible(entries: list[dict[str, Any]], value: Any) -> None:
    assert facts(*entries)["big"] == value


def test_running_off_the_end_of_cases_is_unknown() -> None:
    assert facts(entry("weight", "59 kg"), entry("stage", "early"))["ends"] == "?needs"
    assert facts(entry("stage", "early"))["ends"] == "?needs"
    assert facts(entry("weight", "60 kg"))["ends"] == 4
