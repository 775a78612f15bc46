"""A stop that vanishes because an entry is missing leaves a question, never silence.

Every stop of every worked patient (an alert, a hold, an agent that is forbidden, an order that is
stopped) is put to the test: the entries it rests on are left out, made unknown, or moved years back.
If the stop goes, the advice must ask for the term, or say that silence counts as no where the notes
let it, or the chart must answer otherwise in a way listed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from myelobone.decide.patients import Case

from .files import patient_cases
from .stops import Stop, agents, base, facts_of, key, reaching_terms, spoilt, stops

# Notes, Absence: read as no or none when the chart is silent, and listed as assumed. Transcribed.
SILENCE_IS_NO = {
    *("dialysis", "osteomalacia", "heart_failure", "oliguria", "fluid_overload"),
    *("acute_kidney_injury", "creatinine_stable", "onj", "onj_suspected", "oral_infection"),
    *("cord_compression_symptoms", "thigh_or_groin_pain", "jaw_symptoms"),
    *("hypocalcaemia_symptoms", "hypercalcaemia_symptoms", "extramedullary_suspected"),
    *("impending_fracture", "spinal_instability", "acute_vertebral_fracture"),
    *("drug_refractory_pain", "medication", "dental_procedure", "dental_procedure_planned"),
    *("given", "study", "relapse", "comorbidity", "other_cancer", "decision", "ordered", "stopped"),
    *("pathological_fracture", "vertebral_compression_fracture", "cord_compression"),
    *("bone_radiotherapy", "bone_surgery", "atypical_femoral_fracture", "contrast", "transplant"),
    *("mdt_meeting", "override", "task_done", "analgesic", "dental_examination"),
}

# Where the rest of the chart answers: what is left out, and what answers in its place.
ANSWERED_OTHERWISE = {
    ("allergy", "absent"): "a no to each agent of the class, or to all, is recorded by name",
    ("corrected_calcium", "absent"): "an older total with its albumin is within thirty days",
    ("corrected_calcium", "stale"): "a newer total with its albumin is within thirty days",
    ("ionised_calcium", "absent"): "never measured, so the total decides (B14)",
    ("ionised_calcium", "stale"): "a total within thirty days decides (B14)",
    ("decision", "stale"): "a decision of an earlier course has lapsed",
}


# What is asked for in the place of a derived value that was reported and is not there.
ASKED_AS = {
    "creatinine_clearance": {"creatinine", "weight"},
    "corrected_calcium": {"calcium", "albumin"},
}


class Trial(NamedTuple):
    """One stop of one patient, and the entries of one term spoilt in one way."""

    case: str
    stop: Stop
    term: tuple[str, str | None]
    how: str


def daily() -> Iterator[Trial]:
    """Each rule, line and hold of the classes of precedence once, by the entries it names."""
    seen = set()
    for name, case in patient_cases().items():
        if not name.startswith("precedence-"):
            continue
        for stop in sorted(stops(base(name))):
            if stop.by in seen:
                continue
            seen.add(stop.by)
            yield from trials(name, stop, named_terms(case, base(name), stop))


def nightly() -> Iterator[Trial]:
    """Every stop of every patient, by every recorded term that can reach it."""
    for name, case in patient_cases().items():
        present = {key(entry)[0] for entry in case.record["entries"]}
        for stop in sorted(stops(base(name))):
            yield from trials(name, stop, reaching_terms(stop) & present)


def trials(name: str, stop: Stop, terms: set[str]) -> Iterator[Trial]:
    """Each way of spoiling each of these terms."""
    entries = patient_cases()[name].record["entries"]
    for term in dict.fromkeys(key(entry) for entry in entries if entry["what"] in terms):
        if term[0] == "ordered" and " " in stop.of:
            continue  # an order that is gone needs no verdict
        yield Trial(name, stop, term, "absent")
        own = [entry for entry in entries if key(entry) == term]
        if any("value" in entry for entry in own) and term[0] != "decision":
            yield Trial(name, stop, term, "unknown")
            yield Trial(name, stop, term, "stale")
        elif any("status" in entry for entry in own):
            yield Trial(name, stop, term, "unknown")
        if len(own) > 1:
            yield from (Trial(name, stop, term, f"without {n}") for n in range(len(own)))


def test_no_stop_vanishes_in_silence() -> None:
    assert silent(daily()) == []


@pytest.mark.nightly
def test_no_stop_of_any_patient_vanishes_in_silence() -> None:
    assert silent(nightly()) == []


@pytest.mark.nightly
def test_every_stop_that_the_patients_show_is_tried() -> None:
    tried = {trial.stop.by for trial in nightly()}
    shown = {
        stop.by
        for name in patient_cases()
        for stop in stops(base(name))
        if reaching_terms(stop) - {"ordered"}  # what the order alone says needs nothing else
    }
    assert shown - tried == set()


def test_the_ways_of_spoiling_do_make_stops_vanish() -> None:
    gone = {trial.how for trial in daily() if vanishes(trial)}
    assert {"absent", "unknown", "stale"} <= gone


def silent(wanted: Iterator[Trial]) -> list[str]:
    """The trials in which a stop goes and nothing says so."""
    return [f"{t.case}: {t.stop} without {t.term}, {t.how}" for t in wanted if vanishes_mutely(t)]


def vanishes(trial: Trial) -> bool:
    """The stop is gone, and what it stopped is not stopped otherwise."""
    left = stops(spoilt(trial.case, trial.term, trial.how))
    if trial.stop in left:
        return False
    of = trial.stop.of
    return not (of and any(stop.of == of for stop in left))


def vanishes_mutely(trial: Trial) -> bool:
    """The stop is gone, not asked about, not assumed away, not answered, not replaced."""
    if not vanishes(trial):
        return False
    after = spoilt(trial.case, trial.term, trial.how)
    term, how = trial.term[0], trial.how
    asked = {name for q in after["questions"] for name in (q["fact"], *q.get("with", ()))}
    if asked & {term, *ASKED_AS.get(term, ())}:
        return False
    if (term, how) in ANSWERED_OTHERWISE or replaced(trial, after):
        return False
    if how == "absent" and term in SILENCE_IS_NO:
        return bool(trial.stop.of in agents() and not assumed_or_open(trial.stop.of, term, after))
    if term in ("pregnancy", "lactation") and out_of_the_question(trial.case):
        return False
    return not (how.startswith("without") and what_is_left_answers(trial))


def replaced(trial: Trial, after: dict[str, Any]) -> bool:
    """The same mouth or course is stopped by another hold."""
    topic = {"onj": "mouth", "dental": "mouth"}
    mine = topic.get(trial.stop.by.split(".")[0])
    new = stops(after) - stops(base(trial.case))
    return mine is not None and any(topic.get(s.by.split(".")[0]) == mine for s in new)


def assumed_or_open(agent: str, term: str, after: dict[str, Any]) -> bool:
    """The agent's answer lists the assumption, or it is undetermined and something is asked."""
    standing = next(a["standing"] for a in after["agents"] if a["agent"] == agent)
    asked = any(f"agents.{agent}" in q["would_change"] for q in after["questions"])
    return term in {a["what"] for a in after["assumed"]} or (standing == "undetermined" and asked)


