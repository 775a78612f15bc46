"""Takes: how a value is taken from the record's entries, with doubt kept at every step."""

from __future__ import annotations

from collections.abc import Callable

from ..language.dates import add
from ..language.tree import (
    AttributeCompare,
    Bound,
    Condition,
    FactRef,
    FromToday,
    InWords,
    IsWord,
    Quantity,
    Running,
    Source,
    Window,
    Within,
)
from ..record.model import Cell
from .context import Context
from .kleene import Truth
from .rows import Row
from .values import MISSING, NONE, Value, compare, compare_limits, number, word

Maybe = tuple[Row, bool]  # a row, and whether it is certain to belong


class Selected:
    """The rows a source and its windows leave; `unknown` when a bound is unknown."""

    __slots__ = ("rows", "unknown")

    def __init__(self, rows: list[Maybe], unknown: bool = False) -> None:
        self.rows = rows
        self.unknown = unknown


def select(ctx: Context, source: Source, windows: tuple[Window, ...]) -> Selected:
    """Rows of `source` that are visible today, meet the conditions and lie in the windows.

    `within` is left to the caller: some takes call an older entry stale, others skip it.
    """
    ahead = any(isinstance(window, FromToday) for window in windows)
    tests: list[Callable[[Row], Truth]] = [
        _condition(ctx, condition) for condition in source.conditions
    ]
    for window in windows:
        match window:
            case Bound():
                bound = ctx.fact(window.fact)
                if bound.status == "none":
                    if window.if_any:
                        continue
                    return Selected([])
                if bound.status == "unknown":
                    return Selected([], unknown=True)
                tests.append(_bound(window, bound))
            case Running():
                tests.append(lambda row: _running(row, ctx.today))
            case FromToday() | Within():
                pass
    kept: list[Maybe] = []
    for term in source.terms:
        for row in ctx.index.rows.get(term, ()):
            certain = _visible(ctx, row, ahead)
            if certain is False:
                continue
            for test in tests:
                truth = test(row)
                if truth is False:
                    certain = False
                    break
                if truth is None:
                    certain = None
            if certain is not False:
                kept.append((row, certain is True))
    if len(source.terms) > 1:
        kept.sort(key=lambda item: (item[0].high, item[0].minute, item[0].seq, item[0].part))
    return Selected(kept)


def visible(ctx: Context, term: str) -> list[Row]:
    """The rows of a term that certainly lie up to today and were known, in order."""
    return [row for row in ctx.index.rows.get(term, ()) if _visible(ctx, row, False)]


def _visible(ctx: Context, row: Row, ahead: bool) -> Truth:
    entry = row.entry
    if entry.entered is not None and entry.entered > ctx.today and (entry.plan or ctx.known_then):
        return False
    if not row.dated:
        return None if ahead else True
    if ahead:
        if row.high < ctx.today:
            return False
        if not entry.plan and row.low > ctx.today:
            return False
        return True if row.low >= ctx.today else None
    if entry.plan and row.low <= ctx.today < row.high:
        return None
    return row.low <= ctx.today


def _bound(window: Bound, bound: Value) -> Callable[[Row], Truth]:
    op = {"since": ">=", "after": ">", "before": "<", "on": "="}[window.which]

    def test(row: Row) -> Truth:
        if not row.dated:
            return None
        return compare_limits(op, row.low - bound.high, row.high - bound.low)  # type: ignore[arg-type]

    return test


def _running(row: Row, today: int) -> Truth:
    """Whether a period is open today; one without a start counts as begun."""
    entry = row.entry
    if entry.to is not None:
        if entry.to.high < today:
            return False
        if entry.to.low < today:
            return None
    if entry.from_ is None and entry.on is not None and entry.to is None:
        return True if entry.on.high >= today else None
    return True


def cell_of(row: Row, attribute: str, absent: dict[str, Cell]) -> Cell | None:
    """The cell of an attribute; a missing or `unknown` one counts as its declared word."""
    cell = row.attributes.get(attribute)
    if cell is None and attribute == "value":
        cell = row.entry.value
    if cell is None or cell.doubt == "unknown":
        default = absent.get(attribute)
        if default is not None:
            return default
    return cell


def attribute_value(row: Row, attribute: str, absent: dict[str, Cell]) -> Value:
    """An attribute of a row as a value: known, between, none or unknown with its reason."""
    seq = (row.seq,)
    match attribute:
        case "date":
            if not row.dated:
                return Value("unknown", why="missing", entries=seq)
            return number(row.low, row.high, seq)
        case "lower limit" | "upper limit":
            entry = row.entry
            limit = entry.lower_limit if attribute == "lower limit" else entry.upper_limit
            return MISSING if limit is None else number(limit, entries=seq)
    cell = cell_of(row, attribute, absent)
    if cell is None:
        return Value("unknown", why="missing", entries=seq)
    match cell.doubt:
        case None:
            pass
        case "word" | "unknown":
            return Value("unknown", why="missing", entries=seq, shown=cell.written)
        case _:
            return Value("unknown", why="implausible", entries=seq, shown=cell.written)
    if cell.kind in ("number", "day"):
        return number(cell.low, cell.high, seq)
    return word(cell.word, seq)


def right_side(ctx: Context, right: Quantity | FactRef) -> Value:
    """The right side of a condition; its quantity is canonical since knowledge was loaded."""
    return number(right.value) if isinstance(right, Quantity) else ctx.fact(right.name)


def _condition(ctx: Context, condition: Condition) -> Callable[[Row], Truth]:
    words = ctx.index.absent_words
    match condition:
        case IsWord():
            allowed = frozenset(condition.words)
        case InWords():
            allowed = frozenset(ctx.program.knowledge.vocabulary.groups[condition.group])
        case AttributeCompare():
            right = right_side(ctx, condition.right)

            def against(row: Row) -> Truth:
                left = attribute_value(row, condition.attribute, words.get(row.entry.what, {}))
                if left.word and right.word:
                    return left.word == right.word
                return compare(condition.op, left, right)

            return against
    negated = condition.negated

    def test(row: Row) -> Truth:
        value = attribute_value(row, condition.attribute, words.get(row.entry.what, {}))
        if value.status == "unknown":
            return None
        return (value.word in allowed) is not negated

    return test


def stale_on(row: Row, window: Within) -> int:
    """The first day on which the row is too old for the window."""
    return add(row.high, window.duration) + 1


def is_stale(row: Row, window: Within, today: int) -> Truth:
    """Whether a row is too old today; unknown when its inexact day may or may not be."""
    if not row.dated:
        return None
    if add(row.low, window.duration) >= today:
        return False
    return True if add(row.high, window.duration) < today else None


def absent_value(absent: str | None, attribute: str, terms: tuple[str, ...]) -> Value:
    """What a take of no entry gives: unknown, none, or the word a silent chart counts as."""
    if absent is None:
        return MISSING
    if absent == "none" or attribute != "value":
        return Value("none", assumed=terms[0]) if terms else NONE
    return Value("known", word=absent, assumed=terms[0])
