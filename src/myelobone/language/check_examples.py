"""The facts that examples give: they exist, and the value is of their kind and unit."""

from __future__ import annotations

from .check_lines import fact_kind
from .check_names import unit_exists
from .folder import Folder
from .kinds import Kind, Kinds, number, silent
from .ledger import Scope
from .model import Given


def check_examples(folder: Folder, kinds: Kinds) -> None:
    """Checks every value that an example of a rule gives."""
    for given, place, scope in folder.ledger.given:
        kind = fact_kind(folder, kinds, given.fact, place, scope)
        if given.quantity is not None:
            unit_exists(folder, given.quantity.unit, place)
        if kind is not None and not given.none and given.word != "unknown":
            _fits(folder, kinds, given, kind, place, scope)


def _fits(folder: Folder, kinds: Kinds, given: Given, kind: Kind, place: str, scope: Scope) -> None:
    ledger = folder.ledger
    if given.quantity is not None:
        if kind.kind != "number":
            ledger.add("knowledge.kind", place, f"{given.quantity.value:g}", kind.shown)
        elif number(given.quantity.unit).dimension != kind.dimension:
            ledger.add("knowledge.dimension", place, given.quantity.unit, kind.unit)
    elif given.word is not None:
        if kind.kind not in ("word", "truth", "text"):
            ledger.add("knowledge.kind", place, given.word, kind.shown)
        elif kind.values and given.word not in kind.values:
            ledger.unknown("knowledge.unknown_word", place, given.word, (*kind.values, "none"))
    elif given.day is not None:
        found = kinds.infer(given.day, silent, each=scope.each)
        if found is None or found.kind != kind.kind:
            ledger.add("knowledge.kind", place, found.shown if found else None, kind.shown)
