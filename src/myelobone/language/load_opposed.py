"""Reads which demands oppose each other, and which way a fact is worse."""

from __future__ import annotations

from collections.abc import Collection

from .opposed import Demand, Opposed, Worse
from .sheet import Fields, Sheet
from .yaml import Node

FORMS = ("do", "hold")


def load_opposed(
    sheet: Sheet, node: Node, parts: Collection[str]
) -> tuple[tuple[Opposed, ...], tuple[Worse, ...]]:
    """The opposed demands and the facts with a worse end; `parts` are the ids of rules and dated items."""
    opposed: list[Opposed] = []
    worse: list[Worse] = []
    for fields in sheet.rows(node):
        if "worse" in fields.map.items:
            worse.append(_worse(fields))
        else:
            opposed.append(_opposed(fields, parts))
        fields.finish()
    return tuple(opposed), tuple(worse)


def _opposed(fields: Fields, parts: Collection[str]) -> Opposed:
    found = Opposed(
        place=fields.place,
        one=_demands(fields, "one", parts),
        other=_demands(fields, "other", parts),
        of=_demands(fields, "of", parts),
        settled_by=_named(fields, "settled_by", parts),
        readings=fields.words("reading", "reading"),
    )
    if not found.of and not (found.one and found.other):
        fields.need("other" if found.one else "of")
    return found


def _demands(fields: Fields, key: str, parts: Collection[str]) -> tuple[Demand, ...]:
    """`do act`, `hold word`, or an id."""
    found = []
    for text in fields.words(key):
        form, _, name = text.partition(" ")
        if form in FORMS and name:
            found.append(Demand(do=name) if form == "do" else Demand(hold=name))
        else:
            _known(fields, key, text, parts)
            found.append(Demand(id=text))
    return tuple(found)


def _named(fields: Fields, key: str, parts: Collection[str]) -> tuple[str, ...]:
    found = fields.words(key)
    for name in found:
        _known(fields, key, name, parts)
    return found


def _known(fields: Fields, key: str, name: str, parts: Collection[str]) -> None:
    if name not in parts:
        fields.sheet.ledger.unknown("knowledge.unknown_rule", fields.at(key), name, parts)


def _worse(fields: Fields) -> Worse:
    return Worse(
        place=fields.place,
        fact=fields.name("worse", "fact", required=True) or "",
        lower=fields.word("when", ("lower", "higher"), required=True) == "lower",
        readings=fields.words("reading", "reading"),
    )
