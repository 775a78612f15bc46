"""The order of precedence, pair by pair: the higher demands what it demands, neither is silent.

The classes are the variants of `patients/precedence.yaml`. `precedence.csv` says for each pair what
stands when both hold at once; it was written from the notes' order of precedence and Table 3.
"""

from __future__ import annotations

import csv
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from myelobone.decide.patients import cases, match, report
from myelobone.language.yaml import read

from .files import PATIENTS, advice

# Highest first. A tuple holds the forms of one class of the notes.
PRECEDENCE = (
    ("pregnancy", "lactation"),
    ("allergy_bisphosphonate", "allergy_denosumab"),
    ("route",),
    ("duplicate", "osteoporosis_product"),
    ("two_agents",),
    ("onj", "onj_suspected"),
    ("dental_ahead", "dental_done"),
    ("open_wound",),
    ("low_calcium", "low_ionised"),
    ("creatinine_rise", "kidney_unstable", "kidney_moderate", "kidney_severe", "dialysis"),
    ("hypercalcaemia",),
    ("preference",),
)
CLASSES = [form for forms in PRECEDENCE for form in forms]
AGENTS = ("zoledronic_acid", "denosumab", "pamidronate", "incadronate", "clodronate")
NOT_GIVEN = ("forbidden", "undetermined", "discouraged")
TABLE = (Path(__file__).parent / "precedence.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))
PAIRS = [row for row in ROWS if row["zoledronic_acid"] != "impossible"]
URGENT = [row for row in PAIRS if "hypercalcaemia" in (row["higher"], row["lower"])]


def first_forms(row: dict[str, str]) -> bool:
    """One form for each class stands for it in the daily suite; every form is tried at night."""
    return {row["higher"], row["lower"]} <= {forms[0] for forms in PRECEDENCE}


def named(row: dict[str, str]) -> str:
    return f"{row['higher']}+{row['lower']}"


DAILY = [
    pytest.param(row, id=named(row), marks=() if first_forms(row) else pytest.mark.nightly)
    for row in PAIRS
]


def test_every_pair_of_classes_is_in_the_table_in_their_order() -> None:
    assert [(row["higher"], row["lower"]) for row in ROWS] == list(combinations(CLASSES, 2))


def test_every_class_is_a_variant_of_the_patient() -> None:
    assert [day["name"] for day in patient()["days"]] == CLASSES


def test_a_pair_that_cannot_be_says_why() -> None:
    assert all(row["hypercalcaemia"] for row in ROWS if row not in PAIRS)


@pytest.mark.parametrize("row", DAILY)
def test_of_two_that_meet_the_higher_decides_what_each_agent_is(row: dict[str, str]) -> None:
    assert {agent: shown(found(row), agent) for agent in AGENTS} == {a: row[a] for a in AGENTS}


@pytest.mark.parametrize("row", DAILY)
def test_of_two_that_meet_neither_is_silent(row: dict[str, str]) -> None:
    for side in (row["higher"], row["lower"]):
        own = {key: wanted for key, wanted in expected(side).items() if key in SHOWN}
        own["agents"] = {
            agent: {"reasons": wanted["reasons"]}
            for agent, wanted in expected(side).get("agents", {}).items()
        }
        if (row["higher"], row["lower"]) in SETTLED and side == row["lower"]:
            continue
        differences = match(own, found(row))
        assert not differences, f"{side} in {named(row)}\n{report(differences)}"


@pytest.mark.parametrize("row", DAILY)
def test_no_dose_is_due_of_an_agent_that_may_not_be_given(row: dict[str, str]) -> None:
    barred = {agent for agent in AGENTS if row[agent] in NOT_GIVEN}
    due = {p["agent"] for p in found(row)["plan"] if p["kind"] == "dose" and p["status"] in DUE}
    assert not due & barred


@pytest.mark.parametrize("row", DAILY)
def test_what_the_higher_keeps_off_the_plan_stays_off_it(row: dict[str, str]) -> None:
    for side in (row["higher"], row["lower"]):
        own = {key: value for key, value in expected(side).items() if key == "plan_none"}
        assert match(own, found(row)) == []


@pytest.mark.parametrize("row", URGENT, ids=named)
def test_hypercalcaemia_against_a_block_is_a_choice_with_both_sides(row: dict[str, str]) -> None:
    answer = found(row)
    open_choices = {
        choice["id"]: [o["id"] for o in choice["options"] if o["available"]]
        for choice in answer["choices"]
        if choice["id"] in ("bone_agent", "blocked_hypercalcaemia")
    }
    assert all(c["chosen"] is None for c in answer["choices"])
    alert = {"items": [{"level": "stop", "urgency": "now", "cites": "B13", "do": ["mdt_meeting"]}]}
    match row["hypercalcaemia"]:
        case "against_block":
            both = ["without_bone_agent", "bone_agent_by_mdt"]
            assert open_choices == {"blocked_hypercalcaemia": both}
            assert match(alert, answer) == []
        case "running":  # a repeat dose from the seventh day, no second choice
            assert open_choices == {}
            assert match({"plan": [{"kind": "dose", "due": "2026-12-01"}]}, answer) == []
        case "verify":
            again = {"items": [{"level": "stop", "urgency": "now", "cites": ["B11", "B14"]}]}
            assert open_choices == {}
            assert match(again | {"questions": [{"fact": "ionised_calcium"}]}, answer) == []
        case options:
            assert open_choices == {"bone_agent": options.split()}


@pytest.mark.parametrize("row", PAIRS[:1] + PAIRS[-1:], ids=named)
def test_the_order_in_which_the_two_are_recorded_makes_no_difference(row: dict[str, str]) -> None:
    turned = advice(record(row["lower"], row["higher"]), DAY)
    assert {a: shown(turned, a) for a in AGENTS} == {a: shown(found(row), a) for a in AGENTS}


DAY = "2026-12-01"
SETTLED = {
    ("onj", "onj_suspected")
}  # a finding settles the suspicion, which has nothing left to say
SHOWN = ("items", "orders")
DUE = ("due", "overdue")


@cache
def patient() -> dict[str, Any]:
    """The patient whose variants are the classes."""
    return _read("precedence.yaml")


def expected(name: str) -> dict[str, Any]:
    """What a class shows by itself."""
    return next(day["expect"] for day in patient()["days"] if day["name"] == name)


def record(*names: str) -> dict[str, Any]:
    """The record in which all of these hold; of two values of one day the lower class has its own."""
    days = [day for day in patient()["days"] if day["name"] in names]
    added: dict[Any, dict[str, Any]] = {}
    for day in days:
        for entry in day.get("also") or ():
            key = (entry["on"], entry["what"], entry.get("to"))
            added[key if "value" in entry else tuple(map(str, entry.items()))] = entry
    variant = {
        "as_of": DAY,
        "without": [term for day in days for term in day.get("without") or ()],
        "also": list(added.values()),
        "expect": {},
    }
    return cases({**patient(), "days": [variant]}, _read("background.yaml"))[0].record


@cache
def _found(names: tuple[str, str]) -> dict[str, Any]:
    return advice(record(*names), DAY)


def found(row: dict[str, str]) -> dict[str, Any]:
    """The advice where both of a pair hold."""
    return _found((row["higher"], row["lower"]))


def shown(answer: dict[str, Any], name: str) -> str:
    """Standing and dose of an agent, as the table writes them."""
    agent = next(agent for agent in answer["agents"] if agent["agent"] == name)
    dose = agent["dose"]
    if dose is None:
        return str(agent["standing"])
    if dose["amount"] is None:
        return f"{agent['standing']} {dose['low']:g}-{dose['high']:g}"
    figure = f"{dose['amount']:.1f}" if name == "zoledronic_acid" else f"{dose['amount']:g}"
    return f"{agent['standing']} {figure}"


@cache
def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = read((PATIENTS / name).read_bytes(), name).data
    return data
