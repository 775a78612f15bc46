"""A small edition with patients of its own that a test may change, seal, sign and compare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from myelobone.change import canaries
from myelobone.change.worked import worked
from myelobone.language.load import load_folder
from myelobone.language.manifest import NAME, encode, manifest_of
from myelobone.language.model import Knowledge
from myelobone.language.topics import contents, listing, topic_digest
from tests.language.made import changed, copy_of_good

PATIENTS = """
id: all
record:
  patient: {id: all, sex: female, born: 1960-01-01}
  entries:
    - {on: 2024-01-01, what: given, agent: drug_a, dose: 4 mg, route: iv}
    - {on: 2026-06-01, what: disease, value: active}
    - {on: 2026-06-01, what: dialysis, value: no}
    - {on: 2026-06-01, what: weight, value: 60 kg}
    - {on: 2026-06-10, what: creatinine, value: 420 umol/L}
days:
  - as_of: 2026-06-15
    name: stop
    also: [{on: 2026-07-01, what: study, modality: ct, status: planned}]
    expect: {items: [{id: kidney.stop, level: stop}]}
  - as_of: 2026-06-15
    name: precursor
    without: [disease]
    also: [{on: 2026-06-01, what: disease, value: precursor_a}]
    expect: {items: [{id: kidney.inform}]}
"""
# The small edition is made for loading; with these its examples give what they claim.
MENDED = {
    "fires: [{creatinine: 400 umol/L, dialysis: no}]": "fires: [{creatinine: 400 umol/L, dialysis: no, disease: active}]",
    "when: always": "when: weight exists",
}
ALICE, BOB = "Reviewer One", "Reviewer Two"  # of made editions only


def edition(to: Path) -> Path:
    """A copy of the small edition with two patient days."""
    copy_of_good(to)
    for line, becomes in MENDED.items():
        changed(to, "rules/kidney.yaml", line, becomes)
    (to / "patients").mkdir()
    (to / "patients" / "all.yaml").write_text(PATIENTS, encoding="utf-8")
    return to


def with_canaries(folder: Path) -> Path:
    """Its canaries chosen and listed beside it."""
    found = canaries.choose(load_folder(folder), worked(folder / "patients"))
    (folder / canaries.NAME).write_bytes(canaries.encode(found))
    return folder


def sealed(folder: Path) -> Path:
    """Its manifest written, as the build and `knowledge seal` write it."""
    manifest = manifest_of(folder, load_folder(folder))
    (folder / NAME).write_bytes(encode(manifest))
    return folder


def sign(folder: Path, *signatures: tuple[str, str], keep_list: bool = True) -> Path:
    """Its one topic signed by these people in these roles, for its content of now."""
    content = contents(load_folder(folder))["kidney"]
    digest = topic_digest(content)
    rows = ", ".join(
        f"{{by: {by}, role: {role}, on: 2026-06-01, digest: '{digest}'}}" for by, role in signatures
    )
    changed(folder, "edition.yaml", "state: draft, signed: []", f"state: signed, signed: [{rows}]")
    if keep_list:
        (folder / "signed").mkdir(exist_ok=True)
        (folder / "signed" / "kidney.txt").write_text(listing(content), encoding="utf-8")
    return folder


def signed_edition(to: Path) -> Path:
    """The small edition signed by two people."""
    return sign(edition(to), (ALICE, "clinician"), (BOB, "pharmacist"))


def plain(thing: Any) -> Any:
    """Structs as plain data."""
    return msgspec.to_builtins(thing)


def without_rule(knowledge: Knowledge, name: str) -> Knowledge:
    """The knowledge as it would be had one rule not been loaded."""
    rules = {key: rule for key, rule in knowledge.rules.items() if key != name}
    return msgspec.structs.replace(knowledge, rules=rules)
