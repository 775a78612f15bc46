"""Dated items: dose series, holds and measurements."""

from __future__ import annotations

from typing import Any

import pytest

from .calendar_made import ALPHA, DOSES, FACTS, PLAIN, calcium, entry, given, item, plan, told
from .edition import asked, edition, fact


def operation(on: str, status: str = "planned") -> dict[str, Any]:
    return entry("operation", on, status=status)


CASES = item("doses", dose="current", from_="last_dose",
             every="[{when: stage is late, value: 3 months}, {when: stage is end, value: 28 days}, {otherwise: 28 days}]")  # fmt: skip

SOONER = DOSES.replace("late: 3 days", "late: 3 days, sooner: {when: wound, from: last_dose + 7 days}")  # fmt: skip

REST = item("rest", hold="[alpha]", when="operation_day exists", from_="rest_start", until="rest_end", needs="healed")  # fmt: skip

SORE = item("sore", hold="[alpha]", when="wound", from_="wound_day", needs="healed")

AFTER = item("after", hold="[alpha]", when="past_operation exists", from_="past_operation", until="heal_day", needs="healed")  # fmt: skip


def test_the_next_four_doses_are_listed() -> None:
    assert plan(DOSES, "doses", given("2026-06-01")) == [
        ("2026-06-29", "upcoming"),
        ("2026-07-27", "upcoming"),
        ("2026-08-24", "upcoming"),
        ("2026-09-21", "upcoming"),
    ]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2026-06-28", "upcoming"),  # day 27
        ("2026-06-29", "due"),
        ("2026-07-02", "due"),  # day 31
        ("2026-07-03", "overdue"),
        ("2026-08-01", "overdue"),
    ],
)
def test_a_dose_is_due_in_its_window_and_overdue_after_and_its_day_stays(
    on: str, status: str
) -> None:
    assert plan(DOSES, "doses", given("2026-06-01"), on=on)[0] == ("2026-06-29", status)


def test_later_doses_count_from_the_later_of_due_and_today() -> None:
    days = [day for day, _ in plan(DOSES, "doses", given("2026-06-01"), on="2026-07-10")]
    assert days == ["2026-06-29", "2026-08-07", "2026-09-04", "2026-10-02"]


def test_a_new_course_is_due_today() -> None:
    calendar = item("doses", dose="pace_agent", when="stage is late", from_="last_dose", every="28 days")  # fmt: skip
    facts = FACTS + fact(
        "pace_agent", values="[alpha]", cases="[{when: stage is late, value: alpha}]"
    )
    answer = asked(
        edition(facts, calendar=calendar, alpha=ALPHA), entry("stage", value="late")
    )["plan"]  # fmt: skip
    assert next((p["due"], p["status"], p["amount"], p["unit"]) for p in answer) == (
        "2026-06-15", "due", 4, "mg",
    )  # fmt: skip


def test_an_unknown_start_gives_no_date_and_a_question() -> None:
    calendar = item("doses", dose="current", from_="last_visit", every="28 days")
    assert plan(calendar, "doses", given("2026-06-01")) == []
    asks = {q["fact"] for q in told(calendar, given("2026-06-01"))["questions"]}
    assert "visit" in asks
    assert plan(calendar, "doses", given("2026-06-01"), entry("visit", "2026-06")) == []


def test_an_interval_follows_its_cases() -> None:
    dose = given("2026-05-31")
    assert plan(CASES, "doses", dose, entry("stage", value="late"))[0][0] == "2026-08-31"
    assert plan(CASES, "doses", dose, entry("stage", value="end"))[0][0] == "2026-06-28"
    assert plan(CASES, "doses", dose) == []
    assert "stage" in {q["fact"] for q in told(CASES, dose)["questions"]}


def test_an_interval_that_is_the_same_either_way_is_known() -> None:
    calendar = CASES.replace("3 months", "4 weeks").replace("28 days", "4 weeks")
    assert plan(calendar, "doses", given("2026-05-31"))[0][0] == "2026-06-28"


def test_sooner_is_today_but_not_before_its_day() -> None:
    hurt = entry("wound", value="yes")
    assert plan(SOONER, "doses", given("2026-06-01"), hurt)[0] == ("2026-06-15", "due")
    assert plan(SOONER, "doses", given("2026-06-12"), hurt)[0] == ("2026-06-19", "upcoming")
    assert plan(SOONER, "doses", given("2026-05-01"), hurt)[0] == ("2026-05-29", "overdue")
    assert plan(SOONER, "doses", given("2026-06-01"))[0][0] == "2026-06-29"


def test_no_dose_is_dated_while_its_agent_does_not_stand() -> None:
    on_dialysis = entry("dialysis", value="yes")
    assert plan(DOSES, "doses", given("2026-06-01"), on_dialysis) == []
    assert plan(DOSES, "doses", given("2026-06-01", "beta")) != []  # an agent without a table


def test_a_dose_is_named_by_the_day_on_which_it_was_first_due() -> None:
    first = told(DOSES, given("2026-06-01"), on="2026-07-20")["plan"][0]
    assert (first["id"], first["earliest"], first["latest"]) == (
        "topic.doses.2026-06-29", "2026-06-29", "2026-07-02",
    )  # fmt: skip


