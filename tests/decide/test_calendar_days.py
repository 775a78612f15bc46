"""Dated items: milestones, deadlines, supplements and branches."""

from __future__ import annotations

from typing import Any

import pytest

from .calendar_made import DOSES, PLAIN, calcium, entry, given, item, plan, told

MONTHLY = item("blood", measure="[calcium]", every="1 month", before_dose="7 days")

MILESTONE = DOSES + item("review", decision="pace", after="topic.doses first", at="6 months", prompt="5 months")  # fmt: skip

DEADLINE = item("exit", decision="pace", due="today", deadline="limit_day", alert_from="warn_day", from_="last_dose")  # fmt: skip

SUPPLEMENT = item("supplement", supplement="calcium", amount="amount", due="today", held_while="wound")  # fmt: skip


def next_change(calendar: str, *entries: dict[str, Any], **options: Any) -> Any:
    return told(calendar, *entries, **options)["next_change"]


def test_beside_doses_a_measurement_that_serves_none_goes_on_to_the_last_dose() -> None:
    days = plan(PLAIN + DOSES, "blood", given("2026-06-01"), calcium("2026-06-10"))
    assert [day for day, _ in days] == ["2026-07-10", "2026-08-10", "2026-09-10"]


def test_the_next_is_the_earlier_of_the_month_and_the_first_dose_left() -> None:
    # doses on 06-29, 07-27, 08-24, 09-21; each wants a measurement in the week before it
    days = plan(MONTHLY + DOSES, "blood", given("2026-06-01"), calcium("2026-06-10"))
    assert [day for day, _ in days] == ["2026-06-29", "2026-07-27", "2026-08-24", "2026-09-21"]
    days = plan(MONTHLY + DOSES, "blood", given("2026-06-01"), calcium("2026-05-18"))
    assert [day for day, _ in days] == [
        "2026-06-18", "2026-06-29", "2026-07-27", "2026-08-24", "2026-09-21",
    ]  # fmt: skip


def test_a_measurement_that_serves_a_dose_has_the_week_before_it() -> None:
    first = next(p for p in told(MONTHLY + DOSES, given("2026-06-01"), calcium("2026-06-10"))["plan"] if p["what"] == "calcium")  # fmt: skip
    assert (first["earliest"], first["due"], first["latest"]) == (
        "2026-06-22", "2026-06-29", "2026-06-29",
    )  # fmt: skip
    assert plan(MONTHLY + DOSES, "blood", given("2026-06-01"), calcium("2026-06-10"), on="2026-06-22")[0] == ("2026-06-29", "due")  # fmt: skip


@pytest.mark.parametrize(
    ("measured", "done"), [("2026-06-22", True), ("2026-06-21", False), ("2026-06-29", True)]
)
def test_a_dose_is_served_by_a_measurement_of_the_week_before(measured: str, done: bool) -> None:
    parts = told(MONTHLY + DOSES, given("2026-06-01"), calcium(measured), on="2026-06-29")["plan"]
    first = next(p for p in parts if p["what"] == "calcium")
    assert (first["due"], first["status"]) == ("2026-06-29", "done" if done else "due")
    assert first["done_by"] == ("entries[1]" if done else None)
    following = [p["due"] for p in parts if p["what"] == "calcium"][1]
    assert following == "2026-07-27" if measured != "2026-06-22" else following == "2026-07-22"


def test_an_overdue_dose_is_served_by_a_measurement_once() -> None:
    parts = plan(MONTHLY + DOSES, "blood", given("2026-06-01"), calcium("2026-06-10"), on="2026-07-10")  # fmt: skip
    assert len(parts) == len(set(parts))
    assert parts[0][0] == "2026-06-29"
    assert len(parts) <= 5


def test_each_term_is_dated_by_itself() -> None:
    calendar = PLAIN.replace("[calcium]", "[calcium, albumin]")
    parts = told(calendar, given("2026-06-01"), calcium("2026-06-10"))["plan"]
    first = {p["what"]: p["due"] for p in reversed(parts)}
    assert first == {"calcium": "2026-07-10", "albumin": "2026-06-15"}
    assert parts[0]["id"] == "topic.blood.albumin.2026-06-15"


def test_offsets_count_from_the_first_dose_and_are_answered_by_a_measurement() -> None:
    calendar = DOSES + item("early", measure="[calcium]", after="topic.doses first", at="[7 days, 14 days, 28 days]")  # fmt: skip
    assert [d for d, _ in plan(calendar, "early", given("2026-06-01"))] == [
        "2026-06-08", "2026-06-15", "2026-06-29",
    ]  # fmt: skip
    assert plan(calendar, "early", given("2026-06-01"))[0][1] == "overdue"
    assert [d for d, _ in plan(calendar, "early", given("2026-06-01"), calcium("2026-06-10"))] == [
        "2026-06-15", "2026-06-29",
    ]  # fmt: skip


def test_a_yearly_study_counts_from_the_last() -> None:
    calendar = item("yearly", study="ct", from_="last_study", every="12 months", late="1 month")
    study = entry("study", "2025-06-20", modality="ct")
    assert plan(calendar, "yearly", given("2026-06-01")) == [("2026-06-15", "due")]
    assert plan(calendar, "yearly", given("2026-06-01"), study) == [("2026-06-20", "upcoming")]
    late = {**study, "on": "2025-05-14"}
    assert plan(calendar, "yearly", given("2026-06-01"), late) == [("2026-05-14", "overdue")]


