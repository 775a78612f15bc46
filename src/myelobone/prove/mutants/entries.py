"""Entries that a take may look at, thrown so that they meet its conditions or just miss them."""

from __future__ import annotations

import random
from typing import Any

from msgspec import Struct

from ...decide.examples import AN_ORDINARY_DAY
from ...decide.program import Program
from ...decide.rows import FINDING
from ...decide.values import MISSING, NONE, Value, compare, number, word
from ...language import tree as t
from ...language.model import Attribute, Term
from .inputs import UNKNOWN, Plain


class EntryKind(Struct, frozen=True):
    """Entries that a take may look at: terms, conditions on attributes, the attribute it reads."""

    terms: tuple[str, ...]
    conditions: tuple[t.Condition, ...]
    attribute: str
    ahead: bool


def entry_kinds(program: Program, take: Any) -> EntryKind:
    """What entries a take looks at."""
    if isinstance(take, t.Decided):
        return EntryKind(("decision",), (t.IsWord("choose", (take.choice,)),), "value", False)
    source = program.compiler.flatten(take.source)
    windows = getattr(take, "windows", ())
    ahead = any(isinstance(window, t.FromToday) for window in windows)
    return EntryKind(source.terms, source.conditions, getattr(take, "attribute", "value"), ahead)


def thrown(
    program: Program,
    kind: EntryKind,
    days: tuple[int, ...],
    given: dict[str, Plain],
    dice: random.Random,
) -> dict[str, Any]:
    """One entry of a kind as plain data, its day counted from today."""
    name = dice.choice(program.compiler.terms_of(kind.terms))
    term = program.knowledge.vocabulary.terms[name]
    near = [int(str(v)[5:]) for v in given.values() if str(v).startswith("today")]
    pool = [*days, *(day + side for day in near for side in (-1, 0, 1))]
    entry: dict[str, Any] = {"what": name, "on": dice.choice(pool)}
    if term.plan or dice.random() < (0.5 if kind.ahead else 0.05):
        entry["plan"] = True
    if term.kind == "period" and dice.random() < 0.5:
        entry["to_day"] = max(entry["on"], dice.choice(pool))
    read = {kind.attribute} - {"date"}
    limits: dict[str, list[t.Condition]] = {}
    for condition in kind.conditions:
        limits.setdefault(condition.attribute, []).append(condition)
    wanted = sorted({*limits, *read, "value"} - {"lower limit", "upper limit"})
    finding: dict[str, Plain] = {}
    inner = _list_of(term)
    fits = dice.choice((1.0, 1.0, 0.8, 0.25))
    for attribute in wanted:
        shape = _shape(term, inner, attribute)
        if shape is None or dice.random() < 0.06:
            continue
        asked = limits.get(attribute, [])
        value = _fitting(program, shape, asked, given, dice) if dice.random() < fits else None
        if value is None:
            value = _attribute(program, shape, asked, given, dice)
        inside = (
            inner is not None and attribute in inner.attributes and attribute not in term.attributes
        )
        (finding if inside else entry)[attribute] = value
    if kind.terms == (FINDING,) or finding:
        entry["findings"] = [finding]
    if {"lower limit", "upper limit"} & read or (
        term.kind == "measurement" and dice.random() < 0.1
    ):
        entry["range"] = dice.choice(([1.0, 2.0], [5.0, 9.0]))
    return entry


def _fitting(
    program: Program,
    shape: Attribute,
    limits: list[t.Condition],
    given: dict[str, Plain],
    dice: random.Random,
) -> Plain:
    """A value that meets every condition on an attribute; None when ten throws find none."""
    for _ in range(10):
        value = _attribute(program, shape, limits, given, dice)
        if limits and all(_meets(program, limit, value, given) for limit in limits):
            return value
    return None


def _meets(program: Program, limit: t.Condition, value: Plain, given: dict[str, Plain]) -> bool:
    match limit:
        case t.IsWord(_, said, negated):
            return (value in said) is not negated
        case t.InWords(_, group, negated):
            return (value in program.compiler.vocabulary.groups[group]) is not negated
        case t.AttributeCompare(_, op, right):
            other = right.value if isinstance(right, t.Quantity) else given.get(right.name)
            one, two = value_of(value), value_of(other)
            if one.word or two.word:
                return one.word == two.word
            return compare(op, one, two) is True


def _list_of(term: Term) -> Attribute | None:
    return next((a for a in term.attributes.values() if a.kind == "list"), None)


def _shape(term: Term, inner: Attribute | None, attribute: str) -> Attribute | None:
    if attribute in term.attributes:
        return term.attributes[attribute]
    if inner is not None and attribute in inner.attributes:
        return inner.attributes[attribute]
    return term.value if attribute == "value" and term.value.kind != "none" else None


def _attribute(
    program: Program, shape: Attribute, limits: Any, given: dict[str, Plain], dice: random.Random
) -> Plain:
    pool: list[Plain] = []
    for condition in limits:
        match condition:
            case t.IsWord(_, said):
                pool += [*said, *said]
            case t.InWords(_, group):
                pool += program.compiler.vocabulary.groups[group]
            case t.AttributeCompare(_, _, t.Quantity(value)):
                pool += [round(value + side, 9) for side in (-1, -0.1, -0.01, 0, 0.01, 0.1, 1)]
            case t.AttributeCompare(_, _, t.FactRef(name)):
                limit = given.get(name)
                if isinstance(limit, float):
                    pool += [limit - 1, limit, limit + 1]
                elif isinstance(limit, str) and limit.startswith("today"):
                    pool += [limit, f"today{int(limit[5:]) + 1:+d}"]
                elif isinstance(limit, str) and limit != UNKNOWN:
                    pool.append(limit)
    match shape.kind:
        case "quantity":
            pool += [9.0, 10.0, 11.0]
        case "day":
            pool += ["today-1", "today+0", "today+1", "today-400"]
        case _:
            pool += [*shape.values, *(() if shape.values else ("a", "b"))]
            if shape.kind == "site":
                pool += list(program.knowledge.vocabulary.sites[:2])
    return dice.choice(pool)


def value_of(plain: Plain) -> Value:
    """A given thing as a value."""
    if plain is None:
        return NONE
    if isinstance(plain, str):
        if plain == UNKNOWN:
            return MISSING
        if plain.startswith("today"):
            return number(AN_ORDINARY_DAY + int(plain[5:]))
        return word(plain)
    return number(float(plain))
