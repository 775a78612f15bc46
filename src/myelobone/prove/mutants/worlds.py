"""Small worlds: a few given facts and entries, in which one part of the knowledge is asked for its answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import islice, product
from math import prod
from typing import Any

from msgspec import Struct

from ...decide.context import Context
from ...decide.examples import AN_ORDINARY_DAY
from ...decide.program import Program
from ...decide.rows import FINDING, RecordIndex
from ...decide.values import MISSING, NONE, Value, compare, number, word
from ...language import tree as t
from ...language.model import Attribute, Term
from ...record.model import Cell, Entry, Patient, Record, Site, When
from .inputs import UNKNOWN, Inputs, Plain

EXHAUSTIVE = 1500  # so many combinations are all tried
SAMPLED = 600
WALKS = 8
MORE = 6000  # for what the first sample does not tell apart


class World(Struct, frozen=True, omit_defaults=True):
    """What is given: facts by name, and entries as plain data, their days counted from today."""

    given: dict[str, Plain] = {}
    entries: tuple[dict[str, Any], ...] = ()


def worlds(
    program: Program, looked_at: Inputs, seed: str, sampled: int = SAMPLED
) -> Iterator[World]:
    """All combinations where they are few and no entry is read; else a sample that is always the same."""
    names = [each.name for each in looked_at.given]
    pools = [each.values for each in looked_at.given]
    if not looked_at.takes and prod(map(len, pools)) <= EXHAUSTIVE:  # all, also where days move
        yield from (World(dict(zip(names, values, strict=True))) for values in product(*pools))
        return
    dice = random.Random(seed)
    yield from islice(_sampled(program, looked_at, names, pools, dice), sampled)


def walks(
    looked_at: Inputs,
    seed: str,
    answer: Callable[[World], str],
    targets: list[str],
    entries: tuple[dict[str, Any], ...],
) -> Iterator[World]:
    """Worlds on the way from nothing known to an answer, one fact at a time, never by way of another.

    Where much must hold together, chance alone does not get there. Every other walk says no where
    it may. All neighbours of each end are given.
    """
    dice = random.Random(f"{seed} walks")
    pools = {each.name: each.values for each in looked_at.given}
    for target in targets:
        for walk in range(WALKS):
            given: dict[str, Plain] = dict.fromkeys(pools, UNKNOWN)
            for name in dice.sample(list(pools), len(pools)):
                values = dice.sample(_definite(pools[name]), len(_definite(pools[name])))
                if walk % 2:
                    values.sort(key=lambda value: value not in ("no", None))
                for value in values:
                    got = answer(World({**given, name: value}, entries))
                    if got.startswith((target, UNKNOWN)):
                        given[name] = value
                        break
            yield World(given, entries)
            for name, pool in pools.items():
                for value in pool:
                    if value != given[name]:
                        yield World({**given, name: value}, entries)


def exhaustive(looked_at: Inputs) -> bool:
    """Whether `worlds` tries every combination."""
    return (
        looked_at.finite
        and not looked_at.takes
        and prod(len(each.values) for each in looked_at.given) <= EXHAUSTIVE
    )


def _sampled(
    program: Program,
    looked_at: Inputs,
    names: list[str],
    pools: list[tuple[Plain, ...]],
    dice: random.Random,
) -> Iterator[World]:
    kinds = [entry_kinds(program, take) for take in looked_at.takes]
    last: dict[str, Plain] = {}
    while True:
        if last and dice.random() < 0.6:  # a neighbour of the last: one thing differs
            given = dict(last)
            if names:
                at = dice.randrange(len(names))
                given[names[at]] = dice.choice(pools[at])
        else:
            given = {
                name: dice.choice(pool if dice.random() < 0.3 else _definite(pool))
                for name, pool in zip(names, pools, strict=True)
            }
        last = given
        entries = []
        for kind in kinds:
            number = dice.choice((0, 1, 1, 2, 2, 3))
            entries += [_entry(program, kind, looked_at.days, given, dice) for _ in range(number)]
        yield World(given, tuple(entries))


def _definite(pool: tuple[Plain, ...]) -> tuple[Plain, ...]:
    return tuple(value for value in pool if value != UNKNOWN) or pool


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


def _entry(
    program: Program,
    kind: EntryKind,
    days: tuple[int, ...],
    given: dict[str, Plain],
    dice: random.Random,
) -> dict[str, Any]:
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
    fits = dice.choice((1.0, 1.0, 0.8, 0.3))
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


def context(program: Program, world: World) -> Context:
    """The context of a world; attributes of one entry (`it.x`) are local to it."""
    asked = [name[5:] for name in world.given if name.startswith("site:")]
    offered = [name for name in asked if world.given[f"site:{name}"] == "yes"]
    agents = program.knowledge.vocabulary.terms["given"].attributes["agent"].values
    site = Site(
        offers=tuple(w for w in offered if w not in agents) if asked else None,
        agents=tuple(w for w in offered if w in agents) if asked else None,
    )
    entries = tuple(_made(program, n, entry) for n, entry in enumerate(world.entries))
    record = Record(patient=Patient(id="world"), site=site, entries=entries)
    index = RecordIndex(record, program.knowledge.vocabulary, frozenset(), program.compiler.shape)
    values = {name: value_of(v) for name, v in world.given.items() if not name.startswith("site:")}
    facts = {name: value for name, value in values.items() if "." not in name}
    ctx = Context(program, index, AN_ORDINARY_DAY, given=facts)
    local = {name: value for name, value in values.items() if "." in name}
    return ctx.with_local(local) if local else ctx


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


def _made(program: Program, seq: int, plain: dict[str, Any]) -> Entry:
    term = program.knowledge.vocabulary.terms[plain["what"]]
    day = AN_ORDINARY_DAY + plain["on"]
    when = When(day, day)
    cells = {name: _cell(value) for name, value in plain.items() if name not in SHAPE}
    low, high = plain.get("range", (None, None))
    end = AN_ORDINARY_DAY + plain["to_day"] if "to_day" in plain else None
    findings = tuple({k: _cell(v) for k, v in f.items()} for f in plain.get("findings", ()))
    return Entry(
        seq=seq, what=plain["what"], on=None if term.kind == "period" else when,
        from_=when if term.kind == "period" else None, to=None if end is None else When(end, end), plan=plain.get("plan", False),
        value=_cell(plain["value"]) if "value" in plain else None, attributes=cells,
        findings=findings, findings_listed="findings" in plain, lower_limit=low, upper_limit=high,
    )  # fmt: skip


SHAPE = frozenset({"what", "on", "to_day", "plan", "value", "range", "findings"})


def _cell(plain: Plain) -> Cell:
    value = value_of(plain)
    if value.word or not value.known:
        return Cell(kind="word", written=str(plain), word=value.word)
    kind = "day" if isinstance(plain, str) else "number"
    return Cell(kind=kind, written=str(plain), low=value.low, high=value.high)  # type: ignore[arg-type]
