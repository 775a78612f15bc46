"""Whoever is worse off, in nothing but one number, is never given more."""

from __future__ import annotations

from myelobone.prove.solver import less

from ..broken import FACTS, codes, only, subject

ALPHA = """
id: alpha
label: {{zh: 甲药, en: alpha}}
doses:
  - route: iv
    cite: [S3]
{table}
    unknown: ask
"""
BANDS = """\
    by: weight
    bands:
      - {{above: 60, give: {high} mg}}
      - {{from: 40, through: 60, give: {middle} mg}}
      - {{below: 40, avoid: not_recommended}}
"""
CASES = """\
    cases:
      - {{when: {when}, give: 2 mg}}
      - {{otherwise: yes, give: 4 mg}}
"""
WORSE = "- {worse: weight, when: lower}\n"
DERIVED = "light: {label: {zh: 轻, en: light}, any: [double < 100 kg]}\ndouble: {label: {zh: 倍, en: double}, unit: kg, is: weight * 2}\n"


def found(table: str, worse: str = WORSE) -> less.Examined:
    alpha = ALPHA.format(table=table)
    return less.check(
        subject(facts__added=FACTS + DERIVED, agents__alpha=alpha, opposed=worse).search
    )


def test_a_table_that_falls_with_the_number_is_proved() -> None:
    assert codes(found(BANDS.format(high=4, middle=3))) == []


def test_a_swapped_band_is_found_with_a_patient_in_it() -> None:
    one = only(found(BANDS.format(high=3, middle=4)), "prove.worse_gets_more")
    assert one.at[1] == "alpha.iv[1]"
    assert one.witness is not None


def test_the_other_end_may_be_the_worse() -> None:
    higher = "- {worse: weight, when: higher}\n"
    assert "prove.worse_gets_more" in codes(found(BANDS.format(high=4, middle=3), higher))


def test_a_table_of_cases_is_followed_through_the_facts_behind_it() -> None:
    assert codes(found(CASES.format(when="light"))) == []
    turned = CASES.format(when="{none: [light]}")
    assert codes(found(turned)) == ["prove.worse_gets_more"]


def test_what_does_not_hang_on_the_number_is_the_same_for_both() -> None:
    assert codes(found(CASES.format(when="stage is late"))) == []
