"""What entries of a source look like: the record terms behind it and their attributes."""

from __future__ import annotations

from .model import Attribute, EntriesForm, Fact, Term, Vocabulary
from .tree import Source

DAY = Attribute(kind="day")
GAP = Attribute(kind="quantity", unit="d")
ORDERED = "ordered"  # the term of the record contract whose entries `order.` speaks of


class Shapes:
    """Looks up the attributes of record terms, of findings and of selections."""

    def __init__(self, vocabulary: Vocabulary, facts: dict[str, Fact]) -> None:
        self.vocabulary = vocabulary
        self.facts = facts
        self.rows: dict[str, dict[str, Attribute]] = {
            term.id: _own(term) for term in vocabulary.terms.values()
        }
        for term in vocabulary.terms.values():
            for name, attribute in term.attributes.items():
                if attribute.kind == "list":
                    # `findings` of a study make the source `finding`, with the study's attributes
                    inner = {**_own(term), **attribute.attributes}
                    self.rows.setdefault(name.removesuffix("s"), inner)

    def terms(self, source: Source) -> tuple[str, ...]:
        """The terms of a source, those of a selection looked up."""
        met: set[str] = set()
        while source.selection is not None:
            fact = self.facts.get(source.selection)
            if source.selection in met or fact is None or not isinstance(fact.form, EntriesForm):
                return ()
            met.add(source.selection)
            source = fact.form.source
        return source.terms

    def readable(self, source: Source) -> bool:
        """Whether all terms of the source are known."""
        terms = self.terms(source)
        return bool(terms) and all(term in self.rows for term in terms)

    def attribute(self, source: Source, name: str) -> Attribute | None:
        """An attribute that every term of the source has; None when one lacks it."""
        found = [self.of_term(term, name) for term in self.terms(source) if term in self.rows]
        return None if not found or None in found else found[0]

    def of_term(self, term: str, name: str) -> Attribute | None:
        """One attribute of a term; `value`, `date` and the limits of a measurement count as such."""
        rows = self.rows[term]
        if name in rows:
            return rows[name]
        if name == "date":
            return DAY
        value = rows.get("value")
        if name in ("lower limit", "upper limit") and value is not None and value.unit:
            return Attribute(kind="quantity", unit=value.unit, also=value.also)
        return None

    def names(self, source: Source) -> tuple[str, ...]:
        """The attributes that may be named for a source."""
        found = {name: None for term in self.terms(source) for name in self.rows.get(term, ())}
        return (*found, "date")

    def order(self, name: str) -> Attribute | None:
        """An attribute of an order; `gap` is days since the last dose of any bone agent."""
        if name == "gap":
            return GAP
        return self.of_term(ORDERED, name) if ORDERED in self.rows else None

    def words(self, attribute: Attribute) -> tuple[str, ...]:
        """The words an attribute may take."""
        return self.vocabulary.sites if attribute.kind == "site" else attribute.values


def _own(term: Term) -> dict[str, Attribute]:
    if term.value.kind == "none":
        return dict(term.attributes)
    return {"value": term.value, **term.attributes}
