"""Why a fact is what it is: the entries it was read from, what it assumed, what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from ..language.tree import (
    All,
    Always,
    AnyOf,
    Compare,
    FactRef,
    Leaf,
    NoneOf,
    SiteOffers,
    Tree,
)
from .context import Context
from .kleene import Truth
from .trees import compile_tree

if TYPE_CHECKING:
    from .compiler import Compiler


class Support(Struct, frozen=True):
    """Positions of entries, terms whose silence was read, terms that are lacking; each once."""

    entries: tuple[int, ...] = ()
    assumed: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


NOTHING = Support()
INEXACT = ("unknown", "between")  # an inexact value also lacks something: the exact one


def merge(parts: Iterable[Support]) -> Support:
    """Several supports as one, in order, each thing once."""
    entries: dict[int, None] = {}
    assumed: dict[str, None] = {}
    lacks: dict[str, None] = {}
    several = [part for part in parts if part is not NOTHING]
    if len(several) < 2:
        return several[0] if several else NOTHING
    for part in several:
        for entry in part.entries:
            entries[entry] = None
        for term in part.assumed:
            assumed[term] = None
        for term in part.lacks:
            lacks[term] = None
    return Support(tuple(entries), tuple(assumed), tuple(lacks))


Decisive = list[tuple[Leaf, Truth]]
Decider = Callable[[Context], Decisive]


def decisive(ctx: Context, tree: Tree) -> Decisive:
    """The leaves that make a tree what it is, each with its own answer."""
    return ctx.program.decider(tree)(ctx)


def compile_decider(compiler: Compiler, tree: Tree) -> Decider:
    """The function that finds the decisive leaves of a tree."""
    if not isinstance(tree, All | AnyOf | NoneOf):
        leaf, test = tree, compile_tree(compiler, tree)
        return lambda ctx: [(leaf, test(ctx))]
    tests = [compile_tree(compiler, part) for part in tree.parts]
    parts = [
        (part, compile_decider(compiler, part) if isinstance(part, All | AnyOf | NoneOf) else None)
        for part in tree.parts
    ]
    # all: one no decides; any and none: one yes decides; else every part counts,
    # and where the tree is unknown only the unknown parts do
    settling: Truth = not isinstance(tree, All)

    def decide(ctx: Context) -> Decisive:
        truths = [test(ctx) for test in tests]
        one = settling in truths or None in truths
        wanted = settling if settling in truths else None
        found: Decisive = []
        for (part, inner), truth in zip(parts, truths, strict=True):
            if one and truth is not wanted:
                continue
            if inner is not None:
                found += inner(ctx)
            else:
                found.append((part, truth))  # type: ignore[arg-type]
        return found

    return decide


def leaf_facts(leaf: Leaf) -> list[str]:
    """The facts a leaf looks at."""
    match leaf:
        case Always() | SiteOffers():
            return []
        case Compare(fact=name, right=FactRef(name=other)):
            return [name, other]
        case _:
            return [leaf.fact]


class Tracer:
    """Supports of facts in one context; what was walked is kept."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.seen: dict[str, Support] = {}

    def tree(self, tree: Tree) -> Support:
        """The support of a tree's decisive leaves."""
        return self.leaves(decisive(self.ctx, tree))

    def leaves(self, leaves: Decisive) -> Support:
        """The support of some leaves."""
        names = dict.fromkeys(name for leaf, _ in leaves for name in leaf_facts(leaf))
        return merge([self.seen.get(name) or self.fact(name) for name in names])

    def fact(self, name: str) -> Support:
        """The support of a fact; a given fact rests on nothing in the record."""
        found = self.seen.get(name)
        if found is not None:
            return found
        self.seen[name] = NOTHING
        ctx = self.ctx
        value = ctx.fact(name)
        if name in ctx.given or "." in name:
            support = Support(value.entries)
        else:
            support = ctx.program.support(name)(self, value)
        if support.lacks and value.status not in INEXACT:
            support = Support(support.entries, support.assumed)
        self.seen[name] = support
        return support
