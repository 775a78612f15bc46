"""Reads the facts; kinds, units and what they depend on are filled in by `kinds.py`."""

from __future__ import annotations

from .grounds import read_grounds
from .ledger import Scope
from .model import (
    CaseRow,
    CasesForm,
    DoseForm,
    EntriesForm,
    Fact,
    FirstForm,
    Form,
    IsForm,
    TreeForm,
)
from .sheet import TREES, Fields, Sheet
from .tree import Quantity
from .yaml import Node, Scalar, Sequence

FORMS = ("is", "all", "any", "none", "first", "cases", "entries", "dose")
BROKEN = IsForm(Quantity(0.0))


def selections(files: list[tuple[Sheet, Node]]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of all facts, and of those that are selections, before anything is parsed."""
    names: set[str] = set()
    entries: set[str] = set()
    for _, node in files:
        for name, value in (
            getattr(node, "items", {}).items() if not isinstance(node, Sequence) else ()
        ):
            names.add(name)
            if "entries" in getattr(value, "items", ()):
                entries.add(name)
    return frozenset(names), frozenset(entries)


def load_facts(files: list[tuple[Sheet, Node]]) -> dict[str, Fact]:
    """The facts of all files, in order; one that cannot be read is noted as broken."""
    found: dict[str, Fact] = {}
    for sheet, node in files:
        for name, mark, fields in sheet.entries(node):
            if name in found:
                sheet.fault("knowledge.duplicate_id", mark, found=name)
            found[name] = _fact(name, fields)
    return found


def _fact(name: str, fields: Fields) -> Fact:
    ledger = fields.sheet.ledger
    grounds = read_grounds(fields, required=False)
    scope = Scope(owner=name, ignorance=bool(grounds["readings"]))
    values = fields.words("values", "word")
    label = fields.both("label")
    unit = fields.text("unit")
    if unit is not None:
        ledger.use("unit", unit, fields.at("unit"))
    form = _form(name, fields, scope, values)
    if form is None:
        ledger.broken.add(name)
    unknown_as = fields.text("unknown_as")
    if unknown_as is not None:
        ledger.use("word", unknown_as, fields.at("unknown_as"))
    fact = Fact(
        **grounds,
        id=name,
        label=label,
        form=form or BROKEN,
        kind="number",
        unit=unit,
        values=values,
        digits=fields.whole("digits"),
        empirical=fields.yes("empirical"),
        unknown_as=unknown_as,
        absent=fields.text("absent"),
    )
    fields.finish()
    return fact


def _form(name: str, fields: Fields, scope: Scope, values: tuple[str, ...]) -> Form | None:
    sheet = fields.sheet
    written = [form for form in FORMS if fields.get(form) is not None]
    fields.get("by")
    if len(written) != 1:
        sheet.fault(
            "knowledge.one_form", fields.map, found=" · ".join(written) or name, allowed=FORMS
        )
        return None
    (form,) = written
    node = fields.map.items[form]
    match form:
        case "is":
            expression = sheet.expression(node, scope, f"fact {name}")
            return None if expression is None else IsForm(expression)
        case "first":
            return _first(sheet, node, scope)
        case "cases":
            return _cases(sheet, node, scope, values)
        case "entries":
            source = sheet.source(node, scope)
            if source is None:
                return None
            if source[1]:
                sheet.fault("knowledge.syntax", node, found="within · since · after · before · on")
            return EntriesForm(source[0])
        case "dose":
            agent = fields.name("dose", "agent")
            by = fields.name("by", "fact", required=True)
            return DoseForm(agent, by) if agent and by else None
        case _:
            assert form in TREES
            tree = sheet.branch(form, node, scope)
            return None if tree is None else TreeForm(tree)


def _first(sheet: Sheet, node: Node, scope: Scope) -> Form | None:
    if not isinstance(node, Sequence) or not node.items:
        sheet.fault("knowledge.not_a_list", node)
        return None
    parts = [sheet.expression(item, scope, f"fact {scope.owner}") for item in node.items]
    good = tuple(part for part in parts if part is not None)
    return FirstForm(good) if len(good) == len(parts) else None


def _cases(sheet: Sheet, node: Node, scope: Scope, values: tuple[str, ...]) -> Form | None:
    rows: list[CaseRow] = []
    whole = True
    all_rows = list(sheet.rows(node))
    for position, fields in enumerate(all_rows):
        row = _case(fields, scope, values)
        whole = whole and row is not None
        if row is not None:
            rows.append(row)
            if row.otherwise and position + 1 < len(all_rows):
                sheet.fault("knowledge.otherwise", fields.map, found="otherwise")
    return CasesForm(tuple(rows)) if whole and rows else None


def _case(fields: Fields, scope: Scope, values: tuple[str, ...]) -> CaseRow | None:
    sheet = fields.sheet
    otherwise = fields.get("otherwise")
    when = None
    if otherwise is None:
        when = fields.tree("when", scope, required=True)
        node = fields.need("value")
        if when is None:
            return None
    else:
        node = otherwise
        if (
            isinstance(otherwise, Scalar)
            and otherwise.text == "yes"
            and fields.get("value") is not None
        ):
            node = fields.get("value")
    fields.finish()
    if node is None:
        return None
    text = sheet.text(node)
    place, last = fields.place, otherwise is not None
    if text is None:
        return None
    if text in values:
        return CaseRow(place=place, when=when, word=text, otherwise=last)
    if text == "none":
        return CaseRow(place=place, when=when, otherwise=last)
    if values and text.isidentifier():
        sheet.ledger.unknown(
            "knowledge.unknown_word", sheet.place(node.mark), text, (*values, "none")
        )
        return None
    expression = sheet.expression(node, scope, f"fact {scope.owner}")
    if expression is None:
        return None
    return CaseRow(place=place, when=when, value=expression, otherwise=last)
