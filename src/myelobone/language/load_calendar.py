"""Reads the dated items of the calendar."""

from __future__ import annotations

import re
from typing import Any

from .dates import Duration
from .grounds import read_grounds
from .ledger import Scope
from .load_texts import new_id
from .model import EveryRow, Item
from .sheet import Fields, Sheet
from .tree import Expression, Tree
from .yaml import Node, Scalar, Sequence

FORMS = (
    "dose", "measure", "study", "dental", "supplement", "hold", "decision", "refer", "task",
)  # fmt: skip
DAYS = ("started", "from", "due", "earliest", "latest", "deadline", "alert_from", "not_before")
NEEDS = {
    "at": ("after", "from"),
    "prompt": ("at",),
    "ends": ("at",),
    "alert_from": ("deadline",),
    "not_before": ("every",),
    "late": ("every", "at", "due"),
}
_ANCHOR = re.compile(r"([a-z0-9_.]+) +(first|each)")


def load_items(sheet: Sheet, node: Node, found: dict[str, Item]) -> None:
    """Adds the items of one file to `found`."""
    for fields in sheet.rows(node):
        item = _item(fields, found)
        if item is not None:
            found[item.id] = item


def _item(fields: Fields, taken: dict[str, Item]) -> Item | None:
    given: dict[str, Any] = read_grounds(fields, required=True)
    id_ = new_id(fields, taken)
    scope = Scope(owner=id_, ignorance=bool(given["readings"]), calendar=True)
    written = [form for form in FORMS if fields.get(form) is not None]
    if len(written) != 1:
        fields.sheet.fault(
            "knowledge.one_form", fields.map, found=" · ".join(written) or None, allowed=FORMS
        )
    when = fields.tree("when", scope, required=True)
    given |= _what(fields, scope, written[0]) if written else {}
    given |= _days(fields, scope)
    given["unless"] = _unless(fields, scope)
    given["says"] = fields.both("says", scope)
    fields.finish()
    for form in written:
        _anchored(fields, form)
    if len(written) != 1 or when is None or not id_:
        return None
    return Item(**given, id=id_, form=written[0], when=when)  # type: ignore[arg-type]


def _anchored(fields: Fields, form: str) -> None:
    """An item without a day would never be listed."""
    written = fields.map.items
    allowed = ("from", "after") if form == "hold" else ("every", "due", "at", "deadline")
    if not any(name in written for name in allowed):
        fields.sheet.fault("knowledge.missing_key", fields.map, allowed=allowed)
    for name, needs in NEEDS.items():
        if name in written and not any(other in written for other in needs):
            fields.sheet.fault("knowledge.missing_key", fields.mark(name), name, needs)


def _what(fields: Fields, scope: Scope, form: str) -> dict[str, Any]:
    facts = fields.sheet.ledger.facts
    given: dict[str, Any] = {"amount": fields.expression("amount", scope, "amount")}
    match form:
        case "dose" | "study":
            name = fields.text(form)
            fact = {"dose": "agent_fact", "study": "study_fact"}[form]
            word = {"dose": "agent", "study": "study"}[form]
            if name in facts:
                fields.name(form, "fact")
                given[fact] = name
            else:
                fields.name(form, {"dose": "agent_or_fact", "study": "word"}[form])
                given[word] = name
        case "measure":
            given["measure"] = fields.words("measure", "term")
        case "dental":
            given["dental"] = fields.name("dental", "term")
        case "hold":
            given["hold"] = fields.words("hold", "hold")
        case "decision":
            given["decision"] = fields.name("decision", "decision")
        case _:
            given[form] = fields.name(form, "word")
    return given


def _days(fields: Fields, scope: Scope) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in DAYS:
        given["from_" if name == "from" else name] = fields.expression(name, scope, "day")
    given["until"], given["until_after"] = _until(fields, scope)
    given["every"] = _every(fields, scope)
    given["at"] = _offsets(fields)
    for name in ("late", "before_dose", "prompt"):
        given[name] = fields.duration(name)
    given["ends"] = fields.yes("ends")
    given["needs"] = fields.name("needs", "fact")
    given["held_while"] = fields.name("held_while", "fact")
    given["sooner_when"], given["sooner_from"] = _sooner(fields, scope)
    given["after"], given["after_each"] = _after(fields)
    return given


def _until(fields: Fields, scope: Scope) -> tuple[Expression | None, Duration | None]:
    """A day; after each dose of a series, a duration."""
    node = fields.get("until")
    if node is None:
        return None, None
    if fields.get("after") is not None:
        return None, fields.sheet.duration(node)
    return fields.sheet.expression(node, scope, "day"), None


def _every(fields: Fields, scope: Scope) -> tuple[EveryRow, ...]:
    node = fields.get("every")
    if node is None:
        return ()
    sheet = fields.sheet
    if isinstance(node, Scalar):
        duration = sheet.duration(node)
        return () if duration is None else (EveryRow(value=duration),)
    rows: list[EveryRow] = []
    found = list(sheet.rows(node))
    for position, row in enumerate(found):
        otherwise = row.duration("otherwise")
        when: Tree | None = None
        duration = otherwise
        if otherwise is None:
            when, duration = row.tree("when", scope, required=True), row.duration("value")
        elif position + 1 < len(found):
            sheet.fault("knowledge.otherwise", row.map)
        row.finish()
        if duration is not None and (when is not None or otherwise is not None):
            rows.append(EveryRow(when=when, value=duration))
    return tuple(rows)


def _offsets(fields: Fields) -> tuple[Duration, ...]:
    node = fields.get("at")
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    found = (fields.sheet.duration(item) for item in items)
    return tuple(duration for duration in found if duration is not None)


def _sooner(fields: Fields, scope: Scope) -> tuple[Tree | None, Expression | None]:
    node = fields.get("sooner")
    inner = None if node is None else fields.sheet.fields(node)
    if inner is None:
        return None, None
    when = inner.tree("when", scope, required=True)
    start = inner.expression("from", scope, "day")
    inner.finish()
    return when, start


def _after(fields: Fields) -> tuple[str | None, bool]:
    text = fields.text("after")
    if text is None:
        return None, False
    match = _ANCHOR.fullmatch(text)
    if match is None:
        fields.sheet.fault(
            "knowledge.syntax", fields.mark("after"), found=text,
            allowed=("item first", "item each"),
        )  # fmt: skip
        return None, False
    fields.sheet.ledger.use("item", match[1], fields.at("after"))
    return match[1], match[2] == "each"


def _unless(fields: Fields, scope: Scope) -> tuple[Tree, ...]:
    node = fields.get("unless")
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    found = (fields.sheet.tree(item, scope) for item in items)
    return tuple(tree for tree in found if tree is not None)
