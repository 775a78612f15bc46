"""Builds typed nodes from what the grammar recognised; only `parse.py` uses this."""

from __future__ import annotations

from typing import Any

from lark import Token, Transformer, Tree

from . import tree as t
from .dates import Duration
from .parse import Selections, parse_duration, parse_quantity


def build_leaf(parsed: Tree[Token], text: str) -> t.Leaf:
    """The leaf that was recognised in `text`."""
    return _Leaves(text).transform(parsed)  # type: ignore[no-any-return]


def build_expression(parsed: Tree[Token], selections: Selections) -> t.Expression:
    """The expression that was recognised."""
    return _Expressions(selections).transform(parsed)  # type: ignore[no-any-return]


def build_source(
    parsed: Tree[Token], selections: Selections
) -> tuple[t.Source, tuple[t.Window, ...]]:
    """The source and windows that were recognised."""
    return _Expressions(selections).transform(parsed)  # type: ignore[no-any-return]


def _words(children: list[Any]) -> tuple[str, ...]:
    return tuple(str(child) for child in children if child.type == "NAME")


def _quantity(token: Token) -> t.Quantity:
    quantity = parse_quantity(token)
    assert quantity is not None
    return quantity


class _Shared(Transformer[Token, Any]):
    def words(self, children: list[Token]) -> tuple[str, ...]:
        return _words(children)

    def fact(self, children: list[Token]) -> str:
        return str(children[0])

    def quantity(self, children: list[Token]) -> t.Quantity:
        return _quantity(children[0])

    def fact_ref(self, children: list[str]) -> t.FactRef:
        return t.FactRef(children[0])


