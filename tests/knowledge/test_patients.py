"""The worked patients: each gets the whole answer that the guideline and its readings give."""

from __future__ import annotations

import pytest

from myelobone.decide.patients import match, report

from .files import advice, knowledge, patient_cases


@pytest.mark.parametrize("name", patient_cases())
def test_the_worked_patient_gets_the_whole_expected_answer(name: str) -> None:
    case = patient_cases()[name]
    differences = match(case.expect, advice(case.record, case.as_of))
    assert not differences, f"\n{name}: {len(differences)} differences\n{report(differences)}"


@pytest.mark.parametrize("name", patient_cases())
def test_the_worked_patients_record_has_no_problem_but_those_expected(name: str) -> None:
    case = patient_cases()[name]
    found = sorted(problem["code"] for problem in advice(case.record, case.as_of)["problems"])
    assert found == sorted(problem["code"] for problem in case.expect.get("problems", ()))


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
