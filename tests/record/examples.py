"""Every way to fill in every term of a vocabulary, one thing at a time."""

from collections.abc import Iterator
from typing import Any

from myelobone.language.model import Attribute, Term, Vocabulary
from myelobone.record.quantities import unit_factor


def examples(vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Entries that read without a problem: each value, unit, word, site and attribute."""
    for term in vocabulary.terms.values():
        base = minimal(term, vocabulary)
        yield base
        for value in values(term.value, vocabulary):
            yield base | {"value": value}
        for name, shape in term.attributes.items():
            for value in values(shape, vocabulary):
                yield base | {name: value}
        if term.value.kind == "quantity":
            yield base | {"range": [term.value.plausible[0], None]}  # type: ignore[index]
        yield base | {"source": "LIS", "by": "A. B.", "note": "x", "entered": "2026-11-21"}


def minimal(term: Term, vocabulary: Vocabulary) -> dict[str, Any]:
    """The shortest entry of a term."""
    day = "from" if term.kind == "period" else "on"
    entry = {day: "2026-11-20", "what": term.id}
    for name, shape in term.attributes.items():
        if shape.required:
            entry[name] = next(values(shape, vocabulary))
    if term.value.kind != "none":
        entry["value"] = next(values(term.value, vocabulary))
    return entry


def values(shape: Attribute, vocabulary: Vocabulary) -> Iterator[Any]:
    """What a value of this shape may be."""
    match shape.kind:
        case "quantity":
            yield from quantities(shape, vocabulary)
        case "word":
            yield from shape.values
        case "site":
            yield from vocabulary.sites
        case "text":
            yield from ("x", "十字")
        case "day":
            yield from ("2026-11-20", "2026-11", "2026", "2026-11-20T09:30")
        case "list":
            yield []
            first = {
                name: next(values(one, vocabulary))
                for name, one in shape.attributes.items()
                if one.required
            }
            for name, one in shape.attributes.items():
                for value in values(one, vocabulary):
                    yield [{**first, name: value}]


def quantities(shape: Attribute, vocabulary: Vocabulary) -> Iterator[str]:
    """The middle of the plausible range in every accepted unit and spelling, and comparators."""
    low, high = shape.plausible or (1.0, 2.0)
    middle = (low + high) / 2
    spelled = [key for key, unit in vocabulary.spellings.items() if accepted(unit, shape)]
    for unit in [shape.unit or "1", *shape.also, *spelled]:
        factor = unit_factor(unit, shape, vocabulary)
        assert factor is not None, unit
        yield f"{middle / factor:.6f} {unit}"
    for sign in ("<", "<=", ">", ">=", "≤", "≥"):
        yield f"{sign}{middle:.6f} {shape.unit}"


def accepted(unit: str, shape: Attribute) -> bool:
    return unit == shape.unit or unit in shape.also
