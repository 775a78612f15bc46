"""Quantities as a record writes them: `number unit`, read exactly into the canonical unit or not at all."""

from __future__ import annotations

import re
from math import isfinite
from unicodedata import normalize

from msgspec import Struct

from ..language import units
from ..language.model import Attribute, Vocabulary
from .messages import Fault
from .model import Cell, Doubt
from .plain import Plain, compact, written

EQUAL_WITHIN = 1e-9
OPEN_END = 2e-9  # how far inside its bound an open end lies
LONGEST_UNIT = 24
WORDS = ("raised", "normal", "low")  # accepted in place of a number, never used
UNKNOWN = "unknown"

_NUMBER = r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,2})?"
_QUANTITY = re.compile(rf"(?P<sign><=|>=|[<>≤≥])?\s*(?P<number>{_NUMBER})\s*(?P<unit>\S*)")
_SIGNS = {"≤": "<=", "≥": ">="}
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e\u3000]")
_COMMA = re.compile(r"[0-9],[0-9]")
_FLAG = re.compile(r"[↑↓⇑⇓▲▼△▽]+|(?<=\s)[HL*]+$|\*+$")


class Measured(Struct, frozen=True):
    """A quantity that was read: its cell, what is wrong with it, and the factor of its unit.

    `factor` turns numbers in the written unit into canonical ones; None when no unit was understood.
    """

    cell: Cell
    fault: Fault | None = None
    factor: float | None = None


def read_quantity(value: Plain, shape: Attribute, vocabulary: Vocabulary) -> Measured:
    """A quantity in the unit of `shape`; whatever cannot be read exactly is kept with its doubt."""
    text = written(value).strip()
    if isinstance(value, bool | list | dict):
        return _doubtful(text, "invalid", "record.not_a_quantity", shape)
    if text == UNKNOWN:
        return Measured(Cell(kind="number", written=text, word=text, doubt="unknown"))
    if text in WORDS or text in shape.values:
        cell = Cell(kind="number", written=text, word=text, doubt="word")
        return Measured(cell, Fault("record.word_for_number", text, _allowed(shape)))
    if shape.unit == "1" and re.search(r"[0-9]\s+1$", text):
        text = text[:-1].rstrip()  # the unit 1, written out
    match = _QUANTITY.fullmatch(text)
    if match is None or not _looks_like_unit(match["unit"]) or _FULL_WIDTH.search(text):
        return _unreadable(text, shape, vocabulary)
    factor = 1.0 if not match["unit"] and _bare(shape) else None
    if not match["unit"] and factor is None:
        return _doubtful(text, "no_unit", "record.no_unit", shape)
    if factor is None:
        factor = unit_factor(match["unit"], shape, vocabulary)
    if factor is None and _FLAG.search(text):
        return _unreadable(text, shape, vocabulary)
    if factor is None:
        return _doubtful(text, "wrong_unit", "record.wrong_unit", shape)
    number = float(match["number"]) * factor
    if not isfinite(number):
        return _doubtful(text, "implausible", "record.implausible", shape)
    sign = _SIGNS.get(match["sign"], match["sign"])
    return _placed(text, number, factor, sign, shape)


def read_limits(
    value: Plain, measured: Measured, shape: Attribute, vocabulary: Vocabulary
) -> tuple[float | None, float | None] | Fault:
    """The laboratory's limits in the canonical unit; bare numbers are in the unit of the value."""
    fault = Fault("record.range", compact(value), f"[low, high] {shape.unit}")
    if not isinstance(value, list) or len(value) != 2:
        return fault
    limits = [_limit(item, measured, shape, vocabulary) for item in value]
    low, high = limits
    if isinstance(low, str) or isinstance(high, str) or (low is None and high is None):
        return fault
    if low is not None and high is not None and low > high:
        return fault
    if shape.plausible is not None:
        lowest, highest = shape.plausible
        if (low is not None and low > highest) or (high is not None and high < lowest):
            return Fault("record.range", compact(value), _plausible(shape))
    return low, high


