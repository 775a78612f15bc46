"""One evaluation of one patient as of one day: the context with everything shown beside it."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.dates import iso
from ..language.model import Grounds, Rule
from ..language.problems import Text
from ..language.tree import Known, Leaf, Tree
from .context import Context
from .kleene import Truth
from .output_items import Because, FromEntry, Scalar
from .overrides import Override, active_overrides
from .rows import Row
from .texts import render
from .trace import Tracer, decisive, leaf_facts
from .values import Value


class Run:
    """A context, its tracer, and answers already given to rules; used once and thrown away."""

    def __init__(
        self,
        ctx: Context,
        entries_shown: int | None = None,
        overrides: dict[str, Override] | None = None,
        horizon: int | None = None,
    ) -> None:
        self.ctx = ctx
        self.horizon = horizon  # the last day to be planned; None: the next of everything
        self.tracer = Tracer(ctx)
        self.knowledge = ctx.program.knowledge
        self.answers: dict[str, Truth] = {}
        self.applies: dict[str, Truth] = {}  # calendar items
        self.rows: dict[str, list[tuple[int, Row, Context, Truth]]] = {}
        self.sources: dict[int, FromEntry] = {}  # entries as they were shown
        self.overrides = active_overrides(ctx) if overrides is None else overrides
        count = len(ctx.index.record.entries)
        self.entries_shown = count if entries_shown is None else entries_shown

    def text(self, text: Text, ctx: Context | None = None) -> Text:
        """A text with its placeholders filled in."""
        return render(ctx or self.ctx, text, self.tracer)

    def because(self, tree: Tree, ctx: Context | None = None) -> tuple[Because, ...]:
        """The leaves that decide a tree, each with its fact and the entry it came from."""
        here = ctx or self.ctx
        found: dict[tuple[str, str], Because] = {}
        for leaf, truth in decisive(here, tree):
            for name in leaf_facts(leaf)[:1]:
                found[name, leaf_text(leaf)] = self._because(here, name, leaf, truth)
        return tuple(found.values())

    def _because(self, ctx: Context, name: str, leaf: Leaf, truth: Truth) -> Because:
        value = ctx.fact(name)
        entries = value.entries or self.tracer.fact(name).entries
        seq = next((e for e in entries if e < self.entries_shown), None)
        kind, unit = ctx.program.compiler.kind_of(name)
        return Because(
            fact=name,
            value=plain(value, kind),
            unit=unit if kind == "number" and value.usable and unit != "1" else None,
            on=None if seq is None else self.day(seq),
            entry=None if seq is None else f"entries[{seq}]",
            leaf=leaf_text(leaf),
            truth=truth,
        )

    def day(self, seq: int) -> str | None:
        """The day of an entry, ISO."""
        entry = self.ctx.index.record.entries[seq]
        when = entry.on or entry.from_
        if when is None:
            return None
        return iso(when.low) if when.exact else f"{iso(when.low)}/{iso(when.high)}"

    def is_precaution(self, tree: Tree, ctx: Context | None = None) -> bool:
        """Whether a tree is yes only through ignorance."""
        return any(
            isinstance(leaf, Known) and leaf.negated and truth is True
            for leaf, truth in decisive(ctx or self.ctx, tree)
        )


def leaf_text(leaf: Leaf) -> str:
    """A leaf as it is written in the knowledge."""
    return getattr(leaf, "text", "") or "always"


def plain(value: Value, kind: str) -> Scalar:
    """A value for JSON: days ISO, numbers without the dust of arithmetic."""
    if not value.known:
        return None
    if kind == "day":
        return iso(int(value.low))
    if value.word:
        return value.word
    return round(value.low, 9)


def grounds(parts: Iterable[Grounds]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Statements and readings of several parts, each once, in order."""
    cites: dict[str, None] = {}
    readings: dict[str, None] = {}
    for part in parts:
        cites.update(dict.fromkeys(part.cites))
        readings.update(dict.fromkeys(part.readings))
    return tuple(cites), tuple(readings)


def rule_of(run: Run, rule_id: str) -> Rule:
    """A rule by its id."""
    return run.knowledge.rules[rule_id]
