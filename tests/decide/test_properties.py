"""Laws that hold for every patient: doubt never yields a dose, knowing less never grants more."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myelobone import Record, advise, read_record
from myelobone.language.model import Knowledge
from myelobone.language.tree import Known

from ..knowledge.files import advice, knowledge, patient_cases
from .laws import (
    BASES,
    LAWFUL,
    TERMS,
    assert_grants_no_more,
    by_agent,
    closed,
    complete,
    measured,
    open_entries,
    removed,
    replaced,
    stops,
    without,
)


@pytest.mark.parametrize("name", BASES)
def test_removing_a_measurement_or_an_unassumed_state_never_grants_more(name: str) -> None:
    record, _, before = complete(name)
    for position, after in removed(name).items():
        try:
            assert_grants_no_more(after, before)
        except AssertionError as error:
            raise AssertionError(f"without {record['entries'][position]}: {error}") from error
        if stops(before) - stops(after):
            assert after["questions"], f"a stop vanished without {record['entries'][position]}"


@LAWFUL
@given(data=st.data())
def test_removing_several_never_grants_more(data: st.DataObject) -> None:
    record, day, before = complete(data.draw(st.sampled_from(BASES)))
    positions = data.draw(st.sets(st.sampled_from(open_entries(record)), min_size=2, max_size=8))
    assert_grants_no_more(advice(without(record, *positions), day), before)


FORBIDDING = [
    {"on": "2026-12-01", "what": "open_oral_wound", "value": "yes"},
    {"on": "2026-12-01", "what": "allergy", "to": "pamidronate", "value": "yes"},
    {"on": "2026-12-01", "what": "allergy", "to": "denosumab", "value": "yes"},
    {"on": "2026-12-01", "what": "calcium", "value": "1.80 mmol/L"},
    {"on": "2026-12-01", "what": "creatinine", "value": "400 umol/L"},
    {"on": "2026-12-01", "what": "disease", "value": "smouldering_myeloma"},
]


@pytest.mark.parametrize("entry", FORBIDDING, ids=lambda e: " ".join(str(v) for v in e.values()))
def test_forgetting_what_speaks_against_a_dose_never_grants_it(entry: dict) -> None:
    record, day, _ = complete("W1-2026-12-01")
    same = [
        n
        for n, e in enumerate(record["entries"])
        if e["what"] == entry["what"] and e.get("to") == entry.get("to")
    ]
    silent = without(record, *same)
    assert_grants_no_more(advice(silent, day), advice(replaced(silent, None, entry), day))


def stale(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "on": f"{int(entry['on'][:4]) - 3}{entry['on'][4:]}"}


def unit_less(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "value": str(entry["value"]).split()[0]}


def wrong_unit(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "value": str(entry["value"]).split()[0] + " furlong"}


def implausible(entry: dict[str, Any]) -> dict[str, Any]:
    number, _, unit = str(entry["value"]).partition(" ")
    return {**entry, "value": f"{float(number) * 1e5:g} {unit}"}


def approximate(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "value": f">{entry['value']}"}


def bounded(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "value": f"<{entry['value']}"}


def in_words(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "value": "raised"}


def only_the_year(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "on": entry["on"][:4]}


DOUBTS = (
    stale, unit_less, wrong_unit, implausible, approximate, bounded, in_words, only_the_year,
)  # fmt: skip


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt.__name__)
@pytest.mark.parametrize("what", ["weight", "creatinine", "calcium", "albumin"])
@pytest.mark.parametrize("name", ["W1-2026-12-01", "W4-2026-12-07-75_kg"])
def test_a_doubtful_measurement_never_yields_another_dose(name: str, what: str, doubt: Any) -> None:
    record, day, before = complete(name)
    position = next(n for n in measured(record) if record["entries"][n]["what"] == what)
    after = advice(replaced(record, position, doubt(record["entries"][position])), day)
    assert_grants_no_more(after, before)


@LAWFUL
@given(data=st.data())
def test_several_doubtful_measurements_never_yield_another_dose(data: st.DataObject) -> None:
    record, day, before = complete(data.draw(st.sampled_from(BASES)))
    for position in data.draw(st.sets(st.sampled_from(measured(record)), min_size=1, max_size=4)):
        doubt = data.draw(st.sampled_from(DOUBTS))
        record = replaced(record, position, doubt(record["entries"][position]))
    assert_grants_no_more(advice(record, day), before)


@LAWFUL
@given(data=st.data())
def test_a_state_contradicted_on_its_day_never_yields_a_dose_it_did_not(
    data: st.DataObject,
) -> None:
    record, day, before = complete(data.draw(st.sampled_from(BASES)))
    states = [
        n for n in open_entries(record) if TERMS[record["entries"][n]["what"]].kind == "state"
    ]
    entry = record["entries"][data.draw(st.sampled_from(states))]
    others = [word for word in TERMS[entry["what"]].value.values if word != entry["value"]]
    record = replaced(record, None, {**entry, "value": data.draw(st.sampled_from(others))})
    assert_grants_no_more(advice(record, day), before)


def strictly_monotone(edition: Knowledge) -> set[str]:
    """Facts that nothing but their own inputs can change: no `first`, no `is not known`, no assumption."""
    loose = {
        name
        for name, fact in edition.facts.items()
        if fact.form.__class__.__name__ == "FirstForm"
        or Known.__name__ in repr(fact.form)
        or fact.absent is not None
        or any(closed(edition.vocabulary.terms[term]) for term in fact.terms if term in TERMS)
    }
    while grown := {
        name
        for name, fact in edition.facts.items()
        if name not in loose and loose & {*fact.depends}
    }:
        loose |= grown
    return set(edition.facts) - loose


@pytest.mark.parametrize("name", BASES)
def test_a_fact_that_is_known_with_less_is_the_same_with_more(name: str) -> None:
    before = complete(name)[2]["facts"]
    facts = strictly_monotone(knowledge())
    assert facts & set(before)
    for answer in removed(name).values():
        after = answer["facts"]
        for fact in facts & set(after):
            if after[fact]["status"] in ("known", "none"):
                assert value(after[fact]) == value(before[fact]), fact


def value(fact: dict[str, Any]) -> tuple[Any, Any]:
    return fact["status"], fact.get("value")


@pytest.mark.parametrize("name", BASES)
def test_the_same_record_day_and_knowledge_give_the_same_bytes(name: str) -> None:
    case = patient_cases()[name]
    first, second = (
        advise(read(copy.deepcopy(case.record)), as_of=case.as_of, knowledge=knowledge()).to_json()
        for _ in range(2)
    )
    assert first == second
    assert json.loads(first) == advice(case.record, case.as_of)


def read(record: dict[str, Any]) -> Record:
    return read_record(record, knowledge().vocabulary)


BAD = [
    {"on": "2026-11-30", "what": "creatinin", "value": "82 umol/L"},
    {"on": "2026-11-30", "what": "creatinine", "value": "82"},
    {"on": "2026-11-30", "what": "creatinine", "value": "82 furlong"},
    {"on": "2026-11-30", "what": "creatinine", "value": "1.0 umol/L"},
    {"on": "2026-11-30", "what": "disease", "value": "activ_myeloma"},
    {"on": "2026-13-45", "what": "weight", "value": "74 kg"},
    {"on": "2027-11-30", "what": "weight", "value": "74 kg"},
    {"on": "2026-11-30", "what": "study", "findings": []},
    {"on": "2026-11-30", "what": "given", "agent": "zoledronate", "dose": "4 mg"},
    {"on": "2026-11-30", "value": "74 kg"},
]


@pytest.mark.parametrize("entry", BAD, ids=lambda entry: json.dumps(entry))
def test_a_bad_entry_is_kept_and_reported_and_the_advice_still_comes(entry: dict) -> None:
    record, day, before = complete("W1-2026-12-01")
    position = len(record["entries"])
    record = replaced(record, None, entry)
    after = advice(record, day)
    reported = [p for p in after["problems"] if p["where"].startswith(f"entries[{position}]")]
    assert reported
    assert all(p["message"]["zh"] and p["message"]["en"] for p in reported)
    assert len(read(record).entries) == position + 1
    assert_grants_no_more(after, before)


def test_an_unusable_latest_value_never_lets_an_older_one_stand_in() -> None:
    record, day, _ = complete("W1-2026-12-01")
    newest = {"on": "2026-12-01", "what": "creatinine", "value": "300"}
    after = by_agent(advice(replaced(record, None, newest), day))
    assert after["zoledronic_acid"]["standing"] == "undetermined"
    assert after["zoledronic_acid"]["dose"] is None
