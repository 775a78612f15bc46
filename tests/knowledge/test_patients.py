"""The worked patients: each gets the whole answer that the guideline and its readings give."""

from __future__ import annotations

from typing import Any

import pytest

from myelobone.decide.patients import match, report

from .files import advice, knowledge, patient_cases


@pytest.mark.parametrize("name", patient_cases())
def test_the_worked_patient_gets_the_whole_expected_answer_and_nothing_is_passed_over(
    name: str,
) -> None:
    case = patient_cases()[name]
    answer = advice(case.record, case.as_of, all_rules=True)
    differences = match(case.expect, answer)
    assert not differences, f"\n{name}: {len(differences)} differences\n{report(differences)}"
    found = sorted(problem["code"] for problem in answer["problems"])
    assert found == sorted(problem["code"] for problem in case.expect.get("problems", ()))
    assert open_without_a_question(answer) == []
    assert len(answer["rules"]) == len(knowledge().rules)
    assert answer["items"] or answer["choices"] or answer["questions"]


def open_without_a_question(answer: dict[str, Any]) -> list[str]:
    """The undetermined agents and the asking rules that no question names."""
    named = {output for question in answer["questions"] for output in question["would_change"]}
    agents = [a["agent"] for a in answer["agents"] if a["standing"] == "undetermined"]
    rules = [rule["id"] for rule in answer["rules"] if rule["answer"] == "asks"]
    outputs = [f"agents.{name}" for name in agents] + [f"rules.{name}" for name in rules]
    return [output for output in outputs if output not in named]


def test_every_expected_id_is_a_statement_or_a_reading() -> None:
    known = {*knowledge().statements, *knowledge().readings}
    asked = {cited for case in patient_cases().values() for cited in _cited(case.expect)}
    assert asked - known == set()


def _cited(expect: object) -> set[str]:
    found: set[str] = set()
    if isinstance(expect, dict):
        for key, value in expect.items():
            if key in ("cites", "readings"):
                found |= {value} if isinstance(value, str) else set(value)
            else:
                found |= _cited(value)
    elif isinstance(expect, list):
        for value in expect:
            found |= _cited(value)
    return found
