"""Leaves and trees of the knowledge language as pairs: it is yes, it is no."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import z3

from ...language.tree import (
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
)  # fmt: skip
from .symbols import NO, YES, Sym, Truth, all_of, any_of, compare, known, rational

if TYPE_CHECKING:
    from .symbolic import Symbolic


def translate_tree(symbolic: Symbolic, tree: Tree) -> Truth:
    """A tree under three truths."""
    match tree:
        case All():
            return all_of(translate_tree(symbolic, part) for part in tree.parts)
        case AnyOf():
            return any_of(translate_tree(symbolic, part) for part in tree.parts)
        case NoneOf():
            return any_of(translate_tree(symbolic, part) for part in tree.parts).opposite()
        case Always():
            return Truth(YES, NO)
        case Exists():
            sym = symbolic.fact(tree.fact)
            return Truth(sym.usable, sym.none)
        case Known():
            unknown = symbolic.fact(tree.fact).unknown
            return (
                Truth(unknown, z3.Not(unknown)) if tree.negated else Truth(z3.Not(unknown), unknown)
            )
        case Is():
            return _word(symbolic, symbolic.fact(tree.fact), tree.words, tree.negated)
        case InGroup():
            words = symbolic.knowledge.vocabulary.groups[tree.group]
            return _word(symbolic, symbolic.fact(tree.fact), words, tree.negated)
        case Compare():
            return _compare(symbolic, tree)
        case SiteOffers():
            offers = symbolic.offers(tree.word)
            return Truth(offers, z3.Not(offers))
        case _:
            assert_never(tree)


def _word(symbolic: Symbolic, sym: Sym, words: tuple[str, ...], negated: bool) -> Truth:
    among = z3.And(sym.usable, symbolic.among(sym, words))
    other = z3.And(sym.usable, z3.Not(symbolic.among(sym, words)))
    if negated:
        return Truth(z3.Or(sym.none, other), among)
    return Truth(among, z3.Or(sym.none, other))


def _compare(symbolic: Symbolic, tree: Compare) -> Truth:
    left = symbolic.fact(tree.fact)
    if isinstance(tree.right, FactRef):
        return compare(tree.op, left, symbolic.fact(tree.right.name))
    limit = symbolic.compiler.limit(tree.fact, tree.right)
    return compare(tree.op, left, known(rational(limit.low)))
