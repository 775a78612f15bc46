"""One entry of a record, read against its term; what is wrong is reported and the rest is kept."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ..language.model import Attribute, Term, Vocabulary
from ..language.problems import Problem
from .cells import blank, invalid, read_cell
from .days import read_when
from .messages import MOST_SUGGESTED, Fault
from .model import Cell, Entry, When
from .plain import LONGEST_KEY, Plain, written
from .quantities import Measured, read_limits, read_quantity
from .words import fault, term_names

DAYS = ("on", "from", "to", "entered")
TEXTS = ("source", "by", "note")
PLANS = ("planned", "urgent")  # words of `status` that make an entry a plan


def read_entry(seq: int, raw: Plain, vocabulary: Vocabulary, problems: list[Problem]) -> Entry:
    """The entry at position `seq`; appends what is wrong with it to `problems`."""
    where = f"entries[{seq}]"
    if not isinstance(raw, dict):
        problems.append(Fault("record.not_an_entry", written(raw)).at(where))
        return Entry(seq=seq, what="", attributes={"written": invalid(raw)}, unusable=True)
    return _Reader(seq, where, raw, vocabulary, problems).entry()


class _Reader:
    """Reads one entry, once."""

    def __init__(
        self,
        seq: int,
        where: str,
        raw: Mapping[str, Plain],
        vocabulary: Vocabulary,
        problems: list[Problem],
    ) -> None:
        self.seq = seq
        self.where = where
        self.raw = {key: value for key, value in raw.items() if not blank(value)}
        self.vocabulary = vocabulary
        self.problems = problems
        self.unusable = False  # set by whatever the entry cannot do without

    def entry(self) -> Entry:
        what = self.raw.get("what", "")
        term = self.vocabulary.terms.get(what) if isinstance(what, str) else None
        if term is None:
            self.no_term(what)
        shapes = {} if term is None else term.attributes
        # a term may have an attribute of that name: `allergy` has `to`
        days = {name: None if name in shapes else self.day(name) for name in DAYS}
        start, end = days["from"], days["to"]
        if start is not None and end is not None and end.high < start.low:
            self.report("to", Fault("record.period", written(self.raw["to"])))
            self.unusable = True
            start = end = None
        value, limits = self.value(term)
        attributes = self.attributes(term, shapes)
        findings, listed = self.findings(shapes)
        self.required(shapes, attributes, listed)
        if value is not None and self.unusable and value.doubt is None:
            value = replace(value, doubt="invalid")
        entered = days["entered"]
        status = attributes.get("status")
        texts = {name: self.text(name, name not in shapes) for name in TEXTS}
        return Entry(
            seq=self.seq,
            what=written(what),
            on=days["on"],
            from_=start,
            to=end,
            entered=None if entered is None else entered.high,
            plan=(term is not None and term.plan) or (status is not None and status.word in PLANS),
            value=value,
            attributes=attributes,
            findings=findings,
            findings_listed=listed,
            lower_limit=limits[0],
            upper_limit=limits[1],
            unusable=self.unusable,
            source=texts["source"],
            by=texts["by"],
            note=texts["note"],
        )

    def report(self, name: str, fault: Fault) -> None:
        where = f"{self.where}.{name[:LONGEST_KEY]}" if name else self.where
        self.problems.append(fault.at(where, suggest=len(self.problems) < MOST_SUGGESTED))

    def no_term(self, what: Plain) -> None:
        self.unusable = True
        if what == "":
            self.report("", Fault("record.no_term"))
            return
        names = term_names(self.vocabulary)
        found = fault("record.unknown_term", written(what), self.vocabulary.terms, names)
        self.report("what", found)

    def day(self, name: str) -> When | None:
        if name not in self.raw:
            return None
        when = read_when(self.raw[name])
        if isinstance(when, Fault):
            self.report(name, when)
            self.unusable = self.unusable or name != "entered"
            return None
        return when

    def value(self, term: Term | None) -> tuple[Cell | None, tuple[float | None, float | None]]:
        raw = self.raw.get("value")
        if term is None:
            return (None if raw is None else invalid(raw)), (None, None)
        if term.value.kind == "none":
            return None, (None, None)
        if raw is None:
            self.unusable = True
            self.report("value", Fault("record.missing_value", allowed=_allowed(term.value)))
            return None, (None, None)
        if term.value.kind != "quantity":
            cell, wrong = read_cell(raw, term.value, self.vocabulary)
            if wrong is not None:
                self.report("value", wrong)
            return cell, (None, None)
        measured = read_quantity(raw, term.value, self.vocabulary)
        if measured.fault is not None:
            self.report("value", measured.fault)
        return measured.cell, self.limits(measured, term.value)

    def limits(self, measured: Measured, shape: Attribute) -> tuple[float | None, float | None]:
        raw = self.raw.get("range")
        if raw is None:
            return None, None
        limits = read_limits(raw, measured, shape, self.vocabulary)
        if isinstance(limits, Fault):
            self.report("range", limits)
            return None, None
        # limits of a value that is not used might be in any unit
        return (None, None) if measured.cell.doubt is not None else limits

    def attributes(self, term: Term | None, shapes: Mapping[str, Attribute]) -> dict[str, Cell]:
        common: tuple[str, ...] = ("what", *DAYS, *TEXTS)
        if term is None or term.value.kind != "none":
            common += ("value",)
        if term is None or term.value.kind == "quantity":
            common += ("range",)
        cells: dict[str, Cell] = {}
        for name, raw in self.raw.items():
            shape = shapes.get(name)
            if shape is not None and shape.kind != "list":
                cell, wrong = read_cell(raw, shape, self.vocabulary)
                cells[name] = cell
                if wrong is not None:
                    self.report(name, wrong)
            elif shape is None and name not in common:
                cells[name] = invalid(raw)
                if term is not None:
                    known = (*common, *shapes)
                    self.report(name, fault("record.unknown_attribute", name, known))
        return cells

    def findings(self, shapes: Mapping[str, Attribute]) -> tuple[tuple[dict[str, Cell], ...], bool]:
        rows: list[dict[str, Cell]] = []
        listed = False
        for name, shape in shapes.items():
            if shape.kind != "list" or name not in self.raw:
                continue
            listed = True
            raw = self.raw[name]
            if not isinstance(raw, list):
                self.report(name, Fault("record.not_a_list", written(raw)))
                raw = [raw]
            rows += [self.row(part, shape.attributes, f"{name}[{n}]") for n, part in enumerate(raw)]
        return tuple(rows), listed

    def row(self, raw: Plain, shapes: Mapping[str, Attribute], name: str) -> dict[str, Cell]:
        """One element of a list; one that cannot be read stays, so that no list looks empty."""
        if not isinstance(raw, dict):
            self.report(name, Fault("record.not_an_entry", written(raw)))
            return {"note": invalid(raw)}
        cells: dict[str, Cell] = {}
        for key, value in raw.items():
            if blank(value):
                continue
            shape = shapes.get(key)
            if shape is None and key == "note":
                shape = Attribute(kind="text")
            if shape is None:
                cells[key] = invalid(value)
                self.report(f"{name}.{key}", fault("record.unknown_attribute", key, shapes))
                continue
            cells[key], wrong = read_cell(value, shape, self.vocabulary)
            if wrong is not None:
                self.report(f"{name}.{key}", wrong)
        for key, shape in shapes.items():
            if shape.required and key not in cells:
                missing = Fault("record.missing_attribute", allowed=_allowed(shape))
                self.report(f"{name}.{key}", missing)
        return cells

    def required(
        self, shapes: Mapping[str, Attribute], cells: Mapping[str, Cell], listed: bool
    ) -> None:
        for name, shape in shapes.items():
            cell = cells.get(name)
            if not shape.required or (shape.kind == "list" and listed):
                continue
            if cell is None or cell.doubt == "unknown":
                found = None if cell is None else cell.written
                missing = Fault("record.missing_attribute", found, _allowed(shape))
                self.report(name, missing)
            self.unusable = self.unusable or cell is None or cell.doubt is not None

    def text(self, name: str, report: bool) -> str | None:
        raw = self.raw.get(name)
        if raw is None:
            return None
        cell, wrong = read_cell(raw, Attribute(kind="text"), self.vocabulary)
        if wrong is not None and report:
            self.report(name, wrong)
        return cell.written


def _allowed(shape: Attribute) -> str | None:
    match shape.kind:
        case "quantity":
            return " | ".join([shape.unit or "1", *shape.also])
        case "word":
            return " | ".join(shape.values)
        case _:
            return None
