"""The JSON Schema (2020-12) of a record, made from the vocabulary: for editors, forms and exchange."""

from __future__ import annotations

from typing import Any

from ..language.model import Attribute, Term, Vocabulary
from .person import SEXES, SITE_KEYS, words_of
from .quantities import UNKNOWN, WORDS
from .read import FORMAT

Schema = dict[str, Any]

DAY = (
    r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?)?)?)?$"
)
QUANTITY = r"^\s*(<=|>=|[<>≤≥])?\s*[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?\s*[^\s0-9]\S*\s*$"
BARE = r"^\s*(<=|>=|[<>≤≥])?\s*[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?(\s+1)?\s*$"


def record_schema(vocabulary: Vocabulary) -> Schema:
    """A schema that accepts every record that reads without a problem.

    It knows terms, attributes and words; units and limits stand in its descriptions, because only
    reading can check them.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": "MyeloBone record",
        "type": "object",
        "required": ["format", "patient", "entries"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "patient": _patient(),
            "site": _site(vocabulary),
            "entries": {"type": ["array", "null"], "items": _entry(vocabulary)},
        },
        "$defs": {
            "day": {
                "description": "2026-11-20, 2026-11-20T09:30, 2026-11, 2026",
                "anyOf": [
                    {"type": "string", "pattern": DAY},
                    {"type": "integer", "minimum": 1000, "maximum": 9999},
                ],
            },
            "text": {
                "type": ["string", "number", "boolean", "array"],
                "items": {"type": ["string", "number", "boolean"]},
            },
            "site": {"enum": [*vocabulary.sites, UNKNOWN]},
            **{f"term.{id_}": _term(term) for id_, term in vocabulary.terms.items()},
        },
    }


def _patient() -> Schema:
    return {
        "type": "object",
        "required": ["id"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "integer"], "pattern": r"\S"},
            "name": _ref("text"),
            "sex": {"enum": [*SEXES, UNKNOWN]},
            "born": {"anyOf": [_ref("day"), {"const": UNKNOWN}]},
        },
    }


def _site(vocabulary: Vocabulary) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: {"type": "array", "items": {"enum": list(words)}}
            for key, attribute in SITE_KEYS.items()
            if (words := words_of(attribute, vocabulary))
        },
    }


def _entry(vocabulary: Vocabulary) -> Schema:
    return {
        "type": "object",
        "required": ["what"],
        "properties": {"what": {"enum": list(vocabulary.terms)}},
        "allOf": [
            {
                "if": {"required": ["what"], "properties": {"what": {"const": id_}}},
                "then": _ref(f"term.{id_}"),
            }
            for id_ in vocabulary.terms
        ],
    }


def _term(term: Term) -> Schema:
    properties: Schema = {"what": {"const": term.id}}
    properties |= {name: _ref("day") for name in ("on", "from", "to", "entered")}
    properties |= {name: _ref("text") for name in ("source", "by", "note")}
    required = ["what"]
    if term.value.kind != "none":
        properties["value"] = _shape(term.value)
        required.append("value")
    if term.value.kind == "quantity":
        limit = {"type": ["number", "string", "null"]}
        properties["range"] = {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "items": limit,
            "description": f"[low, high] {term.value.unit}",
        }
    properties |= {name: _shape(shape) for name, shape in term.attributes.items()}
    required += [name for name, shape in term.attributes.items() if shape.required]
    return {
        "title": f"{term.label.zh} / {term.label.en}",
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


def _shape(shape: Attribute) -> Schema:
    label = [f"{shape.label.zh} / {shape.label.en}"] if shape.label is not None else []
    match shape.kind:
        case "quantity":
            found = _quantity(shape)
            label += [" | ".join([shape.unit or "1", *shape.also])]
            if shape.plausible is not None:
                label.append(f"{shape.plausible[0]:g}–{shape.plausible[1]:g} {shape.unit}")
        case "word":
            words = [*dict.fromkeys([*shape.values, UNKNOWN])]
            numbers = [int(word) for word in shape.values if word.isdecimal()]
            found = {"enum": [*words, *numbers]}
        case "site":
            found = _ref("site")
        case "day":
            found = {"anyOf": [_ref("day"), {"const": UNKNOWN}]}
        case "list":
            found = {"type": "array", "items": _element(shape)}
        case "text" | "none":
            found = _ref("text")
    return found | ({"description": "; ".join(label)} if label else {})


def _quantity(shape: Attribute) -> Schema:
    words = [*dict.fromkeys([*WORDS, *shape.values, UNKNOWN])]
    forms: list[Schema] = [{"type": "string", "pattern": QUANTITY}, {"enum": words}]
    if shape.unit == "1" or (shape.unit or "").startswith("{"):
        forms += [{"type": "number"}, {"type": "string", "pattern": BARE}]
    return {"anyOf": forms}


def _element(shape: Attribute) -> Schema:
    properties = {"note": _ref("text")}
    properties |= {name: _shape(inner) for name, inner in shape.attributes.items()}
    return {
        "type": "object",
        "required": [name for name, inner in shape.attributes.items() if inner.required],
        "properties": properties,
        "additionalProperties": False,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
