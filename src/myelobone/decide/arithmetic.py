"""Interval arithmetic on values: numbers, days and calendar spans; none in a formula gives none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..language.dates import Duration, DurationUnit, add, months_between, years_between
from .values import NEEDS, NONE, Value, number


def blocked(*parts: Value) -> Value | None:
    """None, or unknown, when one of the operands is; else Python's None."""
    for part in parts:
        if part.status == "none":
            return NONE
    for part in parts:
        if part.status == "unknown":
            return NEEDS
    return None


def arithmetic(op: Literal["+", "-", "*", "/"], left: Value, right: Value) -> Value:
    """`left op right` on numbers; dividing by an interval that holds zero is unknown."""
    stopped = blocked(left, right)
    if stopped is not None:
        return stopped
    match op:
        case "+":
            return number(left.low + right.low, left.high + right.high)
        case "-":
            return number(left.low - right.high, left.high - right.low)
        case "*":
            if left.known and right.known:
                return number(left.low * right.low)
            corners = [x * y for x in (left.low, left.high) for y in (right.low, right.high)]
        case "/":
            if right.low <= 0 <= right.high:
                return NEEDS
            if left.known and right.known:
                return number(left.low / right.low)
            corners = [x / y for x in (left.low, left.high) for y in (right.low, right.high)]
    return number(min(corners), max(corners))


def move(day: Value, duration: Duration, sign: int) -> Value:
    """A day moved by a calendar duration."""
    stopped = blocked(day)
    if stopped is not None:
        return stopped
    return number(add(int(day.low), duration, sign), add(int(day.high), duration, sign))


def move_by(day: Value, count: Value, unit: DurationUnit, sign: int) -> Value:
    """A day moved by a number of days, weeks, months or years that is itself a fact."""
    stopped = blocked(day, count)
    if stopped is not None:
        return stopped
    if not count.known or count.low != int(count.low):
        return NEEDS
    return move(day, Duration(int(count.low), unit), sign)


def extreme(which: Literal["higher", "lower", "later", "earlier"], parts: Sequence[Value]) -> Value:
    """The higher or lower, later or earlier of several values."""
    stopped = blocked(*parts)
    if stopped is not None:
        return stopped
    limit = max if which in ("higher", "later") else min
    return number(limit(p.low for p in parts), limit(p.high for p in parts))


def span(unit: Literal["years", "months", "days"], start: Value, end: Value) -> Value:
    """Completed years or months, or days, from one day to another."""
    stopped = blocked(start, end)
    if stopped is not None:
        return stopped
    least = _span(unit, int(start.high), int(end.low))
    most = _span(unit, int(start.low), int(end.high))
    return number(least, most)


def _span(unit: Literal["years", "months", "days"], start: int, end: int) -> float:
    match unit:
        case "years":
            return float(years_between(start, end))
        case "months":
            return float(months_between(start, end))
        case "days":
            return float(end - start)
