"""The worked patients as cases, read from their files, and the advice for a case."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from myelobone import Knowledge, advise, load_knowledge, read_record
from myelobone.decide.patients import Case, cases
from myelobone.language.yaml import read

KNOWLEDGE = Path(__file__).parents[2] / "knowledge" / "mbd-2024"
PATIENTS = KNOWLEDGE / "patients"


@cache
def knowledge() -> Knowledge:
    """The edition under test, loaded once."""
    return load_knowledge(KNOWLEDGE)


@cache
def patient_cases() -> dict[str, Case]:
    """Every case of every worked patient, by name."""
    background = _data(PATIENTS / "background.yaml")
    files = sorted(path for path in PATIENTS.glob("*.yaml") if path.name != "background.yaml")
    found = [case for path in files for case in cases(_data(path), background)]
    return {case.name: case for case in found}


def advice(record: dict[str, Any], as_of: str, *, all_rules: bool = False) -> dict[str, Any]:
    """The advice for a record of plain data, as plain data."""
    known = knowledge()
    read_in = read_record(record, known.vocabulary)
    plain: dict[str, Any] = advise(read_in, as_of, known, all_rules=all_rules).to_dict()
    return plain


def _data(path: Path) -> Any:
    return read(path.read_bytes(), path.name).data
