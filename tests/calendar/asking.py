"""The program's calendar for a plain record on a day."""

from __future__ import annotations

from typing import Any

from myelobone import read_record
from myelobone.decide.outcome import Outcome, evaluate
from myelobone.decide.patient_on import patient_on

from ..knowledge.files import knowledge


def outcome(record: dict[str, Any], day: int) -> Outcome:
    """All that the calendar needs, nothing more: no questions, no margins, no texts."""
    read_in = read_record(record, knowledge().vocabulary)
    return evaluate(patient_on(read_in, knowledge(), day, known_then=False))
