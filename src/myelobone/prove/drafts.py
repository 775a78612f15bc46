"""A record being drafted: the person, and entries made to satisfy the source of a take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..language import tree as t
from ..language.model import Attribute, Knowledge, Term
from ..language.shapes import Shapes

DAY = "2026-06-15"
FORMAT = "myelobone-record/1"
Entry = Mapping[str, Any]


class Draft(Struct, frozen=True):
    """A record in the making."""

    who: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    lacks: tuple[str, ...] = ()  # what the hospital does not offer

    def person(self, key: str, value: str) -> Draft | None:
        """The draft with one thing said of the person; None when something else was said before."""
        said = dict(self.who)
        if said.get(key, value) != value:
            return None
        return replace(self, who=tuple({**said, key: value}.items()))

    def adding(self, entry: Entry) -> Draft:
        """The draft with one more entry."""
        return self if entry in self.entries else replace(self, entries=(*self.entries, entry))

    def record(self, knowledge: Knowledge) -> dict[str, Any]:
        """The draft as a record that `advise` reads."""
        found: dict[str, Any] = {
            "format": FORMAT,
            "patient": {"id": "witness", **dict(self.who)},
            "entries": [dict(entry) for entry in self.entries],
        }
        if self.lacks:
            study = knowledge.vocabulary.terms.get("study")
            kinds = study.attributes["modality"].values if study is not None else ()
            found["site"] = {
                "offers": [word for word in kinds if word not in self.lacks],
                "agents": [name for name in knowledge.agents if name not in self.lacks],
            }
        return found


def entry_of(what: str, attributes: Mapping[str, Any], on: str, period: bool = False) -> Entry:
    """One entry of a record."""
    return {"from" if period else "on": on, "what": what, **attributes}


def term_entry(
    knowledge: Knowledge,
    source: t.Source,
    named: Mapping[str, Any],
    on: str,
    draft: Draft,
    again: bool = False,
) -> Draft | None:
    """The draft with an entry of a source whose conditions hold and whose `named` attributes are so.

    None when no such entry can be written, or when it would contradict one that stands.
    """
    conditions = tuple(_conditions(knowledge, source))
    shapes = Shapes(knowledge.vocabulary, knowledge.facts)
    for name in shapes.terms(source):
        term, listed = _term(knowledge, name)
        if term is None:
            continue
        rows = shapes.rows[name]
        said: dict[str, Any] = {}
        for condition in conditions:
            value = _satisfying(knowledge, condition, rows.get(condition.attribute))
            if value is not None:
                said[condition.attribute] = value
        for key, wish in named.items():
            said[key] = _written(rows.get(key), wish)
        entry = _whole(term, rows, said, on, listed)
        if entry is None or any(value is None for value in said.values()):
            continue
        if not again and _contradicts(term, draft, entry):
            continue
        return replace(draft, entries=(*draft.entries, entry)) if again else draft.adding(entry)
    return None


def _term(knowledge: Knowledge, name: str) -> tuple[Term | None, str | None]:
    """The term of a source, and the list attribute when the source is one row of it."""
    found = knowledge.vocabulary.terms.get(name)
    if found is not None:
        return found, None
    for term in knowledge.vocabulary.terms.values():
        for key, attribute in term.attributes.items():
            if attribute.kind == "list" and key.removesuffix("s") == name:
                return term, key
    return None, None


def _conditions(knowledge: Knowledge, source: t.Source) -> Iterator[t.Condition]:
    yield from source.conditions
    if source.selection is not None:
        form = knowledge.facts[source.selection].form
        inner = getattr(form, "source", None)
        if inner is not None:
            yield from _conditions(knowledge, inner)


def _satisfying(knowledge: Knowledge, condition: t.Condition, shape: Attribute | None) -> Any:
    """A value of the attribute that satisfies a condition; None where leaving it out may do."""
    words = () if shape is None else _words(knowledge, shape)
    match condition:
        case t.IsWord(_, wanted, False):
            return wanted[0]
        case t.IsWord(_, unwanted, True):
            return None if shape is None or shape.absent else _other(words, unwanted)
        case t.InWords(_, group, negated):
            members = knowledge.vocabulary.groups.get(group, ())
            if negated:
                return _other(words, members)
            return next((word for word in members if word in words), None)
        case t.AttributeCompare(_, op, t.Quantity(value, unit)):
            moved = {"<": value / 2, ">": value * 2 + 1}.get(op, value)
            return f"{moved:g} {unit}" if unit != "1" else f"{moved:g}"
        case t.AttributeCompare():
            return DAY if shape is not None and shape.kind == "day" else None
    return None


def _words(knowledge: Knowledge, shape: Attribute) -> tuple[str, ...]:
    return knowledge.vocabulary.sites if shape.kind == "site" else shape.values


def _other(words: tuple[str, ...], unwanted: tuple[str, ...]) -> str | None:
    return next((word for word in words if word not in unwanted), None)


def _written(shape: Attribute | None, wish: Any) -> Any:
    """A wish as a record writes it."""
    if shape is None:
        return wish if isinstance(wish, str) else None
    if isinstance(wish, float | int) and not isinstance(wish, bool):
        if shape.kind != "quantity":
            return None
        if shape.plausible is not None and not shape.plausible[0] <= wish <= shape.plausible[1]:
            return None
        return f"{wish:.12g} {shape.unit}" if shape.unit not in (None, "1") else f"{wish:.12g}"
    if shape.kind == "word" and shape.values and wish not in shape.values:
        return None
    return wish


def _whole(
    term: Term, rows: Mapping[str, Attribute], said: dict[str, Any], on: str, listed: str | None
) -> Entry | None:
    """The entry with what its term requires, and a value where the term carries one."""
    for key in ("lower limit", "upper limit", "date"):
        said.pop(key, None)
    own = dict(term.attributes)
    if term.value.kind != "none":
        own["value"] = term.value
    for key, shape in own.items():
        if key not in said and (shape.required or key == "value"):
            said[key] = _some(shape)
    if listed is None:
        return entry_of(term.id, said, on, term.kind == "period")
    inner = {key: value for key, value in said.items() if key not in own}
    for key, shape in term.attributes[listed].attributes.items():
        if shape.required and key not in inner:
            inner[key] = _some(shape)
    outer = {key: value for key, value in said.items() if key in own and key != listed}
    return entry_of(term.id, {**outer, listed: [inner]}, on)


def _some(shape: Attribute) -> Any:
    """Some value of an attribute."""
    match shape.kind:
        case "quantity":
            low, high = shape.plausible or (1.0, 100.0)
            return _written(
                shape, round((low * max(high, 1e-9)) ** 0.5, 1) if low > 0 else high / 4
            )
        case "word":
            return shape.values[0] if shape.values else None
        case "day":
            return DAY
        case _:
            return None


def _contradicts(term: Term, draft: Draft, entry: Entry) -> bool:
    """Whether another entry says something else of the same measurement or state."""
    if term.kind not in ("measurement", "state", "test"):
        return False
    return any(
        each["what"] == term.id
        and each != entry
        and (term.by is None or each.get(term.by) == entry.get(term.by))
        for each in draft.entries
    )
