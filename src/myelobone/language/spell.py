"""Writes expressions, sources and leaves back as the knowledge language spells them."""

from __future__ import annotations

from . import tree as t
from .dates import Duration


def spell(node: t.Expression | t.Tree | t.Source | t.Condition | t.Window) -> str:
    """The text of a node, which reads back as the same node; compound parts stand in parentheses."""
    match node:
        case t.Quantity(value, unit):
            return f"{value:.12g}" if unit == "1" else f"{value:.12g} {unit}"
        case Duration(count, unit):
            return f"{count} {unit}"
        case t.FactRef(name):
            return name
        case t.InUnit(fact, unit):
            return f"{fact} in {unit}"
        case t.AsOf(fact, day):
            return f"{fact} as of {day}"
        case t.Arithmetic(op, left, right):
            chained = isinstance(left, t.Arithmetic) and (op in "+-" or left.op in "*/")
            first = spell(left) if chained else _inner(left)
            return f"{first} {op} {_inner(right)}"
        case t.Extreme(which, parts):
            return f"{which} of " + " and ".join(_inner(part) for part in parts)
        case t.Span(unit, start, end):
            return f"{unit} from {_inner(start)} to {_inner(end)}"
        case t.PlausibleLimit(which, term):
            return f"{which} plausible {term}"
        case t.Today() | t.Running() | t.FromToday() | t.Always():
            return {"Today": "today", "Running": "running", "FromToday": "from today"}.get(
                type(node).__name__, "always"
            )
        case t.Take() | t.Nearest() | t.AnyEntry() | t.Count() | t.Total() | t.DaysOver():
            return _take(node)
        case t.Decided(choice, windows):
            return f"decided {choice}{_after(windows)}"
        case t.Within(duration):
            return f"within {spell(duration)}"
        case t.Bound(which, fact, if_any):
            return f"{which} {fact}{' if any' if if_any else ''}"
        case t.Source(terms, selection, conditions):
            where = " where " + " and ".join(map(spell, conditions)) if conditions else ""
            return (selection or " or ".join(terms)) + where
        case _:
            return _answerable(node)


def _take(node: t.Expression) -> str:
    match node:
        case t.Take(which, source, attribute, windows):
            return f"{_of(attribute)}{which} {spell(source)}{_after(windows)}"
        case t.Nearest(source, to, within, attribute):
            return f"{_of(attribute)}nearest {spell(source)} to {_inner(to)} within {spell(within)}"
        case t.AnyEntry(source, windows):
            return f"any {spell(source)}{_after(windows)}"
        case t.Count(source, windows):
            return f"count {spell(source)}{_after(windows)}"
        case t.Total(attribute, source, windows):
            return f"sum {attribute} of {spell(source)}{_after(windows)}"
        case t.DaysOver(limit, source, windows):
            return f"days over {limit} between {spell(source)}{_after(windows)}"
    raise TypeError(node)


def _answerable(node: object) -> str:
    """Conditions of a source, leaves, and trees on one line."""
    match node:
        case t.IsWord(subject, words, negated) | t.Is(subject, words, negated):
            return f"{subject} is {'not ' if negated else ''}{' or '.join(words)}"
        case t.InWords(subject, group, negated) | t.InGroup(subject, group, negated):
            return f"{subject} {'not ' if negated else ''}in {group}"
        case t.AttributeCompare(subject, op, right) | t.Compare(subject, op, right):
            return f"{subject} {op} {spell(right)}"
        case t.Exists(fact):
            return f"{fact} exists"
        case t.Known(fact, negated):
            return f"{fact} is {'not ' if negated else ''}known"
        case t.SiteOffers(word):
            return f"site offers {word}"
        case t.All(parts) | t.AnyOf(parts) | t.NoneOf(parts):
            name = {"All": "all", "AnyOf": "any"}.get(type(node).__name__, "none")
            return f"{name}: [" + "; ".join(map(spell, parts)) + "]"
    raise TypeError(node)


def _inner(node: t.Expression) -> str:
    simple = isinstance(node, t.Quantity | t.FactRef | t.Today | Duration)
    return spell(node) if simple else f"({spell(node)})"


def _of(attribute: str) -> str:
    return "" if attribute == "value" else f"{attribute} of "


def _after(windows: tuple[t.Window, ...]) -> str:
    return "".join(f" {spell(window)}" for window in windows)
