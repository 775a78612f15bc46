"""Records for tests, made small."""

from typing import Any

from myelobone.language.model import Vocabulary
from myelobone.record.model import Entry, Record
from myelobone.record.read import read_record


def data(*entries: Any, **patient: Any) -> dict[str, Any]:
    """A record of these entries as plain data."""
    return {
        "format": "myelobone-record/1",
        "patient": {"id": "P1", **patient},
        "entries": list(entries),
    }


def record(vocabulary: Vocabulary, *entries: Any, **patient: Any) -> Record:
    """These entries, read."""
    return read_record(data(*entries, **patient), vocabulary)


def one(vocabulary: Vocabulary, what: str, value: Any = None, **more: Any) -> Entry:
    """The only entry of a record."""
    raw = {"on": "2026-11-20", "what": what, **more}
    if value is not None:
        raw["value"] = value
    return record(vocabulary, raw).entries[0]


def codes(read: Record) -> list[str]:
    """The codes of a record's problems, in order."""
    return [problem.code for problem in read.problems]
