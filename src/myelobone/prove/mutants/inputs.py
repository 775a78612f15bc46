"""What one part of the knowledge looks at, and the values at which its answer can turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ...decide.examples import AN_ORDINARY_DAY
from ...decide.program import Program
from ...language import tree as t
from ...language.dates import Duration, add
from ...language.model import EntriesForm, Route, Row
from ...language.walk import nodes
from .numbers import display_unit

Plain = float | str | None  # a number; a word, `today-30` or `?`; None is none
UNKNOWN = "?"
FAR = 400  # days: beyond any window
UNEVEN = (-134, -43, -197, 169)  # from 15 June: days near which three months are not 90 days


class Input(Struct, frozen=True):
    """One thing a part looks at, and what it may be."""

    name: str
    values: tuple[Plain, ...]


class Inputs(Struct, frozen=True):
    """All that a part looks at: facts, attributes of one entry (`it.x`), what the site offers, entries."""

    given: tuple[Input, ...]
    takes: tuple[Any, ...]  # the takes, their selections spelled out
    days: tuple[int, ...]  # offsets from today at which a window opens or closes
    finite: bool = (
        True  # no day is moved and no figure reckoned: the values stand for all there are
    )


def inputs(program: Program, parts: Any) -> Inputs:
    """What `parts` (a form, a line, a route, an item …) look at."""
    found = list(_spelled_out(program, parts))
    words: dict[str, dict[Plain, None]] = {}
    numbers: dict[str, set[float]] = {}
    names: dict[str, None] = {}
    for node in found:
        for name in _names(node):
            names[name] = None
        match node:
            case t.Is(fact, said):
                words.setdefault(fact, {}).update(dict.fromkeys(said))
            case t.InGroup(fact, group):
                members = program.compiler.vocabulary.groups[group]
                words.setdefault(fact, {}).update(dict.fromkeys((members[0], members[-1])))
            case t.Compare(fact, _, t.Quantity() as right):
                limit = program.compiler.limit(fact, right).low
                step = display_unit(program.knowledge.facts, node)
                numbers.setdefault(fact, set()).update((limit - step, limit, limit + step))
            case _:
                pass
    for by, limits in _bands(parts):
        names[by] = None
        numbers.setdefault(by, set()).update(limits)
    pairs = _pairs(found)
    days = tuple(sorted(set(_days(found))))
    given = [
        _input(program, name, tuple(words.get(name, ())), numbers.get(name, set()), pairs, days)
        for name in names
        if name != "today"
        and not (
            name in program.knowledge.facts
            and isinstance(program.knowledge.facts[name].form, EntriesForm)
        )
    ]
    offers = {node.word for node in found if isinstance(node, t.SiteOffers)}
    given += [Input(f"site:{word}", ("yes", "no")) for word in sorted(offers)]
    takes = tuple(n for n in found if isinstance(n, t.Take | t.Nearest | t.AnyEntry | t.Count | t.Total | t.DaysOver | t.Decided))  # fmt: skip
    chosen = [form for form in parts if isinstance(form, EntriesForm)]
    takes += tuple(t.AnyEntry(form.source) for form in chosen)
    finite = not any(isinstance(node, t.Arithmetic | t.Span | t.InUnit) for node in found)
    return Inputs(tuple(given), takes, days, finite)


def _spelled_out(program: Program, parts: Any) -> Iterator[t.Node]:
    """Every node, those of the selections it names included."""
    for node in nodes(parts):
        yield node
        if isinstance(node, t.Source) and node.selection is not None:
            form = program.knowledge.facts[node.selection].form
            assert isinstance(form, EntriesForm)
            yield from _spelled_out(program, form.source)


def _names(node: t.Node) -> Iterator[str]:
    match node:
        case t.FactRef(name):
            yield name
        case t.AsOf(_, day):
            yield day
        case t.Exists(fact) | t.Known(fact) | t.Is(fact) | t.InGroup(fact) | t.Compare(fact):
            yield fact
        case t.InUnit(fact) | t.Bound(_, fact):
            yield fact
        case _:
            return


def _bands(parts: Any) -> Iterator[tuple[str, set[float]]]:
    for route in parts if isinstance(parts, tuple) else (parts,):
        if isinstance(route, Route) and route.by is not None:
            edges = {edge for row in route.rows for edge in _edges(row)}
            yield route.by, {edge + side for edge in edges for side in (-0.1, 0.0, 0.1)}


def _edges(row: Row) -> list[float]:
    found = (row.above, row.from_, row.below, row.through)
    return [edge for edge in found if edge is not None]


def _pairs(found: list[t.Node]) -> frozenset[str]:
    """Facts that are held against other facts."""
    compared = [n for n in found if isinstance(n, t.Compare) and isinstance(n.right, t.FactRef)]
    names = {n.fact for n in compared} | {n.right.name for n in compared if isinstance(n.right, t.FactRef)}  # fmt: skip
    return frozenset(names)


def _days(found: list[t.Node]) -> Iterator[int]:
    yield from (0, -1, 1, -FAR)
    spans = [node.duration for node in found if isinstance(node, t.Within)]
    spans += [node.within for node in found if isinstance(node, t.Nearest)]
    for node in found:
        if isinstance(node, t.Arithmetic) and isinstance(node.right, Duration):
            spans.append(node.right)
        if isinstance(node, t.DaysOver):
            yield from (-node.limit - 1, -node.limit, -node.limit + 1, -2 * node.limit - 3)
    for node in found:
        if isinstance(node, t.Compare) and isinstance(node.right, t.Quantity):
            unit = {"d": "days", "mo": "months", "a": "years", "wk": "weeks"}.get(node.right.unit)
            if unit is not None:
                spans.append(Duration(int(node.right.value), unit))  # type: ignore[arg-type]
    if any(span.unit in ("months", "years") for span in spans):
        yield from UNEVEN
    for span in spans:
        for sign in (1, -1):
            edge = add(AN_ORDINARY_DAY, span, sign) - AN_ORDINARY_DAY
            yield from (edge - 1, edge, edge + 1)


def _input(
    program: Program,
    name: str,
    words: tuple[Plain, ...],
    numbers: set[float],
    pairs: frozenset[str],
    days: tuple[int, ...],
) -> Input:
    kind, _ = program.compiler.kind_of(name)
    fact = program.knowledge.facts.get(name)
    if kind == "day":
        return Input(name, (*(f"today{day:+d}" for day in days), None, UNKNOWN))
    if kind == "number":
        pool = {round(value, 9) for value in numbers}
        if name in pairs or not pool:
            pool |= {9.0, 10.0, 10.1, 11.0, 20.0, 1000.0}
        return Input(name, (*sorted(pool), None, UNKNOWN))
    if name == "sex":
        return Input(name, ("female", "male", UNKNOWN))
    if fact is not None and fact.kind == "truth":
        return Input(name, ("yes", "no", UNKNOWN))
    known: tuple[Plain, ...] = fact.values if fact is not None else ()
    if fact is not None and not known:
        known = next(
            (program.knowledge.vocabulary.terms[term].value.values for term in fact.terms
             if term in program.knowledge.vocabulary.terms), (),
        )  # fmt: skip
    named = [word for word in known if word in words or word in ("yes", "no")]
    others = [word for word in known if word not in named and word != UNKNOWN and word != "unknown"]
    pool_words = dict.fromkeys((*words, *named, *others[:2]))
    if not pool_words:
        pool_words = dict.fromkeys(("yes", "no"))
    return Input(name, (*pool_words, None, UNKNOWN))
