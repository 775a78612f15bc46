"""Sources of takes: their terms, the attributes of their conditions, words, groups and windows."""

from __future__ import annotations

from collections.abc import Iterator

from .folder import Folder
from .kinds import Kinds
from .ledger import Scope
from .model import Attribute
from .tree import (
    AnyEntry,
    AttributeCompare,
    Bound,
    Condition,
    Count,
    DaysOver,
    Decided,
    FactRef,
    InWords,
    IsWord,
    Nearest,
    PlausibleLimit,
    Quantity,
    Source,
    Take,
    Total,
    Window,
)
from .walk import nodes

Found = tuple[Source, tuple[Window, ...], str]


def check_sources(folder: Folder, kinds: Kinds) -> None:
    """Checks every source that was read, in facts, rules and calendar items."""
    for seen in folder.ledger.sources:
        _source(folder, kinds, (seen.source, seen.windows, "value"), seen.place, seen.scope, False)
    for expression in folder.ledger.expressions:
        for found in _takes(expression.expression):
            _source(folder, kinds, found, expression.place, expression.scope, True)
        for node in nodes(expression.expression):
            if isinstance(node, PlausibleLimit):
                _plausible(folder, node, expression.place)
            if isinstance(node, Decided):
                _choice(folder, kinds, node.choice, expression.place)


def _takes(expression: object) -> Iterator[Found]:
    for node in nodes(expression):
        match node:
            case Take(_, source, attribute, windows):
                yield source, windows, attribute
            case Nearest(source, _, _, attribute):
                yield source, (), attribute
            case AnyEntry(source, windows) | Count(source, windows) | DaysOver(_, source, windows):
                yield source, windows, ""
            case Total(attribute, source, windows):
                yield source, windows, attribute
            case Decided(_, windows):
                yield Source(("decision",)), windows, ""
            case _:
                pass


def _source(
    folder: Folder, kinds: Kinds, found: Found, place: str, scope: Scope, valued: bool
) -> None:
    source, windows, attribute = found
    ledger, shapes = folder.ledger, kinds.shapes
    for term in source.terms:
        if term not in shapes.rows:
            names = (*shapes.rows, *ledger.selections)
            ledger.unknown("knowledge.unknown_term", place, term, names)
            return
    if not shapes.readable(source):  # a selection that is broken, circular or of unknown terms
        return
    if valued and attribute and shapes.attribute(source, attribute) is None:
        ledger.unknown("knowledge.unknown_attribute", place, attribute, shapes.names(source))
    for condition in source.conditions:
        _condition(folder, kinds, source, condition, place)
    for window in windows:
        if isinstance(window, Bound):
            kind = kinds.of_name(window.fact, scope.each)
            if kind is not None and kind.kind != "day":
                ledger.add("knowledge.kind", place, f"{window.fact}: {kind.shown}", "day")


def _condition(
    folder: Folder, kinds: Kinds, source: Source, condition: Condition, place: str
) -> None:
    ledger, shapes = folder.ledger, kinds.shapes
    shape = shapes.attribute(source, condition.attribute)
    if shape is None:
        names = shapes.names(source)
        ledger.unknown("knowledge.unknown_attribute", place, condition.attribute, names)
        return
    match condition:
        case IsWord(attribute, words):
            allowed = (*shapes.words(shape), "unknown")
            if shape.kind not in ("word", "site"):
                ledger.add("knowledge.kind", place, f"{attribute}: {shape.kind}", "word")
                return
            for word in words:
                if word not in allowed:
                    ledger.unknown("knowledge.unknown_word", place, word, allowed)
        case InWords(attribute, group):
            if group not in folder.vocabulary.groups:
                ledger.unknown("knowledge.unknown_group", place, group, folder.vocabulary.groups)
            elif shape.kind not in ("word", "site"):
                ledger.add("knowledge.kind", place, f"{attribute}: {shape.kind}", "word")
            elif not set(folder.vocabulary.groups[group]) & set(shapes.words(shape)):
                ledger.add("knowledge.unknown_word", place, group, shapes.words(shape))
        case AttributeCompare():
            _compare(folder, kinds, condition, shape, place)


def _compare(
    folder: Folder, kinds: Kinds, condition: AttributeCompare, shape: Attribute, place: str
) -> None:
    left = kinds.of_attribute(shape)
    match condition.right:
        case Quantity(_, unit):
            right = kinds.infer(condition.right, lambda *_: None)
            folder.ledger.use("unit", unit, place)
        case FactRef(name):
            right = kinds.of_name(name, None)
    if left is None or right is None:
        return
    if left.kind != right.kind:
        folder.ledger.add("knowledge.kind", place, right.shown, left.shown)
    elif left.dimension != right.dimension:
        folder.ledger.add("knowledge.dimension", place, right.shown, left.shown)


def _plausible(folder: Folder, node: PlausibleLimit, place: str) -> None:
    term = folder.vocabulary.terms.get(node.term)
    if term is None:
        folder.ledger.unknown("knowledge.unknown_term", place, node.term, folder.vocabulary.terms)
    elif term.value.plausible is None:
        folder.ledger.add("knowledge.no_plausible", place, node.term)


def _choice(folder: Folder, kinds: Kinds, choice: str, place: str) -> None:
    if choice not in kinds.choices:
        folder.ledger.unknown("knowledge.unknown_choice", place, choice, kinds.choices)
