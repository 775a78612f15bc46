"""Laws that hold for every patient: doubt never yields a dose, knowing less never grants more.

Worked patients are degraded one way or another, and records are generated over the vocabulary.
"""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myelobone import Record, advise, read_record
from myelobone.language.model import Knowledge, Term
from myelobone.language.tree import Known

from ..knowledge.files import advice, knowledge, patient_cases

STANDINGS = ("forbidden", "undetermined", "discouraged", "option", "preferred")
BASES = ("W1-2026-12-01", "W3-2026-10-12", "W4-2026-12-07-58_kg", "W4-2026-12-07-75_kg", "W9-2026-11-12")  # fmt: skip
LAWFUL = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
AGENTS = tuple(knowledge().agents)
TERMS = knowledge().vocabulary.terms


def closed(term: Term) -> bool:
    """Whether silence about the term counts as an answer; such terms are no measurement."""
    return term.absent is not None


def open_entries(record: dict[str, Any]) -> list[int]:
    """Positions of measurements, tests and states that are never assumed."""
    return [
        n
        for n, entry in enumerate(record["entries"])
        if not closed(TERMS[entry["what"]])
        and TERMS[entry["what"]].kind in ("measurement", "test", "state")
    ]


def measured(record: dict[str, Any]) -> list[int]:
    """Positions of measurements with a value."""
    return [
        n for n, entry in enumerate(record["entries"]) if TERMS[entry["what"]].kind == "measurement"
    ]


def dose_of(agent: dict[str, Any]) -> tuple[Any, ...] | None:
    """What would be given, or None."""
    dose = agent["dose"]
    keys = ("amount", "low", "high", "unit", "route", "over_minutes", "over_minutes_max")
    return None if dose is None else tuple(dose[key] for key in keys)


