from typing import Any

import pytest

from myelobone.language.dates import ordinal
from myelobone.language.model import Vocabulary
from myelobone.record.on_day import jumps, problems_on

from .made import codes, record


def measured(what: str, *values: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"on": day, "what": what, "value": value} for day, value in values]


def test_two_words_of_one_state_on_one_day_conflict(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, *measured("dialysis", ("2026-11-20", "no"), ("2026-11-20", "yes")))
    assert [(p.code, p.where) for p in read.problems] == [("record.conflict", "entries[1].value")]


@pytest.mark.parametrize(
    "entries",
    [
        measured("dialysis", ("2026-11-20", "no"), ("2026-11-20", "no")),
        measured("dialysis", ("2026-11-20", "no"), ("2026-11-21", "yes")),
        measured("dialysis", ("2026-11-20T09:00", "no"), ("2026-11-20T10:00", "yes")),
        measured("dialysis", ("2026-11-20", "unknown"), ("2026-11-20", "yes")),
        [
            {"on": "2026-11-20", "what": "allergy", "to": "agent_a", "value": "no"},
            {"on": "2026-11-20", "what": "allergy", "to": "agent_b", "value": "yes"},
        ],
    ],
)
def test_words_that_do_not_contradict_are_no_conflict(
    vocabulary: Vocabulary, entries: list[Any]
) -> None:
    assert codes(record(vocabulary, *entries)) == []


def test_an_allergy_to_one_agent_conflicts_with_itself_only(vocabulary: Vocabulary) -> None:
    entries = [
        {"on": "2026-11-20", "what": "allergy", "to": to, "value": value}
        for to, value in (("agent_a", "no"), ("agent_b", "no"), ("agent_a", "yes"))
    ]
    problems = record(vocabulary, *entries).problems
    assert [(p.code, p.where) for p in problems] == [("record.conflict", "entries[2].value")]


@pytest.mark.parametrize(("weight", "height"), [("172 kg", "74 cm"), ("130 kg", "125 cm")])
def test_height_and_weight_that_were_swapped_are_both_not_used(
    vocabulary: Vocabulary, weight: str, height: str
) -> None:
    day = "2026-11-20"
    read = record(
        vocabulary, *measured("weight", (day, weight)), *measured("height", (day, height))
    )
    assert codes(read).count("record.proportion") == 2
    assert all(entry.value is not None and entry.value.doubt for entry in read.entries)


@pytest.mark.parametrize(("weight", "height"), [("58 kg", "160 cm"), ("120 kg", "172 cm")])
def test_height_and_weight_that_fit_are_used(
    vocabulary: Vocabulary, weight: str, height: str
) -> None:
    entries = measured("weight", ("2026-11-20", weight)) + measured("height", ("2020", height))
    assert codes(record(vocabulary, *entries)) == []


def test_a_later_entry_puts_no_earlier_one_in_doubt(vocabulary: Vocabulary) -> None:
    entries = measured("weight", ("2026-11-20", "74 kg")) + measured(
        "height", ("2026-11-21", "74 cm")
    )
    read = record(vocabulary, *entries)
    assert read.entries[0].value is not None
    assert read.entries[0].value.doubt is None


def test_an_entry_before_birth_is_reported(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, *measured("weight", ("1960-11-20", "58 kg")), born="1961")
    assert [(p.code, p.where) for p in read.problems] == [("record.before_birth", "entries[0].on")]


@pytest.mark.parametrize(
    ("entry", "reported"),
    [
        ({"what": "weight", "value": "58 kg"}, True),
        ({"what": "urinalysis", "value": "normal"}, True),
        ({"what": "given", "agent": "agent_a"}, True),
        ({"what": "ordered", "agent": "agent_a"}, False),
        ({"what": "procedure", "status": "planned"}, False),
        ({"what": "procedure"}, True),
        ({"what": "dialysis", "value": "no"}, True),
    ],
)
def test_what_lies_after_the_day_asked_about_and_is_no_plan_is_reported(
    vocabulary: Vocabulary, entry: dict[str, Any], reported: bool
) -> None:
    read = record(vocabulary, {"on": "2026-11-21", **entry})
    found = [(p.code, p.where) for p in problems_on(read, vocabulary, ordinal("2026-11-20"))]
    assert found == ([("record.after_today", "entries[0].on")] if reported else [])
    assert problems_on(read, vocabulary, ordinal("2026-11-21")) == ()


def test_a_patient_not_yet_born_is_reported(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, born="2027")
    (problem,) = problems_on(read, vocabulary, ordinal("2026-11-20"))
    assert problem.where == "patient.born"


@pytest.mark.parametrize(
    ("values", "jumped"),
    [
        (["80", "240"], []),
        (["80", "241"], [1]),
        (["240", "79"], [1]),
        (["80", "300", "310"], []),
        (["80", "300", "82"], []),
        (["80", "300", "1000"], [1, 2]),
        (["80"], []),
    ],
)
def test_a_value_far_from_the_last_waits_until_it_is_repeated(
    vocabulary: Vocabulary, values: list[str], jumped: list[int]
) -> None:
    days = [(f"2026-11-{n + 1:02}", f"{value} umol/L") for n, value in enumerate(values)]
    read = record(vocabulary, *measured("creatinine", *days))
    found = jumps(read, vocabulary, ordinal("2026-11-20"))
    assert [jump.entry.seq for jump in found] == jumped
    reported = [p.where for p in problems_on(read, vocabulary, ordinal("2026-11-20"))]
    assert reported == [f"entries[{n}].value" for n in jumped]
    assert all(entry.value is not None and entry.value.doubt is None for entry in read.entries)


def test_a_jump_is_seen_from_its_own_day_on(vocabulary: Vocabulary) -> None:
    read = record(
        vocabulary, *measured("creatinine", ("2026-11-01", "80 umol/L"), ("2026-11-10", "4 mg/dL"))
    )
    assert jumps(read, vocabulary, ordinal("2026-11-09")) == ()
    assert len(jumps(read, vocabulary, ordinal("2026-11-10"))) == 1


def test_a_term_that_declares_no_jump_never_waits(vocabulary: Vocabulary) -> None:
    read = record(
        vocabulary, *measured("calcium", ("2026-11-01", "1 mmol/L"), ("2026-11-02", "5 mmol/L"))
    )
    assert jumps(read, vocabulary, ordinal("2026-11-20")) == ()
