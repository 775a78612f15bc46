"""Standings: the worst reason wins and every reason is shown."""

from __future__ import annotations

from typing import Any

import pytest

from myelobone.decide.doses import row_at
from myelobone.decide.values import number

from .agents_made import (
    ALPHA,
    BETA,
    CALENDAR,
    FACTS,
    agent,
    entry,
    ready,
    reasons,
    told,
)
from .edition import edition


@pytest.mark.parametrize(
    ("entries", "standing"),
    [
        (ready(), "preferred"),
        (ready(entry("allergy", "yes", to="alpha")), "forbidden"),
        (ready(without="allergy"), "undetermined"),
        (ready(entry("dialysis", "yes")), "forbidden"),
        (ready(entry("calcium", "3 mmol/L")), "undetermined"),
        (ready(without="calcium"), "undetermined"),
        (ready(entry("stage", "end")), "discouraged"),
        (ready(without="stage"), "undetermined"),
        (ready(without="weight"), "undetermined"),
        (ready(entry("weight", "39 kg")), "forbidden"),
        (ready(without="wound"), "preferred"),  # a note never decides
        ([], "undetermined"),
    ],
)
def test_the_first_standing_that_applies(entries: list[dict[str, Any]], standing: str) -> None:
    assert agent("alpha", *entries)["standing"] == standing


def test_the_worst_wins_and_every_reason_is_shown() -> None:
    entries = ready(
        entry("allergy", "yes", to="alpha"), entry("dialysis", "yes"), entry("calcium", "3 mmol/L"),
        entry("wound", "yes"), entry("weight", "39 kg"),
    )  # fmt: skip
    answer = agent("alpha", *entries)
    assert answer["standing"] == "forbidden"
    shown = {reason["item"]: reason["decides"] for reason in answer["reasons"]}
    assert shown == {
        "alpha.allergic": True,
        "alpha.dialysis": True,
        "alpha.iv": True,
        "alpha.high_calcium": False,
        "alpha.late_stage": False,
        "alpha.wounded": False,
    }
    assert [r["decides"] for r in answer["reasons"]] == [True] * 3 + [False] * 3
    assert all(reason["cites"] or reason["readings"] for reason in answer["reasons"])


def test_a_discouraged_or_preferred_agent_shows_both_sides() -> None:
    assert set(reasons("alpha", *ready(entry("stage", "end")))) == {"alpha.end_stage"}
    assert reasons("alpha", *ready()) == ["alpha.late_stage"]


def test_notes_are_silent_when_unknown() -> None:
    assert "alpha.wounded" not in reasons("alpha", *ready(without="wound"))
    assert "alpha.wounded" in reasons("alpha", *ready(entry("wound", "yes")))


def test_an_unknown_that_leaves_it_undetermined_is_a_reason() -> None:
    assert reasons("alpha", *ready(without="allergy"))[0] == "alpha.allergic"
    assert reasons("alpha", *ready(without="weight"))[0] == "alpha.iv"
    assert reasons("alpha", *ready(without="stage"))[0] == "alpha.no_stage"


def test_every_agent_of_the_knowledge_is_listed_in_the_vocabularys_order() -> None:
    assert [each["agent"] for each in told()["agents"]] == ["alpha", "beta"]


@pytest.mark.parametrize(
    ("weight", "dose"),
    [
        ("60.1 kg", (4, None, None, 15)),
        ("60 kg", (3.5, None, None, 15)),
        ("60.0000000009 kg", (3.5, None, None, 15)),
        ("50 kg", (3.5, None, None, 15)),
        ("49.99 kg", (3.5, None, None, 15)),
        ("44.99 kg", (None, 2, 3, 120)),
        ("40 kg", (None, 2, 3, 120)),
        (">60 kg", (4, None, None, 15)),
        ("<40 kg", None),
        (">=60 kg", None),  # touches two bands that differ
        ("<=60 kg", None),
    ],
)
def test_a_dose_is_found_if_all_bands_touched_give_the_same(weight: str, dose: Any) -> None:
    got = agent("alpha", *ready(entry("weight", weight)))["dose"]
    keys = ("amount", "low", "high", "over_minutes")
    assert (None if got is None else tuple(got[key] for key in keys)) == dose


@pytest.mark.parametrize(
    ("low", "high", "amount"), [(46, 55, 3.5), (45, 60, 3.5), (45, 60.1, None), (44.9, 50, None)]
)
def test_bands_that_give_the_same_are_one_dose(low: float, high: float, amount: Any) -> None:
    route = edition(FACTS, calendar=CALENDAR, alpha=ALPHA, beta=BETA).agents["alpha"].routes[0]
    row = row_at(route.rows, number(low, high))
    assert (None if row is None else row.amount) == amount


def test_a_row_that_gives_none_shows_what_is_printed() -> None:
    reason = agent("alpha", *ready(entry("weight", "39 kg")))["reasons"][0]
    assert (reason["item"], reason["printed"]) == ("alpha.iv", "2 mg")
    assert "2 mg" in reason["text"]["en"]


def test_a_dose_is_shown_only_for_preferred_and_option() -> None:
    assert agent("alpha", *ready(entry("stage", "end")))["dose"] is None
    assert agent("alpha", *ready(without="calcium"))["dose"] is None
    assert agent("alpha", *ready())["dose"]["amount"] == 4