def test_a_dose_inside_a_hold_is_held_and_moves_to_its_end() -> None:
    entries = (given("2026-06-01"), operation("2026-07-01"))
    assert plan(REST + DOSES, "doses", *entries) == [
        ("2026-06-29", "held"),
        ("2026-07-08", "upcoming"),
        ("2026-08-05", "upcoming"),
        ("2026-09-02", "upcoming"),
        ("2026-09-30", "upcoming"),
    ]
    doses = [p for p in told(REST + DOSES, *entries)["plan"] if p["kind"] == "dose"]
    assert doses[0]["held_by"] == "topic.rest"
    assert [p["needs_confirmation"] for p in doses] == [False, True, False, False, False]
    healed = (*entries, entry("wound", value="no"))
    doses = [p for p in told(REST + DOSES, *healed)["plan"] if p["kind"] == "dose"]
    assert not any(p["needs_confirmation"] for p in doses)


def test_the_first_day_of_a_hold_is_inside_and_its_last_is_not() -> None:
    dose = given("2026-06-01")  # next on 2026-06-29
    starts, ends = operation("2026-07-06"), operation("2026-06-22")
    assert plan(REST + DOSES, "doses", dose, starts)[0] == ("2026-06-29", "held")
    assert plan(REST + DOSES, "doses", dose, operation("2026-07-07"))[0] == ("2026-06-29", "upcoming")  # fmt: skip
    assert plan(REST + DOSES, "doses", dose, ends)[0] == ("2026-06-29", "upcoming")


def test_a_hold_shows_its_bounds_and_the_day_of_resuming() -> None:
    hold = next(p for p in told(REST, operation("2026-07-01"))["plan"] if p["kind"] == "hold")
    assert (hold["earliest"], hold["latest"], hold["due"], hold["status"]) == (
        "2026-06-24", "2026-07-08", "2026-07-08", "upcoming",
    )  # fmt: skip
    assert hold["needs_confirmation"] is True
    now = next(p for p in told(REST, operation("2026-06-20"))["plan"] if p["kind"] == "hold")
    assert now["status"] == "held"


def test_a_hold_without_an_end_ends_the_list() -> None:
    hurt = entry("wound", value="yes")
    assert plan(SORE + DOSES, "doses", given("2026-06-01"), hurt) == [("2026-06-29", "held")]


def test_a_hold_that_is_past_stays_open_until_what_it_needs_is_yes() -> None:
    past = operation("2026-05-01", "done")  # to 2026-05-15
    dose = given("2026-05-20")
    assert plan(AFTER + DOSES, "doses", dose, past) == [("2026-06-17", "held")]
    hold = next(p for p in told(AFTER, past)["plan"] if p["kind"] == "hold")
    assert (hold["due"], hold["status"]) == (None, "held")
    healed = entry("wound", value="no")
    assert plan(AFTER + DOSES, "doses", dose, past, healed)[0] == ("2026-06-17", "upcoming")
    assert plan(AFTER, "after", past, healed) == []


def test_holds_that_follow_on_each_other_move_a_dose_past_all() -> None:
    recent = operation("2026-06-20", "done")
    calendar = REST + AFTER.replace("heal_day, needs: healed", "heal_day") + DOSES
    entries = (given("2026-06-01"), operation("2026-07-08"), recent)
    days = plan(calendar, "doses", *entries, on="2026-06-21")
    assert days[:2] == [("2026-06-29", "held"), ("2026-07-15", "upcoming")]


def test_an_overridden_hold_moves_nothing() -> None:
    override = entry("override", "2026-06-10", item="topic.rest", by="Li", because="seen")
    entries = (given("2026-06-01"), operation("2026-07-01"), override)
    assert plan(REST + DOSES, "doses", *entries)[0] == ("2026-06-29", "upcoming")
    hold = next(p for p in told(REST + DOSES, *entries)["plan"] if p["kind"] == "hold")
    assert hold["override"]["by"] == "Li"


def test_a_hold_that_may_apply_dates_no_dose_and_asks() -> None:
    calendar = item("sore", hold="[alpha]", when="wound", from_="last_dose") + DOSES
    assert plan(calendar, "doses", given("2026-06-01")) == []
    assert "wound" in {q["fact"] for q in told(calendar, given("2026-06-01"))["questions"]}


def test_what_was_never_measured_is_due_today_and_asked() -> None:
    assert plan(PLAIN, "blood", given("2026-06-01"))[0] == ("2026-06-15", "due")
    question = next(q for q in told(PLAIN, given("2026-06-01"))["questions"] if q["fact"] == "calcium")  # fmt: skip
    assert "plan.topic.blood" in question["would_change"]


def test_an_unusable_measurement_is_none() -> None:
    assert plan(PLAIN, "blood", given("2026-06-01"), calcium("2026-06-10", "2.3"))[0] == ("2026-06-15", "due")  # fmt: skip


def test_without_doses_three_months_are_listed() -> None:
    assert plan(PLAIN, "blood", given("2026-06-01"), calcium("2026-06-10")) == [
        ("2026-07-10", "upcoming"),
        ("2026-08-10", "upcoming"),
        ("2026-09-10", "upcoming"),
    ]
