"""The second guideline, a record of it, and the words that only the first guideline has."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from myelobone import Knowledge, load_knowledge, read_record
from myelobone.record.model import Record

from ..house.test_no_clinical_content import ALLOWED, clinical_words, holds

FOLDER = Path(__file__).parent / "knowledge" / "iron-test"
DAY = "2026-06-10"
ORDINARY = {"seen on"}  # a label of the first guideline, and words of any page
RECORD: dict[str, Any] = {
    "format": "myelobone-record/1",
    "patient": {"id": "IRON-3", "sex": "male", "born": "1970-05-01"},
    "entries": [
        {"on": "2026-05-20", "what": "weight", "value": "60 kg"},
        {"on": "2026-06-01", "what": "ferritin", "value": "8 ug/L"},
        {"on": "2026-06-01", "what": "haemoglobin", "value": "6.6 g/dL"},
        {"on": "2026-06-01", "what": "infection", "value": "no"},
        {"on": "2026-06-01", "what": "allergy", "to": "iv_iron", "value": "no"},
        {"on": "2026-03-02", "what": "given", "agent": "iv_iron", "dose": "1000 mg", "route": "iv"},
        {"on": "2026-06-02", "what": "given", "agent": "iv_iron", "dose": "1000 mg", "route": "iv"},
        {"on": "2026-06-05", "what": "ordered", "agent": "iv_iron", "dose": "1000 mg", "route": "iv"},
    ],
}  # fmt: skip


@cache
def knowledge() -> Knowledge:
    """The second guideline, checked as any other."""
    return load_knowledge(FOLDER)


@cache
def record() -> Record:
    """The record, read by the vocabulary of the second guideline."""
    return read_record(RECORD, knowledge().vocabulary)


@cache
def strangers() -> frozenset[str]:
    """Clinical words of the first guideline that the second does not use itself."""
    own = "\n".join(path.read_text(encoding="utf-8").lower() for path in FOLDER.rglob("*.yaml"))
    allowed = set().union(*ALLOWED.values())
    return frozenset(word for word in clinical_words() - allowed - ORDINARY if word not in own)


def strange(text: str) -> set[str]:
    """The words of the first guideline that stand in a text."""
    lower = text.lower()
    return {word for word in strangers() if word in lower and holds(lower, word)}
