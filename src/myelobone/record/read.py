"""Reads a patient's record: refuses what is no record at all, keeps and reports everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from ..language.model import Vocabulary
from ..language.problems import Problem, Refused
from .cells import blank
from .checks import across
from .entries import read_entry
from .messages import MOST_SUGGESTED, Fault
from .model import Record
from .person import read_patient, read_site
from .plain import MAX_ENTRIES, Plain, compact, written
from .source import Source, open_plain
from .words import fault

FORMAT = "myelobone-record/1"
KEYS = ("format", "patient", "site", "entries")


def read_record(source: Source, vocabulary: Vocabulary) -> Record:
    """The record that a path, text, bytes, an open file or plain data holds.

    Raises Refused when it is no record: unreadable, not YAML or JSON, a key written twice, another
    format, no `patient.id`, no `entries`, or beyond the size limits. Everything else is kept:
    what is wrong stands in `problems`, and no doubtful value is ever used.
    """
    data = open_plain(source)
    shape = check_shape(data)
    patient, entries = shape
    assert isinstance(data, dict)
    problems: list[Problem] = [
        fault("record.unknown_attribute", key, KEYS).at(key, suggest=n < MOST_SUGGESTED)
        for n, key in enumerate(data)
        if key not in KEYS
    ]
    person = read_patient(patient, vocabulary, problems)
    site = read_site(data.get("site"), vocabulary, problems)
    read = [read_entry(seq, raw, vocabulary, problems) for seq, raw in enumerate(entries)]
    checked = across(person, read, vocabulary, problems)
    return Record(
        patient=person,
        site=site,
        entries=checked,
        problems=tuple(problems),
        digest=digest(data),
        document=compact(data),
    )


def check_shape(data: Plain) -> tuple[dict[str, Plain], list[Plain]]:
    """The `patient` and the `entries` of plain data; raises Refused with all that is missing."""
    if not isinstance(data, dict):
        raise Refused([Fault("record.not_a_record", _kind(data)).at("record")])
    problems = list(_faults(data))
    if problems:
        raise Refused(problems)
    patient, entries = data["patient"], data["entries"]
    assert isinstance(patient, dict)
    return patient, entries if isinstance(entries, list) else []


def digest(data: dict[str, Plain]) -> str:
    """`sha256:…` over patient, site and entries, whatever the order of their keys."""
    told = {key: data[key] for key in ("patient", "site", "entries") if key in data}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _faults(data: dict[str, Plain]) -> Iterator[Problem]:
    if data.get("format") != FORMAT:
        found = None if blank(data.get("format")) else written(data["format"])
        yield Fault("record.format", found, FORMAT, FORMAT).at("format")
    patient = data.get("patient")
    id_ = patient.get("id") if isinstance(patient, dict) else None
    if blank(id_):
        yield Fault("record.patient_id").at("patient.id")
    elif isinstance(id_, bool | float | list | dict):
        yield Fault("record.id_in_quotes", written(id_)).at("patient.id")
    entries = data.get("entries")
    # an empty `entries:` is a record that says nothing yet
    if "entries" not in data or not isinstance(entries, list | None):
        yield Fault("record.entries", _kind(entries), "[ … ]").at("entries")
    elif entries is not None and len(entries) > MAX_ENTRIES:
        yield Fault("record.too_large", str(len(entries)), f"{MAX_ENTRIES} entries").at("entries")


def _kind(value: Plain) -> str:
    match value:
        case None:
            return "nothing"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            return written(value)
