"""Entries as a record has them, from what a model says of each."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ...language.dates import iso
from ...language.model import Attribute, Term
from .symbolic import Symbolic

FORMAT = "myelobone-record/1"
FIRST, LAST = 693596, 767376  # of the years 1900 to 2101
Shown = float | str | tuple[str, ...] | None  # several words: any of them


class Wanted(Struct):
    """An entry as far as the model says what it is."""

    term: str
    on: int | None
    parts: dict[str, Any]
    keys: set[tuple[object, ...]]
    count: int = 1


def written(symbolic: Symbolic, wanted: Wanted, today: int) -> list[dict[str, Any]]:
    """The entries of a wish; what it must have and nothing says is filled in."""
    shape = symbolic.compiler.shape
    (name, *_) = shape.terms_of(wanted.term)
    term = symbolic.knowledge.vocabulary.terms[name]
    day = a_day(today if wanted.on is None else wanted.on)
    entry: dict[str, Any] = {"from" if term.kind == "period" else "on": day, "what": name}
    listed = shape.lists.get(name)
    inner = term.attributes[listed].attributes if listed is not None else {}
    finding: dict[str, Any] = {}
    for attribute, shown in wanted.parts.items():
        if attribute in inner and wanted.term != name:
            finding[attribute] = _text(inner[attribute], shown)
        elif attribute == "value":
            entry["value"] = _text(term.value, shown)
        elif attribute in ("lower limit", "upper limit"):
            entry.setdefault("range", [None, None])[attribute == "upper limit"] = shown
        elif attribute in term.attributes:
            entry[attribute] = _text(term.attributes[attribute], shown)
    if wanted.term != name and listed is not None:
        entry[listed] = [finding]
    _fill(term, entry)
    return [dict(entry) for _ in range(wanted.count)]


def a_day(number: int) -> str:
    """A day as a record writes it; z3 may name one that no calendar has."""
    return iso(min(max(number, FIRST), LAST))


def _fill(term: Term, entry: dict[str, Any]) -> None:
    """What an entry must have and the model says nothing of."""
    for name, attribute in term.attributes.items():
        if attribute.required and name not in entry:
            entry[name] = _any_of(attribute)
    if term.value.kind != "none" and "value" not in entry and term.kind != "event":
        entry["value"] = _any_of(term.value)
    low, high = entry.get("range", (0.0, 0.0))
    if "range" in entry:
        low = 0.0 if low is None else low
        entry["range"] = [low, low * 2 + 1 if high is None else high]


def _any_of(attribute: Attribute) -> Any:
    match attribute.kind:
        case "quantity":
            low, high = attribute.plausible or (1.0, 1.0)
            return f"{(low + high) / 2:g} {attribute.unit or ''}".strip()
        case "word":
            return attribute.values[0]
        case "day":
            return "2026-01-01"
        case _:
            return "x"


def _text(attribute: Attribute, shown: Shown) -> Any:
    """A value as it is written in a record."""
    if isinstance(shown, tuple):
        shown = next(iter(shown), None)
    if shown is None:
        return "unknown"
    if isinstance(shown, str):
        return shown
    if attribute.kind == "day":
        return a_day(int(shown))
    return f"{shown!r} {attribute.unit or ''}".strip() if attribute.unit != "1" else f"{shown!r}"
