"""What can never hold, and what always does, is told apart from what holds for some patient."""

from __future__ import annotations

from myelobone.prove.solver import reach

from ..broken import FACTS, codes, facts_on, only, rule, subject

LONG_AGO = (
    "last_dose: {label: {zh: 末次, en: last dose}, is: date of latest given}\n"
    "last_alpha: {label: {zh: 末次甲, en: last alpha}, is: date of latest given where agent is alpha}\n"
)


def found(*rules: str, facts: str = FACTS) -> list[str]:
    return codes(reach.rules(subject(facts__added=facts, rules__topic="".join(rules)).search))


def test_a_rule_whose_conditions_exclude_each_other_never_fires() -> None:
    assert found(rule("a", "{all: [weight >= 60 kg, weight < 60 kg]}")) == ["prove.never_fires"]


def test_a_rule_that_its_own_exception_covers_never_fires() -> None:
    excepted = rule("a", "weight >= 60 kg", more="unless: [weight >= 50 kg], ")
    assert found(excepted) == ["prove.never_fires"]


def test_a_rule_against_the_order_of_days_never_fires() -> None:
    impossible = rule("a", "last_alpha > last_dose")
    assert found(impossible, facts=FACTS + LONG_AGO) == ["prove.never_fires"]


def test_a_limit_outside_what_a_record_may_hold_is_never_reached() -> None:
    assert found(rule("a", "weight >= 100000 kg")) == ["prove.never_fires"]


def test_a_rule_with_a_condition_that_says_nothing_always_fires() -> None:
    idle = rule("a", "{any: [weight is known, weight is not known]}", more="reading: [A1], ")
    assert found(idle) == ["prove.always_fires"]


def test_a_rule_written_to_hold_always_is_none_of_these() -> None:
    assert found(rule("a", "always")) == []


def test_a_rule_on_the_tolerance_of_a_limit_fires() -> None:
    assert found(rule("a", "{all: [weight >= 60 kg, weight <= 60 kg]}")) == []


def test_a_rule_without_a_recorded_patient_is_shown_on_one_that_is_made() -> None:
    when = "{all: [weight < 50 kg, stage is late, none: [dialysis], last_alpha = last_dose]}"
    subject_ = subject(facts__added=FACTS + LONG_AGO, rules__topic=rule("a", when))
    from myelobone.prove.solver.claims import rule_claim

    claim = rule_claim(subject_.knowledge.rules["topic.a"])
    shown = subject_.search.show(claim.yes(subject_.search.symbolic), claim.seen)
    assert shown.verdict == "shown"
    facts = facts_on(subject_.knowledge, shown.witness)
    assert facts["stage"] == "late"
    assert facts["last_alpha"] == facts["last_dose"] != "none"


def test_a_line_that_can_apply_to_no_patient_is_found() -> None:
    alpha = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {id: never, discourage: {all: [stage is late, stage is early]}, cite: [S1], says: {zh: 甲。, en: A.}}
doses: [{route: iv, give: 4 mg, interval: 28 days, cite: [S3]}]
"""
    examined = reach.others(subject(facts__added=FACTS, agents__alpha=alpha).search)
    assert only(examined, "prove.never_fires").at[0] == "alpha.never"


def test_a_row_behind_one_that_takes_everything_is_found() -> None:
    table = (
        "limit: {label: {zh: 限, en: limit}, unit: mg, digits: 0, cases: [{when: weight >= 50 kg, value: 1 mg}, "
        "{when: weight >= 60 kg, value: 2 mg}, {otherwise: yes, value: 3 mg}]}\n"
    )
    examined = reach.others(subject(facts__added=FACTS + table).search)
    assert only(examined, "prove.never_fires").at[0] == "limit[1]"
