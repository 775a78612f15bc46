"""Three truths for engines that know two: a tree becomes two plain conditions, `yes` and `no`.

What is neither is unknown. Both may stop at the first part that settles them, and need no arithmetic
on truths; the tolerance of comparisons is already in the limits. `Given` guards every comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

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
    SiteOffers,
    Tree,
)

from .walker import TOLERANCE
from .work import Words


class Both(NamedTuple):
    """Every part holds."""

    parts: tuple[Condition, ...]


class Either(NamedTuple):
    """Some part holds."""

    parts: tuple[Condition, ...]


class Fixed(NamedTuple):
    """Always so."""

    holds: bool


class Given(NamedTuple):
    """A fact has a value (or has none, with `given` false: it is unknown or none)."""

    fact: str
    given: bool


class NoneThere(NamedTuple):
    """A fact is (or is not) none rather than unknown."""

    fact: str
    none: bool


class Among(NamedTuple):
    """A fact that is given is (or is not) one of some words."""

    fact: str
    words: tuple[str, ...]
    inside: bool


class Beyond(NamedTuple):
    """A number that is given compared with a number, plainly."""

    fact: str
    op: str
    limit: float


class Apart(NamedTuple):
    """The difference of two numbers that are given, compared plainly with a number."""

    fact: str
    other: str
    op: str
    limit: float


class Same(NamedTuple):
    """Two words that are given are (or are not) the same."""

    fact: str
    other: str
    same: bool


Condition = Both | Either | Fixed | Given | NoneThere | Among | Beyond | Apart | Same
Pair = tuple[Condition, Condition]

OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
SIDE = {">=": -TOLERANCE, ">": TOLERANCE, "<=": TOLERANCE, "<": -TOLERANCE}


def lower(tree: Tree, words: Words) -> Pair:
    """When a tree is surely yes, and when it is surely no."""
    match tree:
        case All() | AnyOf() | NoneOf():
            pairs = [lower(part, words) for part in tree.parts]
            yes, no = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
            if isinstance(tree, All):
                return Both(yes), Either(no)
            return (Either(yes), Both(no)) if isinstance(tree, AnyOf) else (Both(no), Either(yes))
        case Always():
            return Fixed(True), Fixed(False)
        case SiteOffers():
            raise ValueError("what a site offers is no fact")
        case Compare():
            return _compare(tree, words)
    fact, none = tree.fact, _none(tree.fact, words)
    match tree:
        case Exists():
            return Given(fact, True), Either(none)
        case Known():
            known = Either((Given(fact, True), *none))
            unknown: Condition = Given(fact, False)
            if none:
                unknown = Both((unknown, NoneThere(fact, False)))
            return (unknown, known) if tree.negated else (known, unknown)
        case Is() | InGroup():
            wanted = tree.words if isinstance(tree, Is) else tuple(words.groups[tree.group])
            inside = Among(fact, wanted, True)
            outside = Either((Both((Given(fact, True), Among(fact, wanted, False))), *none))
            return (outside, inside) if tree.negated else (inside, outside)


def _none(fact: str, words: Words) -> tuple[Condition, ...]:
    return (NoneThere(fact, True),) if fact in words.may_be_none else ()


def _compare(tree: Compare, words: Words) -> Pair:
    fact, none = tree.fact, _none(tree.fact, words)
    there: tuple[Condition, ...] = (Given(fact, True),)
    if not isinstance(tree.right, FactRef):
        limit = words.limit(fact, tree.right)
        yes, no = bounds(tree.op, lambda op, side: Beyond(fact, op, limit + side))
        return Both((*there, yes)), Either((Both((*there, no)), *none))
    other = tree.right.name
    there += (Given(other, True),)
    none += _none(other, words)
    if tree.op == "=" and words.program.compiler.kind_of(fact)[0] == "word":
        yes, no = Same(fact, other, True), Same(fact, other, False)
    else:
        yes, no = bounds(tree.op, lambda op, side: Apart(fact, other, op, side))
    return Both((*there, yes)), Either((Both((*there, no)), *none))


def bounds(op: str, plain: Callable[[str, float], Condition]) -> Pair:
    """A comparison by the one law of comparison, and its opposite, as plain comparisons."""
    if op == "=":
        return (
            Both((plain(">=", -TOLERANCE), plain("<=", TOLERANCE))),
            Either((plain("<", -TOLERANCE), plain(">", TOLERANCE))),
        )
    return plain(op, SIDE[op]), plain(OPPOSITE[op], SIDE[op])