def by_agent(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The agents of an advice by name."""
    return {agent["agent"]: agent for agent in answer["agents"]}


def assert_grants_no_more(less: dict[str, Any], more: dict[str, Any]) -> None:
    """`less`, which knows less than `more`, shows no dose that `more` does not."""
    known, doubted = by_agent(more), by_agent(less)
    for name, agent in doubted.items():
        before = known[name]
        if agent["dose"] is not None:
            assert dose_of(agent) == dose_of(before), name
        if before["standing"] == "forbidden":
            assert agent["standing"] in ("forbidden", "undetermined"), name
    shown = {
        (name, agent["dose"]["amount"], agent["dose"]["low"], agent["dose"]["high"])
        for name, agent in known.items()
        if agent["dose"] is not None
    }
    assert planned_doses(less) <= planned_doses(more) | shown


def planned_doses(answer: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The amounts that the plan would have given today, on any branch."""
    return {
        (item["agent"], item["amount"], item["low"], item["high"])
        for item in answer["plan"]
        if item["kind"] == "dose" and item["status"] in ("due", "overdue")
    }


def stops(answer: dict[str, Any]) -> set[str]:
    """The ids of stop items."""
    return {item["id"] for item in answer["items"] if item["level"] == "stop"}


@cache
def removed(name: str) -> dict[int, dict[str, Any]]:
    """The advice without each open entry of a worked patient, by its position."""
    record, day, _ = complete(name)
    return {n: advice(without(record, n), day) for n in open_entries(record)}


@cache
def complete(name: str) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """A worked patient's record, day and advice."""
    case = patient_cases()[name]
    return case.record, case.as_of, advice(case.record, case.as_of)


def without(record: dict[str, Any], *positions: int) -> dict[str, Any]:
    """The record without these entries."""
    kept = [entry for n, entry in enumerate(record["entries"]) if n not in positions]
    return {**record, "entries": kept}


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


def replaced(record: dict[str, Any], position: int | None, entry: dict[str, Any]) -> dict[str, Any]:
    """The record with one entry in another's place, or added at the end."""
    entries = copy.deepcopy(record["entries"])
    if position is None:
        entries.append(entry)
    else:
        entries[position] = entry
    return {**record, "entries": entries}


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


# -- records generated over the vocabulary -------------------------------------------------------


def days() -> st.SearchStrategy[str]:
    whole = st.dates(min_value=_date("2024-01-01"), max_value=_date("2027-06-30")).map(str)
    return st.one_of(whole, whole, whole, whole.map(lambda d: d[:7]), whole.map(lambda d: d[:4]))


def _date(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def quantities(shape: Any) -> st.SearchStrategy[str]:
    low, high = shape.plausible or (0.0, 1000.0)
    units = [shape.unit or "1", *shape.also]
    number = st.floats(low, high, allow_nan=False).map(lambda x: f"{x:.4g}")
    clean = st.builds(lambda n, u: f"{n} {u}", number, st.just(units[0]))
    odd = st.builds(
        lambda mark, n, u: f"{mark}{n} {u}".strip(),
        st.sampled_from(["", "<", ">", "<="]),
        number,
        st.sampled_from([*units, "", "furlong"]),
    )
    return st.one_of(clean, clean, clean, odd)


def shaped(shape: Any) -> st.SearchStrategy[Any]:
    match shape.kind:
        case "quantity":
            return quantities(shape)
        case "word":
            return st.sampled_from([*shape.values, "unknown"])
        case "day":
            return days()
        case "site":
            return st.sampled_from(list(knowledge().vocabulary.sites))
        case "list":
            element = st.fixed_dictionaries(
                {}, optional={key: shaped(inner) for key, inner in shape.attributes.items()}
            )
            return st.lists(element, max_size=3)
        case _:
            return st.text(max_size=8)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    term = TERMS[draw(st.sampled_from(list(TERMS)))]
    required = {key: shaped(a) for key, a in term.attributes.items() if a.required}
    optional = {key: shaped(a) for key, a in term.attributes.items() if not a.required}
    made = draw(st.fixed_dictionaries(required, optional=optional))
    made["what"] = term.id
    if term.value.kind != "none":
        made["value"] = draw(shaped(term.value))
    made.update(draw(st.fixed_dictionaries({}, optional={"on": days(), "from": days()})))
    return made


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    base = patient_cases()[draw(st.sampled_from(BASES))].record
    kept = draw(st.sets(st.integers(0, len(base["entries"]) - 1)))
    return {
        "format": "myelobone-record/1",
        "patient": draw(
            st.sampled_from([base["patient"], {"id": "G", "born": "1961"}, {"id": "G"}])
        ),
        "entries": [base["entries"][n] for n in sorted(kept)]
        + draw(st.lists(entries(), max_size=12)),
    }


@settings(LAWFUL, max_examples=60)
@given(record=records(), day=st.sampled_from(["2026-11-12", "2026-12-07", "2027-03-01"]))
def test_any_record_gets_a_whole_lawful_answer(record: dict[str, Any], day: str) -> None:
    answer = advice(record, day)
    json.dumps(answer, allow_nan=False)
    agents = by_agent(answer)
    assert set(agents) == set(AGENTS)
    for name, agent in agents.items():
        if agent["dose"] is not None:
            assert agent["standing"] in ("preferred", "option"), name
        if agent["standing"] in ("forbidden", "undetermined", "discouraged"):
            assert agent["reasons"] or agent["standing"] == "undetermined", name
    if any(agent["standing"] == "undetermined" for agent in agents.values()):
        assert answer["questions"]
    for item in answer["items"]:
        assert item["cites"] or item["readings"] or item["origin"] != "guideline", item["id"]
        assert 0 < len(item["title"]["zh"]) <= 60
    for due in dated_doses(answer):
        assert agents[due["agent"]]["standing"] in ("preferred", "option"), due
        assert not any(covers(hold, due) for hold in answer["plan"] if hold["kind"] == "hold"), due


def dated_doses(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Doses that the plan would have given today."""
    return [i for i in answer["plan"] if i["kind"] == "dose" and i["status"] in ("due", "overdue")]


def covers(hold: dict[str, Any], dose: dict[str, Any]) -> bool:
    """Whether a hold on the agent covers the dose's day."""
    if hold["agent"] != dose["agent"] or hold["branch"] not in (None, dose["branch"]):
        return False
    ends = hold["due"] or hold["latest"]
    return hold["earliest"] <= dose["due"] and (ends is None or dose["due"] < ends)
