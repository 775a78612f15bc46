"""A term of the vocabulary as the fields of a form, filled with what was typed or is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ...language.model import Attribute, Term
from ...page.look import Look

Said = Mapping[str, str]
MORE_ROWS = 3  # empty rows of a list, beside those that are filled
TEXTS = ("source", "note")
UNKNOWN = "unknown"
Choices = tuple[tuple[str, str], ...]


class Field(Struct, frozen=True, kw_only=True):
    """One field: `kind` is quantity, word, site, day or text; `units` and `words` are what may be chosen."""

    name: str
    label: str
    kind: str
    value: str = ""
    unit: str = ""
    units: Choices = ()
    words: Choices = ()
    required: bool = False


class Rows(Struct, frozen=True, kw_only=True):
    """A list of an entry: one group of fields a row."""

    name: str
    label: str
    rows: tuple[tuple[Field, ...], ...]


def fields_of(look: Look, term: Term, said: Said) -> tuple[tuple[Field, ...], tuple[Rows, ...]]:
    """The fields of a term and its lists; `said` is by field name, units by `name.unit`."""
    days = ("from", "to") if term.kind == "period" else ("on",)
    found = [
        Field(
            name=name,
            label=look.label(name),
            kind="day",
            value=said.get(name, ""),
            required=name != "to",
        )
        for name in days
    ]
    if term.value.kind != "none":
        found.append(_field(look, "value", look.text(term.label), term.value, said))
    lists = []
    for name, shape in term.attributes.items():
        if shape.kind == "list":
            lists.append(_rows(look, name, shape, said))
        else:
            label = look.text(shape.label) or look.label(name)
            found.append(_field(look, name, label, shape, said))
    found += [
        Field(name=name, label=look.label(name), kind="text", value=said.get(name, ""))
        for name in TEXTS
    ]
    return tuple(found), tuple(lists)


def said_of(term: Term, body: Mapping[str, Any]) -> dict[str, str]:
    """An entry as it was stored, by field name."""
    found: dict[str, str] = {}
    for name, raw in body.items():
        if isinstance(raw, list):
            for number, row in enumerate(raw):
                if isinstance(row, Mapping):
                    for key, each in row.items():
                        _put(found, f"{name}.{number}.{key}", each)
        else:
            _put(found, name, raw)
    return found


def _put(found: dict[str, str], name: str, raw: Any) -> None:
    text = "" if raw is None else str(raw)
    number, _, unit = text.partition(" ")
    if unit and number[:1] in "0123456789<>=.-":
        found[name], found[f"{name}.unit"] = number, unit
    else:
        found[name] = text


def _rows(look: Look, name: str, shape: Attribute, said: Said) -> Rows:
    filled = {int(key.split(".")[1]) for key in said if key.startswith(f"{name}.") and said[key]}
    count = max(filled, default=-1) + 1 + MORE_ROWS
    rows = tuple(
        tuple(
            _field(
                look, f"{name}.{number}.{key}", look.text(each.label) or look.label(key), each, said
            )
            for key, each in shape.attributes.items()
        )
        for number in range(count)
    )
    return Rows(name=name, label=look.text(shape.label) or look.label(name), rows=rows)


def _field(look: Look, name: str, label: str, shape: Attribute, said: Said) -> Field:
    value = said.get(name, "")
    if shape.kind == "quantity":
        units = tuple((unit, look.unit(unit)) for unit in ((shape.unit or "1"), *shape.also))
        return Field(
            name=name, label=label, kind="quantity", value=value, units=units,
            unit=said.get(f"{name}.unit", ""), required=shape.required,
        )  # fmt: skip
    words: Choices = ()
    if shape.kind == "word":
        words = tuple((word, look.label(word)) for word in (*shape.values, UNKNOWN))
    elif shape.kind == "site":
        words = tuple((site, look.label(site)) for site in look.knowledge.vocabulary.sites)
    if value and words and value not in dict(words):
        words = (*words, (value, value))
    return Field(
        name=name, label=label, kind=shape.kind, value=value, words=words, required=shape.required
    )
