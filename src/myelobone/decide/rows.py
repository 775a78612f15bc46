"""A record laid out for takes: rows of each term in the one order of the house.

Order is day, then time, then place in the record; the same for every reader.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ..language.model import Attribute, Term, Vocabulary
from ..record.model import Cell, Entry, Record, When
from .values import Value

FINDING = "finding"
UNLISTED = -1


class Row(Struct, frozen=True):
    """One entry, or one finding of an entry, as a take sees it."""

    seq: int
    part: int  # position among the entry's findings; -1: the entry itself, its findings unlisted
    term: Term
    entry: Entry
    low: int  # the day, or the days it may lie between
    high: int
    minute: int
    dated: bool
    attributes: dict[str, Cell]
    read: dict[str, Value] = {}  # attributes already read as values

    @property
    def shapes(self) -> dict[str, Attribute]:
        """The attributes that the entry, or its findings, may have."""
        inner = next((s for s in self.term.attributes.values() if s.kind == "list"), None)
        return {**self.term.attributes, **(inner.attributes if inner is not None else {})}


class Shape:
    """What laying out any record needs of a vocabulary; made once for all records."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.terms = vocabulary.terms
        self.absent_words = {
            term.id: _absent_words(term.attributes) for term in vocabulary.terms.values()
        }
        self.lists = {
            term.id: name
            for term in vocabulary.terms.values()
            for name, attribute in term.attributes.items()
            if attribute.kind == "list"
        }
        self.studies = tuple(self.lists)
        for term_id, name in self.lists.items():
            inner = vocabulary.terms[term_id].attributes[name].attributes
            self.absent_words[term_id] = {**self.absent_words[term_id], **_absent_words(inner)}

    def terms_of(self, name: str) -> tuple[str, ...]:
        """The record terms behind a source name (`finding` stands for its study)."""
        if name == FINDING and name not in self.terms:
            return self.studies
        return (name,)


class RecordIndex:
    """The rows of a record by term, sorted once and shared by every day asked about.

    `doubted` are positions of entries whose value waits for confirmation and is not used.
    """

    def __init__(
        self,
        record: Record,
        vocabulary: Vocabulary,
        doubted: frozenset[int] = frozenset(),
        shape: Shape | None = None,
    ) -> None:
        self.record = record
        self.vocabulary = vocabulary
        self.shape = Shape(vocabulary) if shape is None else shape
        self.absent_words = self.shape.absent_words
        self.rows: dict[str, list[Row]] = {}
        self.doubted = doubted
        for entry in record.entries:
            self._lay_out(entry)
        for rows in self.rows.values():
            rows.sort(key=_order)

    def with_entry(self, entry: Entry) -> RecordIndex:
        """The same record with one more entry at its end; what is laid out already is shared."""
        record = self.record
        other = RecordIndex(
            Record(patient=record.patient, site=record.site),
            self.vocabulary,
            self.doubted,
            self.shape,
        )
        other.record = Record(
            patient=record.patient, site=record.site, entries=(*record.entries, entry)
        )
        other._lay_out(entry)
        for name, rows in other.rows.items():
            other.rows[name] = sorted((*self.rows.get(name, ()), *rows), key=_order)
        other.rows = {**self.rows, **other.rows}
        return other

    def _lay_out(self, entry: Entry) -> None:
        term = self.vocabulary.terms.get(entry.what)
        if term is None or entry.same_as is not None:
            return
        if entry.seq in self.doubted and entry.value is not None:
            entry = replace(entry, value=replace(entry.value, doubt="implausible"))
        self._add(entry.what, _row(entry, term, -1, entry.attributes))
        if term.id in self.shape.lists and not entry.findings_listed and not entry.plan:
            # a study whose findings nobody wrote down is not a negative study
            self._add(FINDING, _row(entry, term, UNLISTED, entry.attributes))
        for part, finding in enumerate(entry.findings):
            self._add(FINDING, _row(entry, term, part, {**entry.attributes, **finding}))

    def _add(self, name: str, row: Row) -> None:
        self.rows.setdefault(name, []).append(row)


def _order(row: Row) -> tuple[int, int, int, int]:
    return row.high, row.minute, row.seq, row.part


def _row(entry: Entry, term: Term, part: int, attributes: dict[str, Cell]) -> Row:
    when = entry.on or entry.from_
    if when is None:
        return Row(entry.seq, part, term, entry, 0, 0, -1, False, attributes, {})
    minute = -1 if when.minute is None else when.minute
    return Row(entry.seq, part, term, entry, when.low, when.high, minute, True, attributes, {})


def _absent_words(attributes: dict[str, Attribute]) -> dict[str, Cell]:
    return {
        name: _default(item, item.absent)
        for name, item in attributes.items()
        if item.absent is not None
    }


def _default(attribute: Attribute, written: str) -> Cell:
    if attribute.kind == "quantity":
        number = float(written.split()[0])
        return Cell(kind="number", written=written, low=number, high=number)
    return Cell(kind="word", written=written, word=written)


def cell_when(cell: Cell) -> When:
    """The days that a cell of kind `day` stands for."""
    return When(int(cell.low), int(cell.high))