def test_a_study_rests_while_what_holds_it_is_yes_or_unknown() -> None:
    calendar = item("yearly", study="ct", from_="last_study", every="12 months", held_while="wound")
    hurt, healed = entry("wound", value="yes"), entry("wound", value="no")
    assert plan(calendar, "yearly", given("2026-06-01"), hurt) == [("2026-06-15", "held")]
    assert plan(calendar, "yearly", given("2026-06-01")) == [("2026-06-15", "held")]
    assert plan(calendar, "yearly", given("2026-06-01"), healed) == [("2026-06-15", "due")]


def test_a_short_hold_follows_each_dose() -> None:
    calendar = DOSES + item("short", hold="[ct]", after="topic.doses each", until="2 days")
    holds = [p for p in told(calendar, given("2026-06-01"))["plan"] if p["kind"] == "hold"]
    assert [(p["earliest"], p["due"]) for p in holds] == [
        ("2026-06-29", "2026-07-01"), ("2026-07-27", "2026-07-29"),
        ("2026-08-24", "2026-08-26"), ("2026-09-21", "2026-09-23"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "status"),
    [("2026-06-14", "upcoming"), ("2026-06-15", "due"), ("2026-07-15", "due"), ("2026-07-16", "overdue")],
)  # fmt: skip
def test_a_milestone_is_prompted_due_and_overdue(on: str, status: str) -> None:
    assert plan(MILESTONE, "review", given("2026-01-15"), on=on) == [("2026-07-15", status)]


def test_a_milestone_is_answered_by_a_decision_since_its_prompt() -> None:
    early = entry("decision", "2026-06-14", choose="pace", value="monthly")
    assert plan(MILESTONE, "review", given("2026-01-15"), early, on="2026-07-20") != []
    answered = {**early, "on": "2026-06-15"}
    assert plan(MILESTONE, "review", given("2026-01-15"), answered, on="2026-07-20") == []
    other = {**answered, "choose": "agent", "value": "alpha"}
    assert plan(MILESTONE, "review", given("2026-01-15"), other, on="2026-07-20") != []


def test_a_deadline_is_the_latest_day_and_overdue_after() -> None:
    part = told(DEADLINE, given("2026-01-15"))["plan"][0]
    assert (part["due"], part["latest"], part["status"], part["kind"]) == (
        "2026-06-15", "2026-07-15", "due", "decision",
    )  # fmt: skip
    late = told(DEADLINE, given("2025-12-01"))["plan"][0]
    assert (late["latest"], late["status"]) == ("2026-06-01", "overdue")
    decided = entry("decision", "2026-06-10", choose="pace", value="slow")
    assert plan(DEADLINE, "exit", given("2026-01-15"), decided) == []


def test_a_task_is_listed_until_it_is_done() -> None:
    calendar = item("task", task="hydrate", due="last_dose")
    assert plan(calendar, "task", given("2026-06-15")) == [("2026-06-15", "due")]
    done = entry("task_done", "2026-06-15", task="hydrate")
    assert plan(calendar, "task", given("2026-06-15"), done) == []


@pytest.mark.parametrize(
    ("wound", "status", "confirm"),
    [("no", "due", False), ("yes", "held", False), (None, "held", True)],
)
def test_a_supplement_rests_while_what_holds_it_is_yes_or_unknown(
    wound: str | None, status: str, confirm: bool
) -> None:
    entries = [given("2026-06-01"), entry("weight", value="70 kg")]
    if wound:
        entries.append(entry("wound", value=wound))
    part = next(p for p in told(SUPPLEMENT, *entries)["plan"] if p["kind"] == "supplement")
    assert (part["status"], part["needs_confirmation"], part["amount"], part["unit"]) == (status, confirm, 4, "mg")  # fmt: skip
    assert part["held_by"] == ("wound" if status == "held" else None)


def test_a_supplement_of_none_is_not_planned() -> None:
    entries = [given("2026-06-01"), entry("weight", value="25 kg"), entry("wound", value="no")]
    assert plan(SUPPLEMENT, "supplement", *entries) == []


def test_what_may_apply_is_not_planned_but_asked() -> None:
    calendar = item("task", task="hydrate", due="last_dose", when="wound")
    assert plan(calendar, "task", given("2026-06-01")) == []
    asks = {q["fact"]: q["would_change"] for q in told(calendar, given("2026-06-01"))["questions"]}
    assert asks["wound"] == ["plan.topic.task"]


def test_an_exception_takes_an_item_off_the_plan() -> None:
    calendar = item("task", task="hydrate", due="last_dose").replace("when:", "unless: [wound], when:")  # fmt: skip
    assert plan(calendar, "task", given("2026-06-01"), entry("wound", value="yes")) == []
    assert plan(calendar, "task", given("2026-06-01"), entry("wound", value="no")) != []
    assert plan(calendar, "task", given("2026-06-01")) == []


@pytest.mark.parametrize(
    ("on", "then"),
    [("2026-06-15", "2026-06-29"), ("2026-06-29", "2026-07-03"), ("2026-06-28", "2026-06-29")],
)
def test_the_next_change_is_the_day_on_which_a_status_changes(on: str, then: str) -> None:
    assert next_change(DOSES, given("2026-06-01"), on=on) == then


def test_nothing_changes_by_itself_where_nothing_is_dated() -> None:
    assert next_change(DOSES) is None
