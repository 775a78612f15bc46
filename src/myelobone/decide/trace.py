"""Why a fact is what it is: the entries it was read from, what it assumed, what it lacks.

Walks the same forms that `facts.py` evaluates, only for what a page or a question shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from ..language.model import CasesForm, DoseForm, EntriesForm, Fact, FirstForm, IsForm, TreeForm
from ..language.tree import (
    All,
    Always,
    AnyEntry,
    AnyOf,
    Arithmetic,
    AsOf,
    Bound,
    Compare,
    Count,
    DaysOver,
    Decided,
    Expression,
    Extreme,
    FactRef,
    InUnit,
    Leaf,
    Nearest,
    NoneOf,
    SiteOffers,
    Source,
    Span,
    Take,
    Total,
    Tree,
    Window,
)
from .context import Context
from .kleene import Truth
from .values import Value


class Support(Struct, frozen=True):
    """Positions of entries, terms whose silence was read, terms that are lacking; each once."""

    entries: tuple[int, ...] = ()
    assumed: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


NOTHING = Support()
DECISIONS = Source(("decision",))
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
        entries.update(dict.fromkeys(part.entries))
        assumed.update(dict.fromkeys(part.assumed))
        lacks.update(dict.fromkeys(part.lacks))
    return Support(tuple(entries), tuple(assumed), tuple(lacks))


def decisive(ctx: Context, tree: Tree) -> list[tuple[Leaf, Truth]]:
    """The leaves that make a tree what it is, each with its own answer."""
    test = ctx.program.test
    match tree:
        case All() | AnyOf() | NoneOf():
            truths = [test(part)(ctx) for part in tree.parts]
            # all: one no decides; any and none: one yes decides; else every part counts,
            # and where the tree is unknown only the unknown parts do
            settling: Truth = not isinstance(tree, All)
            if settling in truths:
                wanted: list[Truth] = [settling]
            elif None in truths:
                wanted = [None]
            else:
                wanted = [True, False]
            found: list[tuple[Leaf, Truth]] = []
            for part, truth in zip(tree.parts, truths, strict=True):
                if truth not in wanted:
                    continue
                if isinstance(part, All | AnyOf | NoneOf):
                    found += decisive(ctx, part)
                else:
                    found.append((part, truth))
            return found
        case _:
            return [(tree, test(tree)(ctx))]


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
        names = [name for leaf, _ in decisive(self.ctx, tree) for name in leaf_facts(leaf)]
        return merge(self.fact(name) for name in dict.fromkeys(names))

    def fact(self, name: str) -> Support:
        """The support of a fact; a given fact rests on nothing in the record."""
        found = self.seen.get(name)
        if found is not None:
            return found
        self.seen[name] = NOTHING
        fact = self.ctx.program.knowledge.facts.get(name)
        value = self.ctx.fact(name)
        if name in self.ctx.given or "." in name:
            support = Support(value.entries)
        elif fact is None:
            support = Support(lacks=(name,) if value.status in INEXACT else ())
        else:
            support = self._form(fact, value)
        if value.status not in INEXACT and support.lacks:
            support = Support(support.entries, support.assumed)
        self.seen[name] = support
        return support

    def _form(self, fact: Fact, value: Value) -> Support:
        form = fact.form
        match form:
            case IsForm():
                return self._expression(form.expression, fact.absent, value)
            case TreeForm():
                return self.tree(form.tree)
            case FirstForm():
                return self._first(form, fact, value)
            case CasesForm():
                return self._cases(form, fact)
            case DoseForm():
                return self.fact(form.by)
            case EntriesForm():
                return NOTHING
            case _:
                assert_never(form)

    def _first(self, form: FirstForm, fact: Fact, value: Value) -> Support:
        evaluated = [(part, self._value(part, fact.absent)) for part in form.parts]
        wanted = [part for part, found in evaluated if found.usable]
        if not wanted and value.status != "none":
            wanted = [part for part, found in evaluated if found.status == "unknown"]
        return self._expression(wanted[0] if wanted else form.parts[-1], fact.absent)

    def _cases(self, form: CasesForm, fact: Fact) -> Support:
        parts: list[Support] = []
        for row in form.rows:
            truth: Truth = True
            if row.when is not None:
                truth = self.ctx.program.test(row.when)(self.ctx)
                parts.append(self.tree(row.when))
            if truth is False:
                continue
            if row.value is not None:
                parts.append(self._expression(row.value, fact.absent))
            if truth is True:
                break
        return merge(parts)

    def _value(self, expr: Expression, absent: str | None) -> Value:
        if isinstance(expr, FactRef):
            return self.ctx.fact(expr.name)
        return self.ctx.program.expression(expr, absent)(self.ctx)

    def _expression(
        self, expr: Expression, absent: str | None, value: Value | None = None
    ) -> Support:
        """The support of an expression; `value` is what it gives, where that is known already."""
        match expr:
            case FactRef():
                return self.fact(expr.name)
            case InUnit():
                return self.fact(expr.fact)
            case Arithmetic():
                return self._all((expr.left, expr.right), absent)
            case Extreme():
                return self._all(expr.parts, absent)
            case Span():
                return self._all((expr.start, expr.end), absent)
            case AsOf():
                return self._as_of(expr)
            case Take() | AnyEntry() | Count() | Total() | DaysOver():
                return self._take(expr, expr.source, expr.windows, absent, value)
            case Nearest():
                own = self._take(expr, expr.source, (), absent, value)
                return merge((own, self._expression(expr.to, absent)))
            case Decided():
                return self._take(expr, DECISIONS, expr.windows, "none", value)
            case _:
                return NOTHING

    def _all(self, parts: Iterable[Expression], absent: str | None) -> Support:
        return merge(self._expression(part, absent) for part in parts)

    def _as_of(self, expr: AsOf) -> Support:
        day = self.ctx.fact(expr.day)
        own = self.fact(expr.day)
        if not day.known:
            return own
        return merge((Tracer(self.ctx.at(int(day.low))).fact(expr.fact), own))

    def _take(
        self, expr: Expression, source: Source, windows: tuple[Window, ...], absent: str | None,
        value: Value | None,
    ) -> Support:  # fmt: skip
        if value is None:
            value = self._value(expr, absent)
        assumed = (value.assumed,) if value.assumed else ()
        flat = self.ctx.program.compiler.flatten(source)
        lacks: tuple[str, ...] = ()
        if value.status in INEXACT:
            terms = [term for name in flat.terms for term in self.ctx.index.terms_of(name)]
            lacks = tuple(terms[:1])
        bounds = [self.fact(window.fact) for window in windows if isinstance(window, Bound)]
        blocking = tuple(term for bound in bounds for term in bound.lacks)
        rest = merge(bounds)
        if not (value.entries or assumed or rest.assumed or blocking or lacks):
            return NOTHING
        return merge((Support(value.entries, assumed, blocking or lacks), Support((), rest.assumed)))
