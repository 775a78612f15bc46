"""Takes: how a value is taken from the record's entries, with doubt kept at every step."""

from __future__ import annotations

from collections.abc import Callable

from ..language.dates import add
from ..language.model import Vocabulary
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

NOTHING_ABSENT: dict[str, Cell] = {}
OF_THE_DAY = ("date", "lower limit", "upper limit")
Maybe = tuple[Row, bool]  # a row, and whether it is certain to belong


class Selected:
    """The rows a source and its windows leave; `unknown` when a bound is unknown."""

    __slots__ = ("rows", "unknown")

    def __init__(self, rows: list[Maybe], unknown: bool = False) -> None:
        self.rows = rows
        self.unknown = unknown


NO_ROWS = Selected([])
Test = Callable[[Row], Truth]
Select = Callable[[Context], Selected]


def compile_select(vocabulary: Vocabulary, source: Source, windows: tuple[Window, ...]) -> Select:
    """A function giving the rows of `source` that are visible, meet the conditions and lie in the windows.

    `within` is left to the caller: some takes call an older entry stale, others skip it.
    """
    ahead = any(isinstance(window, FromToday) for window in windows)
    running = any(isinstance(window, Running) for window in windows)
    bounds = [window for window in windows if isinstance(window, Bound)]
    conditions = [_condition(vocabulary, condition) for condition in source.conditions]
    several, terms = len(source.terms) > 1, source.terms

    def select(ctx: Context) -> Selected:
        if not bounds and ctx.index.rows.keys().isdisjoint(terms):
            return NO_ROWS
        tests = [condition(ctx) for condition in conditions]
        for window in bounds:
            bound = ctx.fact(window.fact)
            if bound.status == "none":
                if window.if_any:
                    continue
                return Selected([])
            if bound.status == "unknown":
                return Selected([], unknown=True)
            tests.append(_bound(window, bound))
        if running:
            today = ctx.today
            tests.append(lambda row: _running(row, today))
        kept: list[Maybe] = []
        for term in terms:
            in_sight = sight(ctx, term, ahead)
            kept += (
                [found for row in in_sight if (found := _tested(row, tests))] if tests else in_sight
            )
        if several:
            kept.sort(key=lambda item: (item[0].high, item[0].minute, item[0].seq, item[0].part))
        return Selected(kept)

    return select


def _tested(found: Maybe, tests: list[Test]) -> Maybe | None:
    row, sure = found
    for test in tests:
        truth = test(row)
        if truth is False:
            return None
        if truth is None:
            sure = False
    return row, sure


def sight(ctx: Context, term: str, ahead: bool) -> list[Maybe]:
    """The rows of a term that are or may be visible on the day; not to be changed by the caller."""
    found = ctx.in_sight.get((term, ahead))
    if found is None:
        rows = ctx.index.rows.get(term, ())
        seen = [(row, _visible(ctx, row, ahead)) for row in rows]
        found = [(row, truth is True) for row, truth in seen if truth is not False]
        ctx.in_sight[term, ahead] = found
    return found


def visible(ctx: Context, term: str) -> list[Row]:
    """The rows of a term that certainly lie up to today and were known, in order."""
    return [row for row, sure in sight(ctx, term, False) if sure]


def _visible(ctx: Context, row: Row, ahead: bool) -> Truth:
    entry = row.entry
    told_later = entry.entered is not None and entry.entered > ctx.seen_to
    if told_later and (entry.plan or ctx.known_then):
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
    return row.low <= (ctx.today if entry.plan else ctx.seen_to)


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


def read(ctx: Context, row: Row, attribute: str) -> Value:
    """An attribute of a row as a value, the vocabulary's word for silence included."""
    if attribute in OF_THE_DAY:
        return attribute_value(row, attribute, NOTHING_ABSENT)
    found = row.read.get(attribute)
    if found is None:
        absent = ctx.index.absent_words.get(row.entry.what, NOTHING_ABSENT)
        found = row.read[attribute] = attribute_value(row, attribute, absent)
    return found


def _condition(vocabulary: Vocabulary, condition: Condition) -> Callable[[Context], Test]:
    attribute = condition.attribute
    match condition:
        case IsWord():
            return _one_of(attribute, frozenset(condition.words), condition.negated)
        case InWords():
            words = frozenset(vocabulary.groups[condition.group])
            return _one_of(attribute, words, condition.negated)
        case AttributeCompare():
            op, side = condition.op, condition.right
            # its quantity is canonical since knowledge was loaded
            constant = number(side.value) if isinstance(side, Quantity) else None

    def bind(ctx: Context) -> Test:
        right = ctx.fact(side.name) if isinstance(side, FactRef) else constant
        assert right is not None

        def against(row: Row) -> Truth:
            left = read(ctx, row, attribute)
            if left.word and right.word:
                return left.word == right.word
            return compare(op, left, right)

        return against

    return bind


def _one_of(attribute: str, allowed: frozenset[str], negated: bool) -> Callable[[Context], Test]:
    def bind(ctx: Context) -> Test:
        def test(row: Row) -> Truth:
            value = read(ctx, row, attribute)
            if value.status == "unknown":
                return None
            return (value.word in allowed) is not negated

        return test

    return bind


def could_meet(ctx: Context, row: Row, source: Source) -> bool:
    """Whether a row meets the conditions of a flattened source as far as it says."""
    vocabulary = ctx.index.vocabulary
    return all(_condition(vocabulary, c)(ctx)(row) is not False for c in source.conditions)


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
