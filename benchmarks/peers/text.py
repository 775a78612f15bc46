"""Our trees as one line of an expression language, in the wording that zen and rule-engine share."""

from __future__ import annotations

from collections.abc import Callable
from json import dumps

from ..two_valued import (
    SIDE,
    Among,
    Apart,
    Beyond,
    Both,
    Condition,
    Either,
    Fixed,
    Given,
    NoneThere,
    Same,
    lower,
)
from ..work import Row, Work, none_flag


def decisions(work: Work, listed: Callable[[str, tuple[str, ...]], str]) -> list[str]:
    """Every decision of the work as an expression that gives true, false, null or a dose.

    `listed` writes that a fact is one of several words, where the languages differ.
    """
    rules = []
    for tree in work.rules.values():
        yes, no = lower(tree, work.words)
        rules.append(f"{condition(yes, listed)} ? true : ({condition(no, listed)} ? false : null)")
    return rules + [table(each.by, each.rows) for each in work.tables]


def table(by: str, rows: tuple[Row, ...]) -> str:
    """A dose table: nothing for an unknown fact, else the first row that fits."""
    text = "null"
    for row in reversed(rows):
        bounds = " and ".join(f"{by} {op} {limit + SIDE[op]!r}" for op, limit in row.bounds)
        text = f"(({bounds}) ? {dumps(row.gives)} : {text})"
    return f"({by} == null) ? null : {text}"


def condition(made: Condition, listed: Callable[[str, tuple[str, ...]], str]) -> str:
    """A two-valued condition in brackets."""
    match made:
        case Fixed(holds):
            return "true" if holds else "false"
        case Both(parts):
            return f"({' and '.join(condition(part, listed) for part in parts) or 'true'})"
        case Either(parts):
            return f"({' or '.join(condition(part, listed) for part in parts) or 'false'})"
        case Given(fact, given):
            return f"({fact} {'!=' if given else '=='} null)"
        case NoneThere(fact, none):
            return f"({none_flag(fact)} == {'true' if none else 'false'})"
        case Among(fact, (word,), inside):
            return f"({fact} {'==' if inside else '!='} {dumps(word)})"
        case Among(fact, words, inside):
            return f"({listed(fact, words)})" if inside else f"(not ({listed(fact, words)}))"
        case Beyond(fact, op, limit):
            return f"({fact} {op} {limit!r})"
        case Apart(fact, other, op, limit):
            return f"({fact} - {other} {op} {limit!r})"
        case Same(fact, other, same):
            return f"({fact} {'==' if same else '!='} {other})"
    raise TypeError(made)
