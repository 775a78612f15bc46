"""Problems of a record that depend on the day asked about: what lies ahead, what jumped and waits."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ..language.dates import iso, ordinal
from ..language.model import Term, Vocabulary
from ..language.problems import Problem
from .messages import Fault
from .model import Entry, Record
from .quantities import EQUAL_WITHIN

STATUS, PLANNED = "status", "planned"  # how the contract says that something lies ahead


class Jump(Struct, frozen=True):
    """A value far from the last one that nothing has confirmed yet."""

    what: str
    entry: Entry
    last: Entry


def problems_on(
    record: Record, vocabulary: Vocabulary, as_of: int, *, known_then: bool = False
) -> tuple[Problem, ...]:
    """What is wrong with the record as of a day (an ordinal), beyond what reading it reported."""
    problems = []
    born = record.patient.born
    if born is not None and born.low > as_of:
        problems.append(Fault("record.after_today", allowed=iso(as_of)).at("patient.born"))
    for entry in record.entries:
        term = vocabulary.terms.get(entry.what)
        if term is None or entry.plan or entry.on is None or entry.on.low <= as_of:
            continue
        if known_then and entry.entered is not None and entry.entered > as_of:
            continue
        allowed = f"<= {iso(as_of)}"
        if PLANNED in term.attributes.get(STATUS, term.value).values:
            allowed += f", {STATUS}: {PLANNED}"
        fault = Fault("record.after_today", iso(entry.on.low), allowed)
        problems.append(fault.at(f"{entry.where}.on"))
    for jump in jumps(record, vocabulary, as_of, known_then=known_then):
        found = f"{_written(jump.entry)}, {_written(jump.last)} ({jump.last.where})"
        problems.append(Fault("record.jump", found).at(f"{jump.entry.where}.value"))
    return tuple(problems)


def known_by(record: Record, as_of: str) -> Record:
    """The record without the entries that were entered after a day (ISO); positions stay as they were."""
    day = ordinal(as_of)
    return replace(
        record,
        entries=tuple(e for e in record.entries if e.entered is None or e.entered <= day),
    )


def jumps(
    record: Record, vocabulary: Vocabulary, as_of: int, *, known_then: bool = False
) -> tuple[Jump, ...]:
    """Values that differ from the last by more than their term's `jump`, unconfirmed on `as_of`.

    A later value within that factor of the jumped one confirms it; one that lies within it of the
    last confirmed value takes its place.
    """
    found: list[Jump] = []
    for term in vocabulary.terms.values():
        if term.jump is not None:
            seen = _seen(record, term, as_of, known_then)
            found += _unconfirmed(term.id, term.jump, seen)
    return tuple(sorted(found, key=lambda jump: jump.entry.seq))


def _unconfirmed(what: str, factor: float, entries: list[Entry]) -> list[Jump]:
    waiting: list[Jump] = []
    last: Entry | None = None
    for entry in entries:
        agreed = [last, *(jump.entry for jump in waiting)]
        if last is None or any(_near(entry, other, factor) for other in agreed if other):
            waiting = []
            last = entry
        else:
            waiting.append(Jump(what, entry, last))
    return waiting


def _seen(record: Record, term: Term, as_of: int, known_then: bool) -> list[Entry]:
    """The exact, usable values of a term up to a day, in the order of time."""
    kept = []
    for entry in record.entries:
        if entry.what != term.id or entry.on is None or entry.on.low > as_of or entry.unusable:
            continue
        if known_then and entry.entered is not None and entry.entered > as_of:
            continue
        value = entry.value
        if value is not None and value.doubt is None and value.low == value.high and value.low > 0:
            kept.append((entry.on.high, -1 if entry.on.minute is None else entry.on.minute, entry))
    return [entry for *_, entry in sorted(kept, key=lambda item: (*item[:2], item[2].seq))]


def _near(a: Entry, b: Entry, factor: float) -> bool:
    if a.value is None or b.value is None:
        return False
    low, high = sorted((a.value.low, b.value.low))
    return high <= factor * low + EQUAL_WITHIN


def _written(entry: Entry) -> str:
    return "" if entry.value is None else entry.value.written
