"""Checks across the entries of a record: answers that conflict, values that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..language.model import Proportion, Vocabulary
from ..language.problems import Problem
from .messages import Fault
from .model import Cell, Entry, Patient
from .quantities import EQUAL_WITHIN


def across(
    patient: Patient, entries: Sequence[Entry], vocabulary: Vocabulary, problems: list[Problem]
) -> tuple[Entry, ...]:
    """The entries with values doubted that do not fit together; appends what was found."""
    problems += undated(entries, vocabulary)
    problems += before_birth(patient, entries)
    problems += conflicts(entries, vocabulary)
    doubted: dict[int, Entry] = {}
    for entry, other in misfits(entries, vocabulary):
        for one, partner in ((entry, other), (other, entry)):
            # an entry made later may not put an earlier one in doubt
            if one.value is None or _day(one) < _day(partner):
                continue
            if one.value.doubt is None:
                doubted[one.seq] = replace(one, value=replace(one.value, doubt="implausible"))
            found = f"{one.value.written}, {partner.what} {_written(partner)}"
            problems.append(Fault("record.proportion", found).at(f"{one.where}.value"))
    entries = [doubted.get(entry.seq, entry) for entry in entries]
    for again, first in repeated(entries, vocabulary):
        entries[again] = replace(entries[again], same_as=first)
        found = f"{entries[again].what}, {entries[first].where}"
        problems.append(Fault("record.repeated", found).at(entries[again].where))
    return tuple(entries)


def repeated(entries: Sequence[Entry], vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Events told twice, equal but for who tells them: positions of the later and the first entry."""
    told: dict[object, list[Entry]] = {}
    for entry in entries:
        term = vocabulary.terms.get(entry.what)
        if term is None or term.kind != "event" or entry.plan or entry.unusable:
            continue
        if entry.on is None or not entry.on.exact:
            continue
        cells = [("value", entry.value), *sorted(entry.attributes.items())]
        meaning = tuple((name, _meaning(cell)) for name, cell in cells)
        key = (entry.what, entry.on.low, meaning, str(entry.findings))
        earlier = told.setdefault(key, [])
        first = next((one for one in earlier if not _other_time(one, entry)), None)
        if first is None:
            earlier.append(entry)
        else:
            yield entry.seq, first.seq


def _meaning(cell: Cell | None) -> object:
    return None if cell is None else (cell.kind, cell.low, cell.high, cell.word, cell.doubt)


def _other_time(a: Entry, b: Entry) -> bool:
    times = [entry.on.minute for entry in (a, b) if entry.on is not None]
    return None not in times and times[0] != times[-1]


def undated(entries: Sequence[Entry], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Measurements and tests that say no day."""
    for entry in entries:
        term = vocabulary.terms.get(entry.what)
        if term is None or term.kind not in ("measurement", "test") or entry.unusable:
            continue
        if entry.on is None and entry.from_ is None and entry.to is None:
            yield Fault("record.undated", allowed="on: 2026-11-20").at(entry.where)


def before_birth(patient: Patient, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Entries that lie wholly before the birth of the patient."""
    if patient.born is None:
        return
    for entry in entries:
        for name, when in (("on", entry.on), ("from", entry.from_)):
            if when is not None and when.high < patient.born.low:
                yield Fault("record.before_birth").at(f"{entry.where}.{name}")


def conflicts(entries: Sequence[Entry], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Different words of one state on one day, without times that order them."""
    seen: dict[tuple[str, str, int], list[Entry]] = {}
    for entry in entries:
        term = vocabulary.terms.get(entry.what)
        if term is None or term.kind != "state" or entry.on is None or not entry.on.exact:
            continue
        if entry.value is None or entry.value.doubt is not None or not entry.value.word:
            continue
        by = entry.attributes.get(term.by) if term.by is not None else None
        key = (entry.what, by.word if by is not None else "", entry.on.low)
        for earlier in seen.setdefault(key, []):
            if earlier.value is None or earlier.value.word == entry.value.word:
                continue
            if not _ordered(earlier, entry):
                found = f"{earlier.value.written} ({earlier.where}), {entry.value.written}"
                yield Fault("record.conflict", found).at(f"{entry.where}.value")
                break
        seen[key].append(entry)


def misfits(entries: Sequence[Entry], vocabulary: Vocabulary) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of measurements outside the proportion that their term declares.

    Each is held against the last of the other on or before its day; a value that is implausible in
    itself counts, so that both of two swapped values are found.
    """
    for term in vocabulary.terms.values():
        rule = term.proportion
        if rule is None:
            continue
        ours = sorted(_numbers(entries, term.id), key=_order)
        theirs = sorted(_numbers(entries, rule.to), key=_order)
        pairs: dict[tuple[int, int], tuple[Entry, Entry]] = {}
        for entry in ours:
            before = [other for other in theirs if _day(other) <= _day(entry)]
            if before:
                pairs[entry.seq, before[-1].seq] = (entry, before[-1])
        for other in theirs:
            before = [entry for entry in ours if _day(entry) <= _day(other)]
            if before:
                pairs[before[-1].seq, other.seq] = (before[-1], other)
        for entry, other in pairs.values():
            if not _fit(entry, other, rule):
                yield entry, other


def _fit(entry: Entry, other: Entry, rule: Proportion) -> bool:
    if entry.value is None or other.value is None or other.value.low <= 0:
        return True
    ratio = entry.value.low / other.value.low**rule.power
    low, high = rule.plausible
    return low - EQUAL_WITHIN <= ratio <= high + EQUAL_WITHIN


def _numbers(entries: Sequence[Entry], what: str) -> list[Entry]:
    return [
        entry
        for entry in entries
        if entry.what == what
        and entry.on is not None
        and not entry.unusable
        and entry.value is not None
        and entry.value.doubt in (None, "implausible")
        and entry.value.low == entry.value.high
    ]


def _order(entry: Entry) -> tuple[int, int, int]:
    when = entry.on
    return (
        (when.high, when.minute if when.minute is not None else -1, entry.seq)
        if when
        else (0, -1, entry.seq)
    )


def _day(entry: Entry) -> int:
    return entry.on.high if entry.on is not None else 0


def _written(entry: Entry) -> str:
    return "" if entry.value is None else entry.value.written


def _ordered(a: Entry, b: Entry) -> bool:
    if a.on is None or b.on is None or a.on.minute is None or b.on.minute is None:
        return False
    return a.on.minute != b.on.minute
