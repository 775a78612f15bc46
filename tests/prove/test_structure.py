"""What is broken in a small edition is found, with a patient on whom it can be seen."""

from __future__ import annotations

import pytest

from myelobone.prove import choices, duplicates, standing, tables, texts, unused
from myelobone.prove.subject import Subject

from .broken import FACTS, codes, facts_on, only, rule, small, subject

TABLE = "limit: {{label: {{zh: 限, en: limit}}, unit: mg, digits: 0, cases: [{rows}]}}\n"
LIGHT = "{when: weight < 50 kg, value: 1 mg}"


def table(*rows: str) -> str:
    return FACTS + TABLE.format(rows=", ".join(rows))


def test_a_table_that_leaves_a_number_out_is_found() -> None:
    subject_ = subject(facts__added=table(LIGHT, "{when: weight > 50 kg, value: 2 mg}"))
    found = only(tables.check(subject_), "prove.gap")
    assert found.at == ("limit", "weight")
    facts = facts_on(subject_.knowledge, found.witness)
    assert (facts["weight"], facts["limit"]) == (50, "unknown")


def test_a_table_that_covers_everything_has_no_gap() -> None:
    whole = subject(facts__added=table(LIGHT, "{when: weight >= 50 kg, value: 2 mg}"))
    assert tables.check(whole).count == 1
    assert codes(tables.check(whole)) == []


def test_rows_that_hold_the_same_number_are_found() -> None:
    subject_ = subject(facts__added=table(LIGHT, "{when: weight >= 49 kg, value: 2 mg}"))
    found = only(tables.check(subject_), "prove.overlap")
    weight = facts_on(subject_.knowledge, found.witness)["weight"]
    assert isinstance(weight, float | int)
    assert 49 <= weight < 50


def test_a_row_that_is_never_reached_is_found() -> None:
    rows = (LIGHT, "{when: weight >= 50 kg, value: 2 mg}", "{otherwise: yes, value: 3 mg}")
    assert codes(tables.check(subject(facts__added=table(*rows)))) == ["prove.row_never"]


def test_a_table_that_falls_back_on_another_fact_is_reached_through_ignorance() -> None:
    rows = (LIGHT, "{when: {all: [weight is not known, stage is late]}, value: 3 mg}",
            "{when: weight >= 50 kg, value: 2 mg}")  # fmt: skip
    facts = table(*rows).replace("limit: {", "limit: {reading: [A1], ")
    assert codes(tables.check(subject(facts__added=facts))) == []


def test_an_idle_fact_is_found_and_changes_nothing() -> None:
    knowledge = small(facts__added=FACTS, rules__topic=rule("late", "stage is late"))
    idle = {finding.at[0]: finding for finding in unused.check(knowledge).findings}
    assert set(idle) == {"age", "weight", "dialysis"}
    assert facts_on(knowledge, idle["dialysis"].witness)["dialysis"] in ("yes", "no")


@pytest.mark.parametrize(
    "again",
    [
        rule("again", "{all: [stage is late, dialysis]}"),
        rule("again", "{all: [dialysis, stage is late]}"),
        rule("again", "{all: [{all: [dialysis]}, stage is late]}"),
    ],
)
def test_a_rule_said_twice_is_found_however_it_is_written(again: str) -> None:
    rules = rule("first", "{all: [stage is late, dialysis]}") + again
    knowledge = small(facts__added=FACTS, rules__topic=rules)
    found = only(duplicates.check(knowledge), "prove.duplicate_line")
    assert found.at == ("topic.again", "topic.first")
    facts = facts_on(knowledge, found.witness)
    assert (facts["stage"], facts["dialysis"]) == ("late", "yes")


def test_rules_that_differ_in_a_word_or_in_what_they_do_are_not_the_same() -> None:
    rules = rule("first", "stage is late") + rule("other", "stage is end")
    rules += rule("third", "stage is late", then="{alert: stop}")
    knowledge = small(facts__added=FACTS, rules__topic=rules)
    assert codes(duplicates.check(knowledge)) == []


def test_one_fact_under_two_names_is_found_and_two_equal_limits_are_not() -> None:
    twin = "mass: {label: {zh: 重, en: mass}, unit: kg, is: latest weight within 90 days}\n"
    limits = "".join(
        f"{name}: {{label: {{zh: 限, en: limit}}, unit: kg, digits: 0, is: 5 kg}}\n"
        for name in ("low", "least")
    )
    found = duplicates.check(small(facts__added=FACTS + twin + limits)).findings
    assert [finding.at for finding in found] == [("mass", "weight")]


CHOICE = "{choice: pace, options: [monthly, slow]}"
PACE = "pace: {label: {zh: 间隔, en: pace}, is: decided pace}\n"
FOLLOWED = (
    "followed: {label: {zh: 所按, en: followed}, values: [monthly, slow], "
    "cases: [{when: pace is slow, value: slow}, {when: pace is monthly, value: monthly}%s]}\n"
)


def choosing(facts: str, then: str = CHOICE) -> Subject:
    return subject(
        facts__added=FACTS + PACE + facts, rules__topic=rule("pace", "stage is late", then=then)
    )


def test_a_choice_without_a_preset_holds() -> None:
    assert codes(choices.check(choosing(FOLLOWED % ""))) == []


def test_an_option_taken_before_anything_is_decided_is_found() -> None:
    subject_ = choosing(FOLLOWED % ", {otherwise: monthly}")
    found = only(choices.check(subject_), "prove.preset")
    facts = facts_on(subject_.knowledge, found.witness)
    assert (facts["stage"], facts["pace"], facts["followed"]) == ("late", "none", "monthly")


def test_a_choice_with_one_option_is_found() -> None:
    subject_ = choosing("", then="{choice: pace, options: [monthly]}")
    found = only(choices.check(subject_), "prove.one_option")
    assert facts_on(subject_.knowledge, found.witness)["stage"] == "late"


AGENT = """\
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {id: no, forbid: dialysis, cite: [S1], says: {zh: 甲, en: A}}
  - {id: good, prefer: WHEN, cite: [S2], says: {zh: 乙, en: B}}
doses: [{route: iv, give: 4 mg, cite: [S3]}]
"""


def test_a_preference_that_never_counts_is_found() -> None:
    files = AGENT.replace("WHEN", "{all: [dialysis, stage is late]}")
    subject_ = subject(facts__added=FACTS, agents__alpha=files)
    found = only(standing.check(subject_), "prove.never_counts")
    assert found.at == ("alpha.good", "alpha.no")
    facts = facts_on(subject_.knowledge, found.witness)
    assert (facts["dialysis"], facts["stage"]) == ("yes", "late")


def test_a_preference_that_counts_for_some_is_no_finding() -> None:
    files = AGENT.replace("WHEN", "stage is late")
    examined = standing.check(subject(facts__added=FACTS, agents__alpha=files))
    assert (examined.count, codes(examined)) == (1, [])


def test_a_text_that_prints_what_may_be_unknown_is_found() -> None:
    subject_ = subject(
        facts__added=FACTS, rules__topic=rule("late", "stage is late", says="{weight}")
    )
    found = only(texts.check(subject_), "prove.unknown_shown")
    assert found.at == ("topic.late", "weight")
    facts = facts_on(subject_.knowledge, found.witness)
    assert (facts["stage"], facts["weight"]) == ("late", "unknown")


def test_a_text_whose_condition_needs_the_value_holds() -> None:
    rules = rule("light", "weight < 40 kg", says="{weight}")
    examined = texts.check(subject(facts__added=FACTS, rules__topic=rules))
    assert (examined.count, codes(examined)) == (1, [])
