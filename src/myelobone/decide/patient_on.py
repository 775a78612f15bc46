"""One patient made ready for evaluation as of a day: values that jumped and wait are not used."""

from __future__ import annotations

from datetime import date

from ..language.dates import ordinal
from ..language.model import Knowledge
from ..record.model import Record
from ..record.on_day import jumps
from .context import Context
from .program import program_of
from .rows import RecordIndex


def day_number(as_of: str | date) -> int:
    """A day as an ordinal; raises ValueError for anything but a date or an ISO day."""
    return as_of.toordinal() if isinstance(as_of, date) else ordinal(as_of)


def patient_on(
    record: Record, knowledge: Knowledge, today: int, *, known_then: bool = False
) -> Context:
    """The context of a record as of a day (an ordinal)."""
    vocabulary = knowledge.vocabulary
    waiting = jumps(record, vocabulary, today, known_then=known_then)
    program = program_of(knowledge)
    doubted = frozenset(jump.entry.seq for jump in waiting)
    index = RecordIndex(record, vocabulary, doubted, program.compiler.shape)
    return Context(program, index, today, known_then=known_then)
