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
from ...decide.rows import RecordIndex
from ...record.model import Cell, Entry, Patient, Record, Site, When
from .entries import entry_kinds, thrown, value_of
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
                name: dice.choice(pool if dice.random() < 0.25 else _definite(pool))
                for name, pool in zip(names, pools, strict=True)
            }
        last = given
        entries = []
        for kind in kinds:
            number = dice.choice((0, 1, 1, 2, 2, 3))
            entries += [thrown(program, kind, looked_at.days, given, dice) for _ in range(number)]
        yield World(given, tuple(entries))


def _definite(pool: tuple[Plain, ...]) -> tuple[Plain, ...]:
    return tuple(value for value in pool if value != UNKNOWN) or pool


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
