"""z3's translation says of a concrete patient what `decide/` says: every fact, leaf and dose row, and every law."""

from __future__ import annotations

import random
from typing import Any

import pytest

from myelobone import Knowledge, read_record
from myelobone.decide.context import Context
from myelobone.decide.patient_on import day_number, patient_on
from myelobone.decide.patients import Case
from myelobone.prove.solver.symbolic import Symbolic

from ...decide.edition import edition
from ...decide.facts_made import FACTS, entry, given
from ...knowledge.files import knowledge, patient_cases
from .pinned import Both

DAILY, NIGHTLY = 40, 400


def on(known: Knowledge, record: dict[str, Any], day: str) -> Context:
    return patient_on(read_record(record, known.vocabulary), known, day_number(day))


def changed(case: Case, chance: random.Random) -> dict[str, Any]:
    """The record of a worked patient with some entries lost, moved to another day, or taken from another."""
    others = list(patient_cases().values())
    entries = [e for e in case.record["entries"] if chance.random() > 0.15]
    entries += chance.sample(chance.choice(others).record["entries"], k=2)
    site = chance.choice([{}, {"site": {"offers": ["xray", "mri"]}}, {"site": {"offers": ["ct"]}}])
    return {**case.record, **site, "entries": entries}


def compared(count: int) -> list[str]:
    both = Both(Symbolic(knowledge()))
    chance = random.Random(6)
    cases = list(patient_cases().values())
    found = []
    for _ in range(count):
        case = chance.choice(cases)
        ctx = on(knowledge(), changed(case, chance), case.as_of)
        found += [f"{case.name} {said}" for said in both.differences(ctx)]
    return found


def test_every_fact_leaf_and_dose_row_of_generated_patients_is_the_same_for_both() -> None:
    assert compared(DAILY) == []


@pytest.mark.nightly
def test_the_same_holds_of_many_more() -> None:
    assert compared(NIGHTLY) == []


EDGES = ("59.999999998", "59.9999999995", "60", "60.0000000005", "60.000000002", "120", "61.2")


def test_every_form_of_a_fact_means_the_same_for_both() -> None:
    known = edition(FACTS)
    both = Both(Symbolic(known))
    dated = [given("2026-01-31"), given("2025-08-31", "beta"), given("2026-06-15", "alpha")]
    patients = [
        [],
        *([entry("weight", f"{edge} kg")] for edge in EDGES),
        dated,
        [*dated[:2], entry("creatinine", "177 umol/L"), entry("calcium", "2.5 mmol/L")],
        [entry("creatinine", "90 umol/L", "2026-05-01"), entry("creatinine", "120 umol/L")],
        [entry("stage", "late"), entry("wound", "yes"), entry("dialysis", "no")],
        [entry("stage", "end"), entry("weight", "59 kg"), entry("wound", "unknown")],
        [entry("calcium", "2.5 mmol/L"), entry("albumin", "30 g/L"), entry("weight", "70 kg")],
    ]
    for entries in patients:
        record = {"format": "myelobone-record/1", "patient": {"id": "T"}, "entries": entries}
        assert list(both.differences(on(known, record, "2026-06-15"))) == [], entries


def test_a_translation_that_drops_the_tolerance_is_found_out(monkeypatch: Any) -> None:
    import z3

    from myelobone.prove.solver import symbols

    monkeypatch.setattr(symbols, "CLOSE", z3.Q(0, 1))
    both = Both(Symbolic(edition(FACTS)))
    record = {
        "format": "myelobone-record/1",
        "patient": {"id": "T"},
        "entries": [entry("weight", "59.9999999995 kg")],
    }
    found = list(both.differences(on(edition(FACTS), record, "2026-06-15")))
    assert any("from_edge" in said for said in found), found
