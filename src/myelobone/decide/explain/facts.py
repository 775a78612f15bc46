"""Conditions and facts of one patient as nodes, each followed down to the entries it rests on."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from ...language.model import (
    CasesForm,
    DoseForm,
    EntriesForm,
    Fact,
    FirstForm,
    IsForm,
    TreeForm,
)
from ...language.problems import Text
from ...language.spell import spell
from ...language.tree import (
    All,
    AnyEntry,
    AnyOf,
    Arithmetic,
    AsOf,
    Bound,
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
    Source,
    Span,
    Take,
    Total,
    Tree,
)
from ..context import Context
from ..doses import row_at
from ..fact_out import written
from ..kleene import Truth
from ..output_items import Scalar
from ..run import Run, leaf_text, plain
from ..texts import NONE_TEXT, day_of, display, label
from ..trace import INEXACT, leaf_facts
from ..values import Value
from .nodes import Node, answer_of
from .tables import row_node
from .words import PERSON, attribute_label, fact_label, leaf_words

NAMES = {All: "all", AnyOf: "any", NoneOf: "none"}


class Teller:
    """Builds the nodes of one explanation; each fact is told whole once, then only named."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.told: set[tuple[int, str]] = set()

    # -- conditions

    def tree(self, tree: Tree, ctx: Context | None = None, *, decides: bool = True) -> Node:
        """A tree with the answer of every part; the parts that make it so are marked."""
        here = ctx or self.run.ctx
        test = here.program.test
        truth = test(tree)(here)
        if not isinstance(tree, All | AnyOf | NoneOf):
            return self._leaf(here, tree, truth, decides)
        truths = [test(part)(here) for part in tree.parts]
        settling: Truth = not isinstance(tree, All)
        wanted = [settling] if settling in truths else [None] if None in truths else [True, False]
        parts = tuple(
            self.tree(part, here, decides=decides and answer in wanted)
            for part, answer in zip(tree.parts, truths, strict=True)
        )
        return Node(
            kind=NAMES[type(tree)],  # type: ignore[arg-type]
            answer=answer_of(truth), decides=decides, parts=parts,
        )  # fmt: skip

    def _leaf(self, ctx: Context, leaf: Leaf, truth: Truth, decides: bool) -> Node:
        parts = tuple(self.fact(name, ctx) for name in leaf_facts(leaf))
        return Node(
            kind="leaf", label=leaf_words(ctx, leaf), written=leaf_text(leaf),
            answer=answer_of(truth), decides=decides, parts=parts,
        )  # fmt: skip

    # -- facts

    def fact(self, name: str, ctx: Context | None = None) -> Node:
        """A fact with its value and everything that it was made from."""
        here = ctx or self.run.ctx
        value = here.fact(name)
        fact = here.program.knowledge.facts.get(name)
        key = (here.today, name)
        told = key in self.told
        self.told.add(key)
        node = self._valued(here, name, value)
        if fact is None:
            return replace(node, parts=() if told else self._given(here, name, value))
        parts = () if told else self._form(here, fact, value)
        return replace(
            node, cites=fact.cites, readings=fact.readings, origin=fact.origin if fact.cites else None,
            told=told, parts=parts,
        )  # fmt: skip

    def _valued(self, ctx: Context, name: str, value: Value) -> Node:
        kind, unit = ctx.program.compiler.kind_of(name)
        limits: tuple[Scalar, Scalar] = (None, None)
        if value.status == "between":
            limits = (
                plain(Value("known", value.low, value.low), kind),
                plain(Value("known", value.high, value.high), kind),
            )
        return Node(
            kind="fact", id=name, label=fact_label(ctx, name), value=plain(value, kind),
            low=limits[0], high=limits[1],
            unit=unit if kind == "number" and value.usable and unit != "1" else None,
            display=display(ctx, name, value), why=value.why if value.status == "unknown" else None,
        )  # fmt: skip

    def _given(self, ctx: Context, name: str, value: Value) -> tuple[Node, ...]:
        """What is no fact of the knowledge: the person, the day, or an attribute of an entry."""
        if name in PERSON and name != "today":
            if value.status == "unknown":
                return (self._missing(ctx, name),)
            return (Node(kind="person", id=f"patient.{name}", display=display(ctx, name, value)),)
        return tuple(self.entry(seq) for seq in value.entries)

    def _form(self, ctx: Context, fact: Fact, value: Value) -> tuple[Node, ...]:
        form = fact.form
        match form:
            case IsForm():
                return self.formula(ctx, form.expression, fact.absent)
            case TreeForm():
                return (self.tree(form.tree, ctx),)
            case FirstForm():
                return self._first(ctx, form, fact)
            case CasesForm():
                return self._cases(ctx, form, fact)
            case DoseForm():
                route = ctx.program.knowledge.agents[form.agent].routes[0]
                row = row_at(route.rows, ctx.fact(form.by))
                rows = tuple(row_node(ctx, route, each, each is row) for each in route.rows)
                return (self.fact(form.by, ctx), *rows)
            case EntriesForm():
                return ()
            case _:
                assert_never(form)

    def formula(self, ctx: Context, expr: Expression, absent: str | None) -> tuple[Node, ...]:
        """An expression as written, with what it looks at below it."""
        below = self._expression(ctx, expr, absent)
        if isinstance(expr, FactRef):
            return below
        return (Node(kind="formula", written=spell(expr), parts=below),)

    def _first(self, ctx: Context, form: FirstForm, fact: Fact) -> tuple[Node, ...]:
        nodes = []
        for part in form.parts:
            value = ctx.program.expression(part, fact.absent)(ctx)
            nodes.append(
                Node(
                    kind="first", written=spell(part), label=self._named(ctx, part), answer="yes" if value.usable else "no",
                    decides=value.usable, why=value.why, parts=self._expression(ctx, part, fact.absent),
                )
            )  # fmt: skip
            if value.usable:
                break
        return tuple(nodes)

    def _cases(self, ctx: Context, form: CasesForm, fact: Fact) -> tuple[Node, ...]:
        nodes = []
        for row in form.rows:
            truth: Truth = True if row.when is None else ctx.program.test(row.when)(ctx)
            parts: tuple[Node, ...] = ()
            if row.when is not None:
                parts = (self.tree(row.when, ctx, decides=truth is not False),)
            if truth is not False and row.value is not None:
                parts += self._expression(ctx, row.value, fact.absent)
            gives = row.word or ("none" if row.value is None else spell(row.value))
            words = self._word(ctx, gives) if row.value is None else self._named(ctx, row.value)
            nodes.append(
                Node(
                    kind="case", written=gives, label=words,
                    answer=answer_of(truth), decides=truth is not False, parts=parts,
                )
            )  # fmt: skip
            if truth is True:
                break
        return tuple(nodes)

    def _word(self, ctx: Context, word: str) -> Text:
        return NONE_TEXT if word == "none" else label(ctx, word)

    def _named(self, ctx: Context, expr: Expression) -> Text | None:
        return fact_label(ctx, expr.name) if isinstance(expr, FactRef) else None

    # -- expressions, down to the entries

    def _expression(self, ctx: Context, expr: Expression, absent: str | None) -> tuple[Node, ...]:
        match expr:
            case FactRef(name):
                return (self.fact(name, ctx),)
            case InUnit(name):
                return (self.fact(name, ctx),)
            case Arithmetic(_, left, right):
                return self._all(ctx, (left, right), absent)
            case Extreme(_, parts):
                return self._all(ctx, parts, absent)
            case Span(_, start, end):
                return self._all(ctx, (start, end), absent)
            case AsOf(name, day):
                when = ctx.fact(day)
                there = (self.fact(name, ctx.at(int(when.low))),) if when.known else ()
                return (self.fact(day, ctx), *there)
            case Take() | AnyEntry() | Count() | Total() | DaysOver():
                return self._take(ctx, expr, expr.source, absent)
            case Nearest():
                return self._take(ctx, expr, expr.source, absent) + self._expression(
                    ctx, expr.to, absent
                )
            case Decided():
                return self._take(ctx, expr, Source(("decision",)), "none")
            case _:
                return ()

    def _all(
        self, ctx: Context, parts: tuple[Expression, ...], absent: str | None
    ) -> tuple[Node, ...]:
        return tuple(node for part in parts for node in self._expression(ctx, part, absent))

    def _take(
        self, ctx: Context, expr: Expression, source: Source, absent: str | None
    ) -> tuple[Node, ...]:
        value = ctx.program.expression(expr, absent)(ctx)
        windows = getattr(expr, "windows", ())
        bounds = [window.fact for window in windows if isinstance(window, Bound)]
        nodes = [self.fact(name, ctx) for name in bounds]
        nodes += [self.entry(seq) for seq in value.entries if seq < self.run.entries_shown]
        if value.assumed:
            nodes.append(self._silence(ctx, value.assumed))
        if value.status in INEXACT and not value.entries:
            flat = ctx.program.compiler.flatten(source)
            terms = ctx.program.compiler.terms_of(flat.terms)
            nodes += [self._missing(ctx, term, value) for term in terms[:1]]
        return tuple(nodes)

    def entry(self, seq: int) -> Node:
        """One entry of the record: its place, term, value, day and source."""
        ctx = self.run.ctx
        entry = ctx.index.record.entries[seq]
        text = written(entry)
        doubt = None if entry.value is None else entry.value.doubt
        return Node(
            kind="entry", id=entry.where, label=attribute_label(ctx.program.compiler, entry.what),
            written=entry.what, display=None if text is None else Text(zh=text, en=text),
            on=day_of(ctx, seq), source=entry.source, why=doubt,
        )  # fmt: skip

    def _silence(self, ctx: Context, term: str) -> Node:
        known = ctx.program.knowledge.vocabulary.terms.get(term)
        return Node(
            kind="silence", id=term, label=attribute_label(ctx.program.compiler, term),
            display=known.because if known is not None else None,
        )  # fmt: skip

    def _missing(self, ctx: Context, term: str, value: Value | None = None) -> Node:
        shown = value.shown if value is not None else ""
        return Node(
            kind="missing", id=term, label=attribute_label(ctx.program.compiler, term),
            why=value.why if value is not None else "missing",
            display=Text(zh=shown, en=shown) if shown else None,
        )  # fmt: skip
