"""Prints values in words of both languages, never in a way that contradicts what was decided."""

from __future__ import annotations

import re

from ..language.dates import iso
from ..language.model import Fact
from ..language.problems import Text
from .context import Context
from .trace import Tracer
from .values import EQUAL_WITHIN, Value

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)\}")
UNKNOWN = Text(zh="未知", en="unknown")
NONE_TEXT = Text(zh="无", en="none")
MOST_DIGITS = 9


def render(ctx: Context, text: Text, tracer: Tracer) -> Text:
    """A text with its placeholders filled in, in both languages."""

    def fill(lang: str, source: str) -> str:
        return PLACEHOLDER.sub(lambda found: _placeholder(ctx, tracer, found[1], lang), source)

    return Text(zh=fill("zh", text.zh), en=fill("en", text.en))


def _placeholder(ctx: Context, tracer: Tracer, name: str, lang: str) -> str:
    knowledge = ctx.program.knowledge
    if name.endswith(".date") and name[:-5] in knowledge.facts:
        entries = tracer.fact(name[:-5]).entries
        when = day_of(ctx, entries[0]) if entries else None
        return when or getattr(UNKNOWN, lang)
    return str(getattr(display(ctx, name, ctx.fact(name)), lang))


def day_of(ctx: Context, seq: int) -> str | None:
    """The day of an entry as the record has it."""
    entry = ctx.index.record.entries[seq]
    when = entry.on or entry.from_
    if when is None:
        return None
    if when.exact:
        return iso(when.low)
    return f"{iso(when.low)}/{iso(when.high)}"


def display(ctx: Context, name: str, value: Value) -> Text:
    """A value as a page prints it: with its unit, its label, or 未知 and unknown."""
    fact = ctx.program.knowledge.facts.get(name)
    if value.status == "unknown":
        return label(ctx, fact.unknown_as) if fact and fact.unknown_as else UNKNOWN
    if value.status == "none":
        return NONE_TEXT
    kind, unit = ctx.program.compiler.kind_of(name)
    if kind == "day":
        days = (
            iso(int(value.low)) if value.known else f"{iso(int(value.low))}/{iso(int(value.high))}"
        )
        return Text(zh=days, en=days)
    if value.word and kind != "number":
        return label(ctx, value.word)
    limits = ctx.program.thresholds.get(name, ()) + _rivals(ctx, name)
    figure = printed(value.low, _digits(ctx, fact), limits)
    if not value.known:
        figure = f"{figure}–{printed(value.high, _digits(ctx, fact), limits)}"
    return with_unit(ctx, figure, unit)


def _rivals(ctx: Context, name: str) -> tuple[float, ...]:
    """What the facts that a number is compared with are today."""
    values = [ctx.fact(rival) for rival in sorted(ctx.program.rivals.get(name, ()))]
    return tuple(value.low for value in values if value.known and not value.word)


def with_unit(ctx: Context, figure: str, unit: str) -> Text:
    """A figure with its unit as pages print it."""
    if unit == "1":
        return Text(zh=figure, en=figure)
    names = ctx.program.knowledge.vocabulary.unit_labels.get(unit, Text(zh=unit, en=unit))
    tight = "" if (names.zh and ord(names.zh[0]) > 0x2E80) or names.zh == "%" else " "
    return Text(zh=f"{figure}{tight}{names.zh}", en=f"{figure} {names.en}")


def printed(value: float, digits: int | None, limits: tuple[float, ...]) -> str:
    """A number with `digits` decimals, and more while the figure would sit on or across a limit."""
    if digits is None:
        return (
            f"{round(value, 3):.10g}" if _agrees(value, round(value, 3), limits) else f"{value:.9g}"
        )
    while digits < MOST_DIGITS and not _agrees(value, round(value, digits), limits):
        digits += 1
    return f"{value:.{digits}f}"


def _agrees(value: float, shown: float, limits: tuple[float, ...]) -> bool:
    return all(_side(value, limit) == _side(shown, limit) for limit in limits)


def _side(value: float, limit: float) -> int:
    difference = value - limit
    return 0 if abs(difference) <= EQUAL_WITHIN else (1 if difference > 0 else -1)


def _digits(ctx: Context, fact: Fact | None) -> int | None:
    if fact is None:
        return None
    if fact.digits is not None:
        return fact.digits
    terms = ctx.program.knowledge.vocabulary.terms
    for name in fact.terms:
        term = terms.get(name)
        if term is not None and term.digits is not None and term.value.unit == fact.unit:
            return term.digits
    return None


def label(ctx: Context, word: str) -> Text:
    """The label of a word; a word without one stands for itself."""
    knowledge = ctx.program.knowledge
    if word in knowledge.agents:
        return knowledge.agents[word].label
    return knowledge.vocabulary.labels.get(word, Text(zh=word, en=word))
