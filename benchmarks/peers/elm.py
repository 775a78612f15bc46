"""CQL: our trees as ELM, with its own three truths, run by cql-execution under node."""

from __future__ import annotations

from pathlib import Path
from shutil import which
from typing import Any

from myelobone.language.tree import (
    All,
    Always,
    AnyOf,
    Compare,
    Exists,
    FactRef,
    InGroup,
    Is,
    Known,
    NoneOf,
    Tree,
)

from ..two_valued import SIDE
from ..work import Row, Words, Work, none_flag

FOLDER = Path(__file__).parents[1] / "cql"
TYPES = "{urn:hl7-org:elm-types:r1}"
OPERATORS = {">=": "GreaterOrEqual", ">": "Greater", "<=": "LessOrEqual", "<": "Less"}
UNKNOWN = {"type": "As", "asType": f"{TYPES}Boolean", "operand": {"type": "Null"}}
Elm = dict[str, Any]


def library(work: Work) -> Elm:
    """The whole work as one library: one list of decisions, in the context of a patient."""
    parts = [tree(each, work.words) for each in work.rules.values()]
    parts += [table(each.by, each.rows) for each in work.tables]
    patient = {
        "name": "Patient",
        "context": "Patient",
        "expression": {
            "type": "SingletonFrom",
            "operand": {"type": "Retrieve", "dataType": "Patient"},
        },
    }
    everything = {
        "name": "Decisions",
        "context": "Patient",
        "expression": {
            "type": "Query",
            "source": [{"alias": "P", "expression": {"type": "ExpressionRef", "name": "Patient"}}],
            "relationship": [],
            "return": {"expression": {"type": "List", "element": parts}},
        },
    }
    return {
        "library": {
            "identifier": {"id": "Work", "version": "1"},
            "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
            "usings": {"def": [{"localIdentifier": "System", "uri": "urn:hl7-org:elm-types:r1"}]},
            "statements": {"def": [patient, everything]},
        }
    }


def tree(part: Tree, words: Words) -> Elm:
    """A tree with three truths, as ELM means them."""
    match part:
        case All(parts):
            return _joined("And", [tree(each, words) for each in parts], True)
        case AnyOf(parts):
            return _joined("Or", [tree(each, words) for each in parts], False)
        case NoneOf(parts):
            return _not(_joined("Or", [tree(each, words) for each in parts], False))
        case Always():
            return _literal(True)
        case Exists(fact):
            return _if(_none(fact), _literal(False), _if(_given(fact), _literal(True), UNKNOWN))
        case Known(fact):
            known = _given(fact)
            if fact in words.may_be_none:
                known = _joined("Or", [known, _none(fact)], False)
            return _not(known) if part.negated else known
        case Is() | InGroup():
            wanted = part.words if isinstance(part, Is) else words.groups[part.group]
            made = _joined(
                "Or", [_binary("Equal", _fact(part.fact), _literal(w)) for w in wanted], False
            )
            if part.negated:
                made = _not(made)
            if part.fact in words.may_be_none:
                made = _if(_none(part.fact), _literal(part.negated), made)
            return made
        case Compare():
            return _compare(part, words)
    raise TypeError(part)


def table(by: str, rows: tuple[Row, ...]) -> Elm:
    """A dose table: nothing for an unknown fact, else the first row that fits."""
    made: Elm = {"type": "Null"}
    for row in reversed(rows):
        bounds = [_beyond(by, op, limit + SIDE[op]) for op, limit in row.bounds]
        made = _if(_joined("And", bounds, True), _literal(row.gives), made)
    return made


def _compare(part: Compare, words: Words) -> Elm:
    names = [part.fact]
    if not isinstance(part.right, FactRef):
        limit = words.limit(part.fact, part.right)
        if part.op == "=":
            both = [_beyond(part.fact, op, limit + SIDE[op]) for op in (">=", "<=")]
            made = _joined("And", both, True)
        else:
            made = _beyond(part.fact, part.op, limit + SIDE[part.op])
    else:
        names.append(part.right.name)
        left, right = _fact(part.fact), _fact(part.right.name)
        if part.op == "=":
            made = _binary("Equal", left, right)
        else:
            apart = _binary("Subtract", left, right)
            made = _binary(OPERATORS[part.op], apart, _literal(SIDE[part.op]))
    for name in names:
        if name in words.may_be_none:
            made = _if(_none(name), _literal(False), made)
    return made


def _beyond(fact: str, op: str, limit: float) -> Elm:
    return _binary(OPERATORS[op], _fact(fact), _literal(limit))


def _joined(kind: str, parts: list[Elm], empty: bool) -> Elm:
    if not parts:
        return _literal(empty)
    made = parts[-1]
    for part in reversed(parts[:-1]):
        made = _binary(kind, part, made)
    return made


def _binary(kind: str, left: Elm, right: Elm) -> Elm:
    return {"type": kind, "operand": [left, right]}


def _not(part: Elm) -> Elm:
    return {"type": "Not", "operand": part}


def _if(condition: Elm, then: Elm, otherwise: Elm) -> Elm:
    return {"type": "If", "condition": condition, "then": then, "else": otherwise}


def _fact(name: str) -> Elm:
    return {"type": "Property", "path": name, "scope": "P"}


def _given(name: str) -> Elm:
    return _not({"type": "IsNull", "operand": _fact(name)})


def _none(name: str) -> Elm:
    return _fact(none_flag(name))


def _literal(value: float | str | bool) -> Elm:
    kind = {bool: "Boolean", float: "Decimal", str: "String"}[type(value)]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, float):
        text = repr(value)
    return {"type": "Literal", "valueType": f"{TYPES}{kind}", "value": text}


def node() -> str | None:
    """Where node is, when cql-execution is there, too."""
    if not (FOLDER / "node_modules" / "cql-execution").is_dir():
        return None
    return which("node")
