"""The program's calendar for a plain record on a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from myelobone import Record, read_record
from myelobone.decide.outcome import Outcome, evaluate
from myelobone.decide.patient_on import patient_on

from ..knowledge.files import knowledge

Written = dict[str, Any]


def read(record: Written) -> Record:
    """The record as the program reads it."""
    return read_record(record, knowledge().vocabulary)


def outcome(record: Written | Record, day: int, until: int | None = None) -> Outcome:
    """All that the calendar needs, nothing more: no questions, no margins, no texts."""
    taken = record if isinstance(record, Record) else read(record)
    return evaluate(patient_on(taken, knowledge(), day, known_then=False), horizon=until)


def first_day(record: Written) -> int:
    """The first day that any entry may lie on."""
    written = [str(entry["on"])[:10] for entry in record["entries"] if "on" in entry]
    return min((_first(text) for text in written), default=1)


@lru_cache(maxsize=4096)
def _first(text: str) -> int:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day).toordinal()
