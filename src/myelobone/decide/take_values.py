"""What each take gives: `latest` and its kin, `nearest`, `any`, `count`, `sum`, `days over`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..language.dates import add
from ..language.tree import AnyEntry, Count, DaysOver, Nearest, Source, Take, Total, Window, Within
from .context import Context, Evaluate
from .ordering import could_be, could_be_nearest, exact, farthest, unordered
from .rows import Row
from .takes import Maybe, absent_value, is_stale, read, stale_on
from .values import (
    MISSING,
    NEEDS,
    Value,
    number,
    same,
)

if TYPE_CHECKING:
    from .compiler import Compiler

CONFLICT = Value("unknown", why="conflicting")


def within_of(windows: tuple[Window, ...]) -> Within | None:
    """The `within` window, if there is one."""
    return next((window for window in windows if isinstance(window, Within)), None)


def take_one(compiler: Compiler, take: Take, absent: str | None) -> Evaluate:
    """`latest`, `previous`, `earliest`, `highest` and `lowest` as a function of a context."""
    within = within_of(take.windows)
    silent = _silent(compiler, take, absent)
    pick = _pick_by_value if take.which in ("highest", "lowest") else _pick_by_day

    select = compiler.select(take.source, take.windows)

    def evaluate(ctx: Context) -> Value:
        selected = select(ctx)
        if selected.unknown:
            return NEEDS
        if not selected.rows:
            return silent
        return pick(ctx, take, selected.rows, within, absent, silent)

    return evaluate


def _silent(compiler: Compiler, take: Take | Nearest, absent: str | None) -> Value:
    """What the take gives when there is no entry."""
    return absent_value(absent, take.attribute, compiler.terms_of(take.source.terms))


def _value(ctx: Context, row: Row, attribute: str) -> Value:
    value = read(ctx, row, attribute)
    if attribute == "date" and value.high > ctx.today and not row.entry.plan:
        return number(value.low, max(value.low, ctx.today), value.entries)
    return value


def _pick_by_day(
    ctx: Context, take: Take, rows: list[Maybe], within: Within | None, absent: str | None,
    silent: Value,
) -> Value:  # fmt: skip
    if take.which == "previous":
        if len(rows) < 2:
            return silent
        if not all(row.dated for row, _ in rows) or not all(exact(row) for row, _ in rows[-2:]):
            return CONFLICT
        if not rows[-1][1]:
            return NEEDS
        candidates = unordered(rows, rows[-2][0])
    else:
        candidates = could_be(take.which, rows)
    if not all(certain for _, certain in candidates):
        return Value("unknown", why="needs", entries=(candidates[-1][0].seq,))
    chosen = [row for row, _ in candidates]
    row = chosen[-1]
    value = _value(ctx, row, take.attribute)
    if len(chosen) > 1:
        limit = min if take.which == "earliest" else max
        others = [_value(ctx, other, take.attribute) for other in chosen]
        if take.attribute == "date" and all(other.usable for other in others):
            value = number(limit(o.low for o in others), limit(o.high for o in others), (row.seq,))
        elif not all(same(value, other) for other in others):
            return Value("unknown", why="conflicting", entries=tuple(r.seq for r in chosen))
        dated = [other for other in chosen if other.dated]
        if dated:  # whichever it is, it lies between these days
            low, high = limit(r.low for r in dated), limit(r.high for r in dated)
            row = replace(dated[-1], low=low, high=high)
    if within is not None:
        return _fresh(ctx, row, value, within, absent)
    return value


def _fresh(ctx: Context, row: Row, value: Value, within: Within, absent: str | None) -> Value:
    stale = is_stale(row, within, ctx.today)
    if stale is False:
        ctx.clock.add(stale_on(row, within))
        return value
    if row.term.kind == "state" and value.known and absent == value.word:
        return Value("known", word=value.word, assumed=row.term.id)
    return _too_old(row, value)


def _too_old(row: Row, value: Value) -> Value:
    shown = row.entry.value.written if row.entry.value else value.word
    return Value("unknown", why="stale", entries=(row.seq,), shown=shown)


def _pick_by_value(
    ctx: Context, take: Take, rows: list[Maybe], within: Within | None, absent: str | None,
    silent: Value,
) -> Value:  # fmt: skip
    kept = _not_too_old(ctx, rows, within)
    if not kept:
        return _too_old(rows[-1][0], _value(ctx, rows[-1][0], take.attribute))
    values = [_value(ctx, row, take.attribute) for row, _ in kept]
    if not all(value.usable for value in values) or not all(sure for _, sure in kept):
        return Value("unknown", why="needs", entries=tuple(row.seq for row, _ in kept))
    limit = max if take.which == "highest" else min
    low, high = limit(v.low for v in values), limit(v.high for v in values)
    best = limit(values, key=lambda v: v.low)
    return number(low, high, best.entries)


def _not_too_old(ctx: Context, rows: list[Maybe], within: Within | None) -> list[Maybe]:
    if within is None:
        return rows
    kept: list[Maybe] = []
    for row, sure in rows:
        stale = is_stale(row, within, ctx.today)
        if stale is not True:
            kept.append((row, sure and stale is False))
            if row.dated:
                ctx.clock.add(stale_on(row, within))
    return kept


def nearest(compiler: Compiler, take: Nearest, to: Evaluate, absent: str | None) -> Evaluate:
    """`nearest source to day within duration`; ties go to the later entry."""
    select = compiler.select(take.source, ())
    silent = _silent(compiler, take, absent)

    def evaluate(ctx: Context) -> Value:
        day = to(ctx)
        if not day.known:
            return day if day.status == "none" else NEEDS
        selected = select(ctx)
        if selected.unknown:
            return NEEDS
        if not selected.rows:
            return silent
        near = could_be_nearest(selected.rows, int(day.low))
        row = near[-1][0]
        if not all(certain for _, certain in near):
            return Value("unknown", why="needs", entries=(row.seq,))
        value = _value(ctx, row, take.attribute)
        if not all(same(value, _value(ctx, other, take.attribute)) for other, _ in near):
            return Value("unknown", why="conflicting", entries=tuple(r.seq for r, _ in near))
        closest = [r for r, _ in near if r.dated]  # whichever it is, it is no farther than this one
        bound = min(closest, key=lambda r: farthest(r, int(day.low)), default=row)
        for end in (bound.low, bound.high):
            first, last = sorted((end, int(day.low)))
            if add(first, take.within) < last:
                return _too_old(row, value)
        return value

    return evaluate


def any_entry(compiler: Compiler, take: AnyEntry, absent: str | None) -> Evaluate:
    """`any source windows`: yes, no, or unknown."""
    within = within_of(take.windows)
    select = compiler.select(take.source, take.windows)
    terms = compiler.terms_of(take.source.terms)
    silent = MISSING
    if absent is not None:
        word = absent if absent in ("yes", "no") else "no"
        silent = Value("known", word=word, assumed=terms[0] if terms else "")

    def evaluate(ctx: Context) -> Value:
        selected = select(ctx)
        if selected.unknown:
            return NEEDS
        rows = _not_too_old(ctx, selected.rows, within)
        sure = tuple(row.seq for row, certain in rows if certain)
        if sure:
            return Value("known", word="yes", entries=sure)
        if rows:
            return Value("unknown", why="needs", entries=tuple(row.seq for row, _ in rows))
        return silent

    return evaluate


def count(compiler: Compiler, take: Count, absent: str | None) -> Evaluate:
    """`count source windows`; unknown when it is unknown whether an entry belongs."""
    sure_rows = _sure_rows(compiler, take.source, take.windows, absent)

    def evaluate(ctx: Context) -> Value:
        rows = sure_rows(ctx)
        if isinstance(rows, Value):
            return rows
        return number(float(len(rows)), entries=tuple(row.seq for row in rows))

    return evaluate


def total(compiler: Compiler, take: Total, absent: str | None) -> Evaluate:
    """`sum attribute of source windows`."""
    sure_rows = _sure_rows(compiler, take.source, take.windows, absent)

    def evaluate(ctx: Context) -> Value:
        rows = sure_rows(ctx)
        if isinstance(rows, Value):
            return rows
        values = [_value(ctx, row, take.attribute) for row in rows]
        if not all(value.usable for value in values):
            return NEEDS
        entries = tuple(row.seq for row in rows)
        return number(sum(v.low for v in values), sum(v.high for v in values), entries)

    return evaluate


def _sure_rows(
    compiler: Compiler, source: Source, windows: tuple[Window, ...], absent: str | None
) -> Callable[[Context], list[Row] | Value]:
    """The rows that certainly belong, or what the take gives when there are none or it is unknown."""
    select, within = compiler.select(source, windows), within_of(windows)
    silent = MISSING if absent is None else _zero(compiler, source.terms)

    def sure_rows(ctx: Context) -> list[Row] | Value:
        selected = select(ctx)
        rows = _not_too_old(ctx, selected.rows, within)
        if selected.unknown or not all(sure for _, sure in rows):
            return NEEDS
        if not rows:
            return silent
        return [row for row, _ in rows]

    return sure_rows


def _zero(compiler: Compiler, names: tuple[str, ...]) -> Value:
    terms = compiler.terms_of(names)
    return Value("known", 0.0, 0.0, assumed=terms[0] if terms else "")


def days_over(compiler: Compiler, take: DaysOver, absent: str | None) -> Evaluate:
    """Days by which gaps between neighbouring entries exceed a limit, added up."""
    sure_rows = _sure_rows(compiler, take.source, take.windows, absent)

    def evaluate(ctx: Context) -> Value:
        rows = sure_rows(ctx)
        if isinstance(rows, Value):
            return rows
        if not all(row.dated and row.low == row.high for row in rows):
            return NEEDS
        days = [row.low for row in rows]
        over = sum(max(0, b - a - take.limit) for a, b in pairwise(days))
        return number(float(over), entries=tuple(row.seq for row in rows))

    return evaluate
