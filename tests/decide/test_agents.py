"""Standings: the worst reason wins and every reason is shown."""

from __future__ import annotations

from typing import Any

import pytest

from myelobone.decide.doses import row_at
from myelobone.decide.values import number

from .edition import asked, by, edition, fact

FACTS = (
    fact("weight", unit="kg", is_="latest weight")
    + fact("creatinine", unit="umol/L", is_="latest creatinine")
    + fact("allergic", is_="latest allergy where to is alpha")
    + fact("wound", is_="latest wound")
    + fact("dialysis", is_="latest dialysis")
    + fact("stage", is_="latest stage")
    + fact("calcium", unit="mmol/L", is_="latest calcium")
    + fact("operation_day", is_="date of earliest operation where status is planned from today")
    + fact("hold_start", is_="operation_day - 7 days")
    + fact("hold_end", is_="operation_day + 7 days")
    + fact("wound_day", is_="date of latest wound")
    + fact("dose_at_other", unit="mg", dose="alpha", by="weight")
)

ALPHA = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {forbid: allergic, final: yes, cite: [S1], says: {zh: 过敏。, en: Allergy.}}
  - {forbid: dialysis, cite: [S2], says: {zh: 透析。, en: Dialysis.}}
  - {undetermined: {any: [calcium >= 3 mmol/L]}, id: high_calcium, origin: design, reading: [A1], says: {zh: 高钙。, en: Calcium high.}}
  - {discourage: {any: [stage is end]}, id: end_stage, cite: [S2], says: {zh: 终末。, en: End stage.}}
  - {discourage: {none: [stage is early or late or end]}, id: no_stage, unknown: undetermined, cite: [S2], says: {zh: 无期。, en: No stage.}}
  - {prefer: {any: [stage is late]}, id: late_stage, cite: [S1], evidence: [S2], says: {zh: 晚期。, en: Late stage.}}
  - {note: {any: [wound]}, id: wounded, cite: [S1], says: {zh: 有伤口。, en: Wound.}}
no_dose: {when: stage is early, cite: [S1], says: {zh: 另按指南。, en: By another guideline.}}
doses:
  - route: iv
    over: at least 15 min
    at_most: 4 mg
    interval: 28 days
    cite: [S3]
    by: weight
    bands:
      - {above: 60, give: 4 mg}
      - {from: 50, through: 60, give: 3.5 mg, reading: [A1]}
      - {from: 45, below: 50, give: 3.5 mg}
      - {from: 40, below: 45, give: 2 to 3 mg, over: 2 h}
      - {below: 40, avoid: not_recommended, printed: 2 mg}
    unknown: ask
"""

BETA = """
id: beta
label: {zh: 乙药, en: beta}
doses:
  - {route: sc, give: 120 mg, interval: 4 weeks, cite: [S3]}
  - route: iv
    cite: [S3]
    cases:
      - {when: creatinine > 265 umol/L, avoid: not_recommended}
      - {when: wound, give: 60 mg, over: 4 h}
      - {otherwise: yes, give: 60 to 90 mg}
    unknown: ask
"""

CALENDAR = """
- {id: mouth.hold, hold: [alpha], when: operation_day exists, from: hold_start, until: hold_end, cite: [S2], says: {zh: 暂停。, en: Pause.}}
- {id: wound.hold, hold: [beta], when: wound, from: wound_day, cite: [S2], says: {zh: 伤口。, en: Wound pause.}}
"""


def told(*entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    return asked(edition(FACTS, calendar=CALENDAR, alpha=ALPHA, beta=BETA), *entries, **options)


def agent(name: str, *entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    return by(told(*entries, **options)["agents"], "agent")[name]


def entry(what: str, value: str, on: str = "2026-06-01", **more: str) -> dict[str, Any]:
    return {"on": on, "what": what, "value": value, **more}


WEIGHT = entry("weight", "70 kg")

NOT_ALLERGIC = entry("allergy", "no", to="alpha")

CALCIUM = entry("calcium", "2.3 mmol/L")

LATE = entry("stage", "late")

NO_WOUND = entry("wound", "no")

READY = (WEIGHT, NOT_ALLERGIC, CALCIUM, LATE, NO_WOUND)


def ready(*entries: dict[str, Any], without: str = "") -> list[dict[str, Any]]:
    """A chart that is enough for a dose, with entries added or one term left out."""
    new = {each["what"] for each in entries} | {without}
    return [each for each in READY if each["what"] not in new] + list(entries)


def reasons(name: str, *entries: dict[str, Any]) -> list[str]:
    return [reason["item"] for reason in agent(name, *entries)["reasons"]]


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
