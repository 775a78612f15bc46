"""Why and why not: an explanation agrees with the advice and goes down to the entries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from myelobone import Record, read_record
from myelobone.decide.explain.explain import explain
from myelobone.decide.explain.nodes import Explanation, Node

from ..knowledge.files import advice, knowledge, patient_cases

PATIENTS = ("W1-2026-12-01", "W4-2026-12-07", "W7-2026-11-17", "W9-2026-11-12", "W10-2026-11-09")


@cache
def record(name: str) -> Record:
    return read_record(patient_cases()[name].record, knowledge().vocabulary)


def why(patient: str, name: str) -> Explanation:
    return explain(record(patient), name, patient_cases()[patient].as_of, knowledge())


def nodes(parts: tuple[Node, ...]) -> Iterator[Node]:
    for node in parts:
        yield node
        yield from nodes(node.parts)


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_rule_is_explained_with_the_answer_that_the_advice_gives(patient: str) -> None:
    from myelobone import advise

    given = advise(record(patient), patient_cases()[patient].as_of, knowledge(), all_rules=True)
    for rule in given.rules:
        assert why(patient, rule.id).answer == rule.answer


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_agent_is_explained_with_its_standing_and_all_reasons(patient: str) -> None:
    case = patient_cases()[patient]
    for agent in advice(case.record, case.as_of)["agents"]:
        found = why(patient, agent["agent"])
        assert found.answer == agent["standing"]
        told = {node.id for node in nodes(found.parts)}
        assert {reason["item"] for reason in agent["reasons"]} <= told
        assert len(found.others) == len(knowledge().agents) - 1


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_fact_is_explained_with_its_value(patient: str) -> None:
    case = patient_cases()[patient]
    facts = advice(case.record, case.as_of)["facts"]
    for name, fact in facts.items():
        (node,) = why(patient, name).parts
        assert why(patient, name).answer == fact["status"]
        if fact["status"] == "known":
            assert node.value == fact["value"]


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_dated_item_of_the_plan_can_be_asked_about(patient: str) -> None:
    case = patient_cases()[patient]
    plan = advice(case.record, case.as_of)["plan"]
    assert plan
    for item in plan:
        found = why(patient, item["id"])
        assert found.kind == "plan"
        assert found.parts[0].id == item["id"]


def test_a_value_is_followed_down_to_the_entries_it_came_from() -> None:
    found = why("W7-2026-11-17", "creatinine_clearance")
    entries = [node for node in nodes(found.parts) if node.kind == "entry"]
    terms = {node.written for node in entries}
    assert {"weight", "creatinine"} <= terms
    creatinine = next(node for node in entries if node.written == "creatinine")
    assert creatinine.on == "2026-11-16"
    assert creatinine.display is not None
    assert creatinine.display.zh == "79 umol/L"


def test_the_dose_table_shows_the_patients_row_and_why_not_the_others() -> None:
    found = why("W7-2026-11-17", "zoledronic_acid")
    (route,) = [node for node in found.parts if node.kind == "route"]
    rows = [node for node in route.parts if node.kind == "row"]
    assert [row.answer for row in rows].count("yes") == 1
    assert {row.answer for row in rows} == {"yes", "no"}
    assert all(row.label is not None and row.display is not None for row in rows)
    assert route.parts[0].id == "creatinine_clearance"


def test_a_dose_that_rests_on_a_missing_value_names_what_is_missing() -> None:
    found = why("W4-2026-12-07", "zoledronic_acid")
    assert found.answer == "undetermined"
    missing = [node.id for node in nodes(found.parts) if node.kind == "missing"]
    assert "weight" in missing
    assert [leaf.written for leaf in found.changes] == ["creatinine_clearance < 30 mL/min"]


def test_a_quiet_rule_shows_the_leaves_that_would_have_to_change() -> None:
    found = why("W7-2026-11-17", "hypercalcaemia.treat_now")
    assert found.answer == "quiet"
    assert "corrected_calcium >= 2.9 mmol/L" in [leaf.written for leaf in found.changes]
    assert all(leaf.answer == "no" for leaf in found.changes)


def test_a_rule_that_asks_names_its_unknown_leaves() -> None:
    every = [name for name in knowledge().rules if why("W4-2026-12-07", name).answer == "asks"]
    assert every
    for name in every:
        changes = why("W4-2026-12-07", name).changes
        assert changes
        assert all(leaf.answer == "unknown" or leaf.kind == "missing" for leaf in changes)


def test_under_a_hold_every_agent_names_the_hold_first() -> None:
    for agent in knowledge().agents:
        found = why("W10-2026-11-09", agent)
        assert found.answer == "forbidden"
        assert found.parts[0].kind == "hold"
        assert found.parts[0].decides


def test_all_agents_can_be_compared_in_one_line_each() -> None:
    found = why("W1-2026-12-01", "agents")
    assert found.others[0].standing == "preferred"
    assert {line.agent for line in found.others} == set(knowledge().agents)
    assert all(line.reason for line in found.others if line.standing != "option")


def test_a_monitoring_day_names_the_last_measurement_and_the_sum() -> None:
    plan = advice(patient_cases()["W9-2026-11-12"].record, "2026-11-12")["plan"]
    item = next(
        i for i in plan if i["kind"] == "monitor" and i["status"] == "upcoming" and not i["branch"]
    )
    (dated, *_) = why("W9-2026-11-12", item["id"]).parts
    last, day = dated.parts[:2]
    assert last.parts[0].kind == "entry"
    assert day.display is not None
    assert day.display.en.endswith(f"= {item['due']}")


def test_a_statement_lists_the_rules_that_rest_on_it_with_their_answers() -> None:
    found = why("W4-2026-12-07", "3.2.b")
    answers = {node.id: node.answer for node in found.parts}
    assert answers["hypercalcaemia.treat_now"] == "yes"


def test_the_same_question_gives_the_same_bytes_and_reads_back_typed() -> None:
    first = why("W4-2026-12-07", "zoledronic_acid")
    assert first.to_json() == why("W4-2026-12-07", "zoledronic_acid").to_json()
    assert msgspec.json.decode(first.to_json(), type=Explanation) == first


def test_a_name_that_nothing_has_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        why("W4-2026-12-07", "no.such.thing")


def test_what_is_told_above_has_been_told_above() -> None:
    for patient in PATIENTS:
        seen: set[str | None] = set()
        for node in nodes(why(patient, "zoledronic_acid").parts):
            if node.kind == "fact":
                assert node.told is False or (node.parts == () and node.id in seen)
                seen.add(node.id)