def unit_factor(unit: str, shape: Attribute, vocabulary: Vocabulary) -> float | None:
    """What turns a number in `unit` into the canonical unit; None when `shape` does not accept it.

    Accepted are the canonical unit, those listed in `also`, and other sizes of the canonical unit
    (g for mg). Nothing is inferred from the number.
    """
    canonical = shape.unit or "1"
    for name in _spelled(unit, vocabulary):
        if name == canonical:
            return 1.0
        if name in shape.also:
            return shape.also[name]
        try:
            return units.factor(name, canonical)
        except (ValueError, ArithmeticError, RecursionError):
            continue
    return None


def _spelled(unit: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    micro = unit.replace("µ", "u").replace("μ", "u")
    return (unit, vocabulary.spellings.get(unit, unit), vocabulary.spellings.get(micro, micro))


def _looks_like_unit(unit: str) -> bool:
    return len(unit) <= LONGEST_UNIT and not unit.startswith((*"0123456789.,<>=+-±~≈",))


def _bare(shape: Attribute) -> bool:
    """Counts, ratios and scores have no unit that a number could lack."""
    return shape.unit == "1" or re.fullmatch(r"\{[^{}]*\}", shape.unit or "") is not None


def _limit(
    value: Plain, measured: Measured, shape: Attribute, vocabulary: Vocabulary
) -> float | str | None:
    """A limit, None for one that is not given, or `bad`."""
    match value:
        case None:
            return None
        case bool() | list() | dict():
            return "bad"
        case int() | float():
            return "bad" if measured.factor is None else value * measured.factor
    match = _QUANTITY.fullmatch(value.strip())
    if match is None or match["sign"]:
        return "bad"
    factor = unit_factor(match["unit"], shape, vocabulary) if match["unit"] else measured.factor
    number = None if factor is None else float(match["number"]) * factor
    return "bad" if number is None or not isfinite(number) else number


def _placed(
    text: str, number: float, factor: float, sign: str | None, shape: Attribute
) -> Measured:
    """The number, or the interval that a comparator stands for, within plausible limits."""
    low = high = number
    if shape.plausible is not None:
        lowest, highest = shape.plausible
        plausible = lowest - EQUAL_WITHIN <= number <= highest + EQUAL_WITHIN
        if sign is not None:
            low = lowest if sign[0] == "<" else number if sign == ">=" else number + OPEN_END
            high = highest if sign[0] == ">" else number if sign == "<=" else number - OPEN_END
            plausible = plausible and low <= high
        if not plausible:
            cell = Cell(kind="number", written=text, low=number, high=number, doubt="implausible")
            return Measured(cell, Fault("record.implausible", text, _plausible(shape)), factor)
    elif sign is not None:
        return _doubtful(text, "invalid", "record.comparator", shape)
    return Measured(Cell(kind="number", written=text, low=low, high=high), None, factor)


def _unreadable(text: str, shape: Attribute, vocabulary: Vocabulary) -> Measured:
    """Says why a text is no quantity, and offers what was probably meant where that is safe."""
    offered = text
    if _FULL_WIDTH.search(text):
        code, offered = "record.full_width", normalize("NFKC", text)
    elif _COMMA.search(text):
        code = "record.comma"
    elif _FLAG.search(text):
        code, offered = "record.flag", _FLAG.sub("", text).strip()
    else:
        code, offered = "record.not_a_quantity", text.replace("−", "-")
    match = _QUANTITY.fullmatch(offered)
    good = offered != text and match is not None and match["unit"] != ""
    if good and match is not None:
        good = unit_factor(match["unit"], shape, vocabulary) is not None
    return _doubtful(text, "invalid", code, shape, offered if good else None)


def _doubtful(
    text: str, doubt: Doubt, code: str, shape: Attribute, nearest: str | None = None
) -> Measured:
    cell = Cell(kind="number", written=text, doubt=doubt)
    return Measured(cell, Fault(code, text, _allowed(shape), nearest))


def _allowed(shape: Attribute) -> str:
    return " | ".join(dict.fromkeys([shape.unit or "1", *shape.also]))


def _plausible(shape: Attribute) -> str:
    low, high = shape.plausible or (0.0, 0.0)
    return f"{low:g}–{high:g} {shape.unit}"