class _Leaves(_Shared):
    """Leaves; each keeps its source text, with single spaces."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = " ".join(text.split())

    def always(self, _: list[Any]) -> t.Leaf:
        return t.Always()

    def truth(self, children: list[Any]) -> t.Leaf:
        return t.Is(children[0], ("yes",), text=self.text)

    def exists(self, children: list[Any]) -> t.Leaf:
        return t.Exists(children[0], text=self.text)

    def known(self, children: list[Any]) -> t.Leaf:
        return t.Known(children[0], text=self.text)

    def not_known(self, children: list[Any]) -> t.Leaf:
        return t.Known(children[0], negated=True, text=self.text)

    def is_words(self, children: list[Any]) -> t.Leaf:
        return t.Is(children[0], children[-1], text=self.text)

    def is_not_words(self, children: list[Any]) -> t.Leaf:
        return t.Is(children[0], children[-1], negated=True, text=self.text)

    def in_group(self, children: list[Any]) -> t.Leaf:
        return t.InGroup(children[0], str(children[-1]), text=self.text)

    def not_in_group(self, children: list[Any]) -> t.Leaf:
        return t.InGroup(children[0], str(children[-1]), negated=True, text=self.text)

    def compare(self, children: list[Any]) -> t.Leaf:
        return t.Compare(children[0], str(children[1]), children[2], text=self.text)  # type: ignore[arg-type]

    def offers(self, children: list[Any]) -> t.Leaf:
        return t.SiteOffers(str(children[-1]), text=self.text)


class _Expressions(_Shared):
    """Expressions, sources and windows; a name that is a selection becomes one."""

    def __init__(self, selections: Selections) -> None:
        super().__init__()
        self.selections = selections

    # -- expressions

    def duration(self, children: list[Token]) -> Duration:
        return _duration(children[0])

    def today(self, _: list[Any]) -> t.Today:
        return t.Today()

    def in_unit(self, children: list[Any]) -> t.InUnit:
        return t.InUnit(children[0], str(children[-1]))

    def as_of(self, children: list[Any]) -> t.AsOf:
        return t.AsOf(children[0], children[-1])

    def arithmetic(self, children: list[Any]) -> t.Arithmetic:
        left, op, right = children
        return t.Arithmetic(str(op), left, right)  # type: ignore[arg-type]

    def extreme(self, children: list[Any]) -> t.Extreme:
        parts = tuple(child for child in children if not isinstance(child, Token))
        return t.Extreme(str(children[0]), parts)  # type: ignore[arg-type]

    def span(self, children: list[Any]) -> t.Span:
        unit, _, start, _, end = children
        return t.Span(str(unit), start, end)  # type: ignore[arg-type]

    def plausible(self, children: list[Any]) -> t.PlausibleLimit:
        return t.PlausibleLimit(str(children[0]), str(children[-1]))  # type: ignore[arg-type]

    # -- takes

    def take(self, children: list[Any]) -> t.Take:
        which, source, *windows = children
        return t.Take(str(which), source, windows=tuple(windows))  # type: ignore[arg-type]

    def take_of(self, children: list[Any]) -> t.Take:
        attribute, _, which, source, *windows = children
        return t.Take(str(which), source, attribute, tuple(windows))  # type: ignore[arg-type]

    def nearest(self, children: list[Any]) -> t.Nearest:
        _, source, _, day, _, within = children
        return t.Nearest(source, day, _duration(within))

    def nearest_of(self, children: list[Any]) -> t.Nearest:
        attribute, _, _, source, _, day, _, within = children
        return t.Nearest(source, day, _duration(within), attribute)

    def any_entry(self, children: list[Any]) -> t.AnyEntry:
        _, source, *windows = children
        return t.AnyEntry(source, tuple(windows))

    def count(self, children: list[Any]) -> t.Count:
        _, source, *windows = children
        return t.Count(source, tuple(windows))

    def total(self, children: list[Any]) -> t.Total:
        _, attribute, _, source, *windows = children
        return t.Total(attribute, source, tuple(windows))

    def days_over(self, children: list[Any]) -> t.DaysOver:
        _, _, limit, _, source, *windows = children
        return t.DaysOver(int(float(limit)), source, tuple(windows))

    def decided(self, children: list[Any]) -> t.Decided:
        _, choice, *windows = children
        return t.Decided(str(choice), tuple(windows))

    # -- sources

    def each(self, children: list[Any]) -> tuple[t.Source, tuple[t.Window, ...]]:
        return children[0], tuple(children[1:])

    def source(self, children: list[Any]) -> t.Source:
        names = tuple(str(c) for c in children if isinstance(c, Token) and c.type == "NAME")
        conditions = tuple(child for child in children if not isinstance(child, Token))
        if len(names) == 1 and names[0] in self.selections:
            return t.Source((), names[0], conditions)
        return t.Source(names, None, conditions)

    def attribute(self, children: list[Token]) -> str:
        return " ".join(children[0].split())

    def attribute_is(self, children: list[Any]) -> t.Condition:
        return t.IsWord(children[0], children[-1])

    def attribute_is_not(self, children: list[Any]) -> t.Condition:
        return t.IsWord(children[0], children[-1], negated=True)

    def attribute_in(self, children: list[Any]) -> t.Condition:
        return t.InWords(children[0], str(children[-1]))

    def attribute_not_in(self, children: list[Any]) -> t.Condition:
        return t.InWords(children[0], str(children[-1]), negated=True)

    def attribute_compare(self, children: list[Any]) -> t.Condition:
        return t.AttributeCompare(children[0], str(children[1]), children[2])  # type: ignore[arg-type]

    # -- windows

    def within(self, children: list[Token]) -> t.Window:
        return t.Within(_duration(children[-1]))

    def bound(self, children: list[Any]) -> t.Window:
        return t.Bound(str(children[0]), children[1], if_any=len(children) > 2)  # type: ignore[arg-type]

    def running(self, _: list[Any]) -> t.Window:
        return t.Running()

    def from_today(self, _: list[Any]) -> t.Window:
        return t.FromToday()


def _duration(token: Token) -> Duration:
    duration = parse_duration(token)
    assert duration is not None
    return duration
