"""One value of an entry as a cell, checked against its shape in the vocabulary; nothing is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from ..language.model import Attribute, Vocabulary
from ..language.problems import Text
from .days import read_when
from .messages import Fault
from .model import Cell, When
from .plain import Plain, written
from .quantities import read_quantity
from .words import UNKNOWN, fault

CELL_KINDS: Mapping[str, Literal["number", "word", "text", "day"]] = {
    "quantity": "number",
    "word": "word",
    "site": "word",
    "text": "text",
    "day": "day",
    "list": "text",
    "none": "text",
}


def read_cell(value: Plain, shape: Attribute, vocabulary: Vocabulary) -> tuple[Cell, Fault | None]:
    """A value as its shape asks for it, and what is wrong with it; a doubtful cell is never used."""
    match shape.kind:
        case "quantity":
            measured = read_quantity(value, shape, vocabulary)
            return measured.cell, measured.fault
        case "word":
            return _word(value, shape.values, "record.unknown_word", vocabulary.labels)
        case "site":
            return _word(value, vocabulary.sites, "record.unknown_site", vocabulary.labels)
        case "day":
            return _day(value)
        case "text":
            return _text(value)
        case "list" | "none":
            return invalid(value), Fault("record.not_a_list", written(value))


def invalid(value: Plain, kind: Literal["number", "word", "text", "day"] = "text") -> Cell:
    """A cell that is kept and never used."""
    return Cell(kind=kind, written=written(value), doubt="invalid")


def blank(value: Plain) -> bool:
    """True for a value that says nothing: null, or text of spaces only."""
    return value is None or (isinstance(value, str) and not value.strip())


def _word(
    value: Plain, allowed: tuple[str, ...], code: str, labels: Mapping[str, Text]
) -> tuple[Cell, Fault | None]:
    text = written(value).strip()
    if not isinstance(value, bool | float | list | dict):
        if text == UNKNOWN:
            return Cell(kind="word", written=text, word=text, doubt="unknown"), None
        if text in allowed:
            return Cell(kind="word", written=text, word=text), None
    wrong = fault(code, text, allowed, labels)
    meant = "yes" if value is True else "no"
    if isinstance(value, bool) and meant in allowed:  # offered, not assumed
        wrong = replace(wrong, nearest=meant)
    return invalid(value, "word"), wrong


def _day(value: Plain) -> tuple[Cell, Fault | None]:
    text = written(value).strip()
    if text == UNKNOWN:
        return Cell(kind="day", written=text, word=text, doubt="unknown"), None
    when = read_when(value)
    if isinstance(when, Fault):
        return invalid(value, "day"), when
    return day_cell(when, text), None


def day_cell(when: When, text: str) -> Cell:
    """The cell of a day or of the days of a month or year."""
    return Cell(kind="day", written=text, low=float(when.low), high=float(when.high))


def _text(value: Plain) -> tuple[Cell, Fault | None]:
    match value:
        case list() if value and all(isinstance(part, str | int | float) for part in value):
            text = ", ".join(written(part) for part in value)
        case list() | dict():
            return invalid(value), Fault("record.not_a_text", written(value))
        case _:
            text = written(value).strip()
    return Cell(kind="text", written=text, word=text), None