def out_of_the_question(name: str) -> bool:
    """A man, or a woman past menopause: what was entered against that is gone (notes, Absence)."""
    record = patient_cases()[name].record
    past = any(e["what"] == "menopause" and e["value"] == "yes" for e in record["entries"])
    return past or record["patient"].get("sex") == "male"


def what_is_left_answers(trial: Trial) -> bool:
    """Not the first of its term is gone: what was said before it is then the chart's word."""
    entries = patient_cases()[trial.case].record["entries"]
    own = [entry for entry in entries if key(entry) == trial.term]
    removed = own[int(trial.how.split()[1])]
    first = min(own, key=lambda entry: str(entry.get("on", entry.get("from", ""))))
    return removed is not first or trial.term[0] in ("given", "study", "medication", "decision")


def named_terms(case: Case, answer: dict[str, Any], stop: Stop) -> set[str]:
    """The terms of the entries on which the facts of a stop rest in this advice."""
    places = {
        f["entry"] for name in facts_of(stop) for f in answer["facts"].get(name, {}).get("from", ())
    }
    for item in answer["items"]:
        if item["id"] == stop.by:
            places |= {because["entry"] for because in item["because"]}
    numbers = {int(p[p.index("[") + 1 : p.index("]")]) for p in places if p}
    return {case.record["entries"][n]["what"] for n in numbers} or set(reaching_terms(stop))
