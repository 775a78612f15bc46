"""Worked patients as situations: each is read and met once, with what it expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...decide.patients import Case
from ...decide.program import Program
from ...language.dates import ordinal
from ...record.read import read_record
from .affected import mentioned
from .situation import Situation, situation
from .watched import broken, rest, sees


def patients(program: Program, cases: Iterable[Case]) -> Iterator[Situation]:
    """Each case of each worked patient, met as of its day."""
    for case in cases:
        record = read_record(case.record, program.knowledge.vocabulary)
        yield situation(
            case.name, "patient", record, ordinal(case.as_of), program,
            sees=sees(case.expect), words=frozenset(mentioned(case.expect)),
            broken=broken(case.expect), whole=rest(case, record),
        )  # fmt: skip
