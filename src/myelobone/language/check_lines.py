"""Leaves and expressions: facts that exist, words they may take, units that fit, ignorance."""

from __future__ import annotations

from collections.abc import Iterable

from .check_names import unit_exists
from .folder import Folder
from .kinds import GIVEN, Kind, Kinds
from .ledger import Scope, SeenExpression, SeenLeaf
from .shapes import ORDERED
from .tree import (
    AsOf,
    Bound,
    Compare,
    Exists,
    FactRef,
    InGroup,
    InUnit,
    Is,
    Known,
    Quantity,
    SiteOffers,
)
from .walk import nodes


def check_lines(folder: Folder, kinds: Kinds) -> None:
    """Checks every leaf and every expression that was read."""
    for leaf in folder.ledger.leaves:
        _leaf(folder, kinds, leaf)
    for expression in folder.ledger.expressions:
        _expression(folder, kinds, expression)
    for source in folder.ledger.sources:
        _names(folder, kinds, (source.source, source.windows), source.place, source.scope)


def _leaf(folder: Folder, kinds: Kinds, seen: SeenLeaf) -> None:
    ledger, leaf, place, scope = folder.ledger, seen.leaf, seen.place, seen.scope
    match leaf:
        case Is(name, words):
            kind = fact_kind(folder, kinds, name, place, scope)
            if kind is not None:
                _words(folder, name, kind, words, place)
        case InGroup(name, group):
            kind = fact_kind(folder, kinds, name, place, scope)
            if group not in folder.vocabulary.groups:
                ledger.unknown("knowledge.unknown_group", place, group, folder.vocabulary.groups)
            elif kind is not None and kind.kind != "word":
                ledger.add("knowledge.kind", place, f"{name}: {kind.shown}", "word")
            elif (
                kind is not None
                and kind.values
                and not (set(folder.vocabulary.groups[group]) & set(kind.values))
            ):
                ledger.add("knowledge.unknown_word", place, group, kind.values)
        case Compare():
            _compare(folder, kinds, leaf, place, scope)
        case Known(name, negated):
            fact_kind(folder, kinds, name, place, scope)
            if negated and scope.dose:
                ledger.add("knowledge.not_known_in_dose", place, leaf.text)
            elif negated and not scope.ignorance:
                ledger.add("knowledge.not_known_needs_reading", place, leaf.text, "reading")
        case Exists(name):
            fact_kind(folder, kinds, name, place, scope)
        case SiteOffers(word):
            offers = _offers(folder)
            if word not in offers:
                ledger.unknown("knowledge.unknown_word", place, word, offers)
        case _:
            pass


def _offers(folder: Folder) -> dict[str, None]:
    """What a hospital may offer: an agent, or a word of the record."""
    words = dict.fromkeys(folder.agents)
    for term in folder.vocabulary.terms.values():
        for attribute in term.attributes.values():
            if (
                attribute.required
            ):  # a term that is meaningless without it: which study, which agent
                words.update(dict.fromkeys(attribute.values))
    return words


def fact_kind(folder: Folder, kinds: Kinds, name: str, place: str, scope: Scope) -> Kind | None:
    """The kind of a name; one that cannot be used here is reported."""
    ledger = folder.ledger
    owner, dot, attribute = name.partition(".")
    if dot:
        return _local(folder, kinds, owner, attribute, place, scope)
    if name in ledger.selections:
        ledger.add("knowledge.selection_as_value", place, name)
        return None
    if name not in ledger.facts and name not in GIVEN:
        ledger.unknown("knowledge.unknown_fact", place, name, (*sorted(ledger.facts), *GIVEN))
        return None
    return kinds.of_fact(name)


def _local(
    folder: Folder, kinds: Kinds, owner: str, attribute: str, place: str, scope: Scope
) -> Kind | None:
    ledger, shapes = folder.ledger, kinds.shapes
    if (owner == "order" and not scope.order) or (owner == "it" and scope.each is None):
        ledger.add("knowledge.not_here", place, f"{owner}.{attribute}")
        return None
    kind = kinds.of_name(f"{owner}.{attribute}", scope.each)
    if kind is None:
        names: Iterable[str] = (
            shapes.names(scope.each)
            if owner == "it" and scope.each is not None
            else (*shapes.rows.get(ORDERED, {}), "gap")
        )
        ledger.unknown("knowledge.unknown_attribute", place, attribute, names)
    return kind


def _words(folder: Folder, name: str, kind: Kind, words: tuple[str, ...], place: str) -> None:
    ledger = folder.ledger
    if kind.kind not in ("word", "truth"):
        ledger.add("knowledge.kind", place, f"{name}: {kind.shown}", "word · yes/no")
        return
    if words == ("yes",) and kind.values and "yes" not in kind.values:
        ledger.add("knowledge.kind", place, f"{name}: word", (f"{name} is …", *kind.values))
        return
    for word in words:
        if kind.values and word not in kind.values:
            ledger.unknown("knowledge.unknown_word", place, word, kind.values)


def _compare(folder: Folder, kinds: Kinds, leaf: Compare, place: str, scope: Scope) -> None:
    ledger = folder.ledger
    left = fact_kind(folder, kinds, leaf.fact, place, scope)
    match leaf.right:
        case Quantity(_, unit):
            unit_exists(folder, unit, place)
            if left is None:
                return
            if left.kind != "number":
                ledger.add("knowledge.kind", place, f"{leaf.fact}: {left.shown}", "number")
            elif not kinds.converts(leaf.fact, left, unit):
                ledger.add("knowledge.dimension", place, unit, left.unit or left.shown)
        case FactRef(name):
            right = fact_kind(folder, kinds, name, place, scope)
            if left is None or right is None:
                return
            if left.kind != right.kind or left.kind in ("entries", "text", "duration"):
                ledger.add("knowledge.kind", place, f"{name}: {right.shown}", left.shown)
            elif left.kind == "number" and left.dimension != right.dimension:
                ledger.add("knowledge.dimension", place, right.shown, left.shown)
            elif left.kind in ("word", "truth") and leaf.op != "=":
                ledger.add("knowledge.kind", place, leaf.op, "=")


def _expression(folder: Folder, kinds: Kinds, seen: SeenExpression) -> None:
    ledger = folder.ledger
    _names(folder, kinds, seen.expression, seen.place, seen.scope)
    fact = folder.facts.get(seen.want.removeprefix("fact ")) if seen.want else None
    empirical = fact is not None and fact.empirical

    def report(
        code: str, found: str | None = None, allowed: Iterable[str] | str | None = None
    ) -> None:
        ledger.add(code, seen.place, found, allowed)

    kind = kinds.infer(seen.expression, report, empirical, seen.scope.each)
    if kind is None:
        return
    if seen.want == "day" and kind.kind != "day":
        report("knowledge.kind", kind.shown, "day")
    if seen.want == "amount" and kind.kind not in ("number", "text"):
        report("knowledge.kind", kind.shown, "number")


def _names(folder: Folder, kinds: Kinds, part: object, place: str, scope: Scope) -> None:
    for node in nodes(part):
        match node:
            case Quantity(_, unit):
                unit_exists(folder, unit, place)
            case InUnit(name, unit):
                unit_exists(folder, unit, place)
                fact_kind(folder, kinds, name, place, scope)
            case FactRef(name) | Bound(_, name):
                fact_kind(folder, kinds, name, place, scope)
            case AsOf(name, day):
                fact_kind(folder, kinds, name, place, scope)
                fact_kind(folder, kinds, day, place, scope)
            case _:
                pass
