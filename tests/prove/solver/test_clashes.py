"""Demands that cannot both be met are shown on one patient, unless something settles which prevails."""

from __future__ import annotations

from myelobone.decide.rules import answer
from myelobone.prove.solver import clashes
from myelobone.prove.solver.days import Day

from ..broken import FACTS, codes, only, rule, subject
from ..broken import small as small_edition

DAYS = (
    "last_dose: {label: {zh: 末次, en: last dose}, is: date of latest given}\n"
    "current: {label: {zh: 现用, en: current}, is: agent of latest given}\n"
    "wound: {label: {zh: 伤口, en: wound}, is: latest wound}\n"
)
BOTH = "- {of: [topic.a, topic.b]}\n"


def item(name: str, when: str, form: str) -> str:
    return f"- {{id: topic.{name}, {form}, when: {when}, cite: [S1], says: {{zh: 甲。, en: A.}}}}\n"


def test_two_that_are_declared_opposed_and_meet_are_shown_on_a_patient() -> None:
    rules = rule("a", "weight >= 60 kg") + rule("b", "stage is late")
    subject_ = subject(facts__added=FACTS, rules__topic=rules, opposed=BOTH)
    found = only(clashes.check(subject_.search), "prove.clash")
    assert found.at == ("topic.a", "topic.b")
    assert found.witness is not None
    run = Day(subject_.knowledge, found.witness).outcome.run
    assert all(answer(run, each) is True for each in subject_.knowledge.rules.values())


def test_two_that_exclude_each_other_do_not_clash() -> None:
    rules = rule("a", "weight >= 60 kg") + rule("b", "weight < 60 kg")
    examined = clashes.check(subject(facts__added=FACTS, rules__topic=rules, opposed=BOTH).search)
    assert (examined.count, codes(examined)) == (1, [])


def test_an_exception_written_on_one_of_them_is_a_precedence() -> None:
    rules = rule("a", "weight >= 60 kg") + rule("b", "stage is late", more="unless: [topic.a], ")
    assert (
        codes(clashes.check(subject(facts__added=FACTS, rules__topic=rules, opposed=BOTH).search))
        == []
    )


def test_a_rule_that_speaks_whenever_both_hold_settles_it() -> None:
    rules = rule("a", "weight >= 60 kg") + rule("b", "stage is late")
    whenever = rule("c", "{all: [weight >= 60 kg, stage is late]}")
    seldom = rule("c", "{all: [weight >= 61 kg, stage is late]}")
    settled = "- {one: [topic.a], other: [topic.b], settled_by: [topic.c]}\n"

    def found(third: str) -> list[str]:
        made = subject(facts__added=FACTS, rules__topic=rules + third, opposed=settled)
        return codes(clashes.check(made.search))

    assert found(whenever) == []
    assert found(seldom) == ["prove.clash"]


def test_a_choice_that_two_rules_put_at_once_is_found() -> None:
    then = "{choice: pace, options: [monthly, slow]}"
    rules = rule("a", "weight >= 60 kg", then=then) + rule("b", "stage is late", then=then)
    pace = "pace: {label: {zh: 间隔, en: pace}, is: decided pace}\n"
    assert codes(clashes.check(subject(facts__added=FACTS + pace, rules__topic=rules).search)) == [
        "prove.clash"
    ]


def test_two_dose_series_of_one_agent_are_found() -> None:
    series = "dose: current, from: last_dose, every: 28 days, late: 3 days"
    both = item("a", "last_dose exists", series) + item("b", "wound", series)
    apart = item("a", "wound is no", series) + item("b", "wound", series)
    for calendar, wanted in ((both, ["prove.clash"]), (apart, [])):
        made = subject(facts__added=FACTS + DAYS, calendar__added=calendar)
        assert codes(clashes.check(made.search)) == wanted


def test_two_intervals_for_one_measurement_are_found() -> None:
    calendar = item("a", "wound", "measure: [weight], every: 1 month") + item(
        "b", "dialysis", "measure: [weight], every: 2 months"
    )
    made = subject(facts__added=FACTS + DAYS, calendar__added=calendar)
    assert codes(clashes.check(made.search)) == ["prove.clash"]


def test_a_hold_in_force_against_what_must_be_given_is_found() -> None:
    hold = item("b", "wound", "hold: [alpha], from: last_dose")
    made = subject(
        facts__added=FACTS + DAYS,
        rules__topic=rule("a", "stage is late"),
        calendar__added=hold,
        opposed="- {one: [topic.a], other: [hold alpha]}\n",
    )
    assert only(clashes.check(made.search), "prove.clash").at == ("topic.a", "topic.b")


def test_a_declaration_that_names_nothing_is_found() -> None:
    made = subject(facts__added=FACTS, opposed="- {one: [do nothing], other: [hold alpha]}\n")
    assert codes(clashes.check(made.search)) == ["prove.opposes_nothing"]


def test_what_the_language_settles_is_counted() -> None:
    assert clashes.settled_by_the_language(small_edition()) >= 0
