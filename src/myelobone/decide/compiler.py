"""What compiling needs to know of the vocabulary: kinds, units, absence, named selections."""

from __future__ import annotations

from ..language import units
from ..language.model import Attribute, EntriesForm, Knowledge, Term
from ..language.tree import AttributeCompare, Condition, FactRef, Quantity, Source, Window
from .rows import FINDING, Shape
from .takes import Select, compile_select
from .values import Value, number

GIVEN_KINDS = {"sex": "word", "born": "day", "today": "day"}


class Compiler:
    """Answers questions about names while trees and expressions are turned into functions.

    `empirical` is set while a formula is compiled whose units are taken as printed.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.vocabulary = knowledge.vocabulary
        self.empirical = False
        self.shape = Shape(knowledge.vocabulary)
        self._scales: dict[str, float] = {}
        self._flat: dict[int, tuple[Source, Source]] = {}
        self._selects: dict[tuple[int, int], tuple[Source, tuple[Window, ...], Select]] = {}

    def scale(self, unit: str) -> float:
        """A unit's size in base units; 1 for words and days."""
        found = self._scales.get(unit)
        if found is None:
            found = self._scales[unit] = units.scale(unit) if unit else 1.0
        return found

    def kind_of(self, name: str) -> tuple[str, str]:
        """The kind (number, day, word …) and unit of a fact or a local attribute."""
        if name in GIVEN_KINDS:
            return GIVEN_KINDS[name], "1"
        fact = self.knowledge.facts.get(name)
        if fact is None:
            owner, _, attribute = name.partition(".")
            return self._local_kind(owner, attribute)
        kind = "word" if fact.kind == "truth" else fact.kind
        return kind, fact.unit or "1"

    def _local_kind(self, owner: str, attribute: str) -> tuple[str, str]:
        if attribute == "gap":
            return "number", "d"
        if attribute == "over":
            return "number", "min"
        terms = self.vocabulary.terms.values()
        for term in (t for t in terms if t.plan) if owner == "order" else terms:
            inner = [shape.attributes for shape in term.attributes.values()]
            for shapes in (term.attributes, *inner):
                shape = shapes.get(attribute)
                if shape is not None and shape.kind == "quantity":
                    return "number", shape.unit or "1"
        return "word", "1"

    def conversion(self, name: str, unit: str) -> float:
        """How many of the fact's unit make one `unit`, by dimension or by a term's factors."""
        _, own = self.kind_of(name)
        if units.same_dimension(own, unit):
            return units.factor(unit, own)
        for term in self.terms_behind(name, set()):
            also = self.vocabulary.terms[term].value.also
            if unit in also:
                return also[unit]
        raise ValueError(f"{name}: {own} cannot be read in {unit}")

    def terms_behind(self, name: str, seen: set[str]) -> list[str]:
        """The record terms a fact rests on, directly or through other facts."""
        fact = self.knowledge.facts.get(name)
        if fact is None or name in seen:
            return []
        seen.add(name)
        found = [term for term in fact.terms if term in self.vocabulary.terms]
        for other in fact.depends:
            found += self.terms_behind(other, seen)
        return found

    def limit(self, name: str, quantity: Quantity) -> Value:
        """A leaf's quantity in the unit of the fact it is compared with."""
        _, own = self.kind_of(name)
        if own == quantity.unit:
            return number(quantity.value)
        return number(quantity.value * self.conversion(name, quantity.unit))

    def flatten(self, source: Source) -> Source:
        """A source with its named selection replaced by the terms and conditions it stands for."""
        found = self._flat.get(id(source))
        if found is None or found[0] is not source:
            found = self._flat[id(source)] = (source, self._flatten(source))
        return found[1]

    def select(self, source: Source, windows: tuple[Window, ...]) -> Select:
        """The function that selects the rows of a source (compiled when first asked for)."""
        key = (id(source), id(windows))
        found = self._selects.get(key)
        if found is None or found[0] is not source or found[1] is not windows:
            compiled = compile_select(self.vocabulary, self.flatten(source), windows)
            found = self._selects[key] = (source, windows, compiled)
        return found[2]

    def _flatten(self, source: Source) -> Source:
        if source.selection is None:
            conditions = tuple(self._canonical(source, c) for c in source.conditions)
            return Source(source.terms, None, conditions)
        form = self.knowledge.facts[source.selection].form
        assert isinstance(form, EntriesForm)
        inner = self.flatten(form.source)
        return self.flatten(Source(inner.terms, None, inner.conditions + source.conditions))

    def _canonical(self, source: Source, condition: Condition) -> Condition:
        if not isinstance(condition, AttributeCompare) or isinstance(condition.right, FactRef):
            return condition
        _, unit = self.attribute_kind(source, condition.attribute)
        value = condition.right.value * units.factor(condition.right.unit, unit)
        return AttributeCompare(condition.attribute, condition.op, Quantity(value, unit))

    def source_terms(self, source: Source) -> list[Term]:
        """The record terms of a flattened source; findings stand for the studies they lie in."""
        terms = self.vocabulary.terms
        if source.terms == (FINDING,) and FINDING not in terms:
            return [t for t in terms.values() if _list_of(t) is not None]
        return [terms[name] for name in source.terms if name in terms]

    def terms_of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The record terms behind source names (`finding` stands for the studies it lies in)."""
        return tuple(term for name in names for term in self.shape.terms_of(name))

    def absence(self, source: Source) -> str | None:
        """What no entry means: unknown (None), `none`, or the word a silent chart counts as."""
        words = {term.absent for term in self.source_terms(source)}
        if len(words) == 1:
            return words.pop()
        return None if None in words else "none"

    def attribute_kind(self, source: Source, attribute: str) -> tuple[str, str]:
        """The kind and unit of an attribute of a source's entries."""
        if attribute == "date":
            return "day", "1"
        for term in self.source_terms(source):
            shape = _shape(term, attribute)
            if shape is not None:
                kind = {"quantity": "number", "day": "day"}.get(shape.kind, "word")
                return kind, shape.unit or "1"
        return "word", "1"


def _list_of(term: Term) -> Attribute | None:
    return next((a for a in term.attributes.values() if a.kind == "list"), None)


def _shape(term: Term, attribute: str) -> Attribute | None:
    if attribute in ("lower limit", "upper limit"):
        return term.value
    if attribute in term.attributes:
        return term.attributes[attribute]
    inner = _list_of(term)
    if inner is not None and attribute in inner.attributes:
        return inner.attributes[attribute]
    return term.value if attribute == "value" else None
