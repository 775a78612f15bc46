"""Compiles leaves and trees into functions that answer yes, no or unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from ..language.tree import (
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
from .context import Context
from .kleene import Truth
from .values import SATISFIES, compare

if TYPE_CHECKING:
    from .compiler import Compiler

Test = Callable[[Context], Truth]


def compile_tree(compiler: Compiler, tree: Tree) -> Test:
    """The function that answers `tree` for a context."""
    match tree:
        case All():
            return _all([compile_tree(compiler, part) for part in tree.parts])
        case AnyOf():
            return _any([compile_tree(compiler, part) for part in tree.parts])
        case NoneOf():
            some = _any([compile_tree(compiler, part) for part in tree.parts])

            def none(ctx: Context) -> Truth:
                truth = some(ctx)
                return None if truth is None else not truth

            return none
        case Always():
            return lambda ctx: True
        case Exists():
            name = tree.fact
            return lambda ctx: _exists(ctx, name)
        case Known():
            name, wanted = tree.fact, not tree.negated
            return lambda ctx: (
                ((ctx.memo.get(name) or ctx.fact(name)).status != "unknown") is wanted
            )
        case Is():
            return _is(tree.fact, frozenset(tree.words), tree.negated)
        case InGroup():
            words = frozenset(compiler.vocabulary.groups[tree.group])
            return _is(tree.fact, words, tree.negated)
        case Compare():
            return _compare(compiler, tree)
        case SiteOffers():
            word = tree.word
            return lambda ctx: site_offers(ctx, word)
        case _:
            assert_never(tree)


def _all(parts: list[Test]) -> Test:
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return _both(*parts)

    def test(ctx: Context) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(ctx)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return test


def _both(first: Test, second: Test) -> Test:
    def test(ctx: Context) -> Truth:
        one = first(ctx)
        if one is False:
            return False
        other = second(ctx)
        return one if other is True else other

    return test


def _any(parts: list[Test]) -> Test:
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return _either(*parts)

    def test(ctx: Context) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(ctx)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return test


def _either(first: Test, second: Test) -> Test:
    def test(ctx: Context) -> Truth:
        one = first(ctx)
        if one is True:
            return True
        other = second(ctx)
        return one if other is False else other

    return test


def _exists(ctx: Context, name: str) -> Truth:
    status = (ctx.memo.get(name) or ctx.fact(name)).status
    return None if status == "unknown" else status != "none"


def _is(name: str, words: frozenset[str], negated: bool) -> Test:
    def test(ctx: Context) -> Truth:
        value = ctx.memo.get(name) or ctx.fact(name)
        status = value.status
        if status == "unknown":
            return None
        if status == "none":
            return negated
        return (value.word in words) is not negated

    if negated or len(words) > 1:
        return test
    (only,) = words

    def is_it(ctx: Context) -> Truth:
        value = ctx.memo.get(name) or ctx.fact(name)
        if value.status == "known":
            return value.word == only
        return None if value.status == "unknown" else False

    return is_it


def _compare(compiler: Compiler, tree: Compare) -> Test:
    name, op = tree.fact, tree.op
    if isinstance(tree.right, FactRef):
        other = tree.right.name

        def against_fact(ctx: Context) -> Truth:
            left, right = ctx.fact(name), ctx.fact(other)
            if left.word and right.word and left.known and right.known:
                return left.word == right.word
            return compare(op, left, right)

        return against_fact
    limit = compiler.limit(name, tree.right)
    exact, satisfies = limit.low, SATISFIES[op]

    def against_limit(ctx: Context) -> Truth:
        value = ctx.memo.get(name) or ctx.fact(name)
        if value.status == "known":
            return satisfies(value.low - exact)
        return compare(op, value, limit)

    return against_limit


def site_offers(ctx: Context, word: str) -> Truth:
    """Whether the patient's site offers a modality or an agent; yes when the record names no list."""
    site = ctx.index.record.site
    agents = ctx.index.vocabulary.terms["given"].attributes["agent"].values
    offered = site.agents if word in agents else site.offers
    return offered is None or word in offered
