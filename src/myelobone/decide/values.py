"""What a fact may be: known, none, between two limits, or unknown with its reason.

Numbers are canonical doubles, days ordinals, yes/no the words `yes` and `no`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from ..language.tree import Comparison
from .kleene import Truth

EQUAL_WITHIN = 1e-9
OPEN_END = 2e-9

Status = Literal["known", "none", "between", "unknown"]
Why = Literal["missing", "stale", "implausible", "conflicting", "needs"]


class Value(Struct, frozen=True, gc=False, omit_defaults=True):
    """A value of a patient as of a day.

    `low` and `high` hold numbers and days (equal when known), `word` a word or text, or the unit
    of a duration. `entries` are the positions of the entries it was read from; `assumed` is the
    term whose silence was read; `shown` is an old or doubtful value, for display only.
    """

    status: Status
    low: float = 0.0
    high: float = 0.0
    word: str = ""
    why: Why | None = None
    entries: tuple[int, ...] = ()
    assumed: str = ""
    shown: str = ""

    @property
    def known(self) -> bool:
        """True for an exact value."""
        return self.status == "known"

    @property
    def usable(self) -> bool:
        """True when there is a value, exact or between limits."""
        return self.status == "known" or self.status == "between"


NONE = Value("none")
YES = Value("known", word="yes")
NO = Value("known", word="no")
NEEDS = Value("unknown", why="needs")
MISSING = Value("unknown", why="missing")


def number(low: float, high: float | None = None, entries: tuple[int, ...] = ()) -> Value:
    """A number or day, exact when `high` is absent or equal to `low`."""
    if high is None or high == low:
        return Value("known", low, low, entries=entries)
    return Value("between", low, high, entries=entries)


def word(text: str, entries: tuple[int, ...] = ()) -> Value:
    """A known word."""
    return Value("known", word=text, entries=entries)


def truth_value(truth: Truth) -> Value:
    """The yes/no word of a truth; unknown needs something."""
    if truth is None:
        return NEEDS
    return YES if truth else NO


def compare(op: Comparison, left: Value, right: Value) -> Truth:
    """`left op right` for numbers and days by the one law of comparison.

    An interval decides what all of it decides. Something that is none satisfies nothing.
    """
    if left.status == "none" or right.status == "none":
        return False
    if left.status == "unknown" or right.status == "unknown":
        return None
    return compare_limits(op, left.low - right.high, left.high - right.low)


def compare_limits(op: Comparison, low: float, high: float) -> Truth:
    """Whether a difference known to lie in [low, high] satisfies `difference op 0`."""
    if op == "=":
        if low > EQUAL_WITHIN or high < -EQUAL_WITHIN:
            return False
        return True if low >= -EQUAL_WITHIN and high <= EQUAL_WITHIN else None
    satisfies = SATISFIES[op]
    at_low, at_high = satisfies(low), satisfies(high)
    return at_low if at_low == at_high else None


SATISFIES: dict[Comparison, Callable[[float], bool]] = {
    ">=": lambda difference: difference >= -EQUAL_WITHIN,
    ">": lambda difference: difference > EQUAL_WITHIN,
    "<=": lambda difference: difference <= EQUAL_WITHIN,
    "<": lambda difference: difference < -EQUAL_WITHIN,
    "=": lambda difference: -EQUAL_WITHIN <= difference <= EQUAL_WITHIN,
}


def same(a: Value, b: Value) -> bool:
    """True when two values say the same, wherever they were read."""
    if a.status != b.status or a.word != b.word:
        return False
    if a.status == "unknown":
        return True
    return abs(a.low - b.low) <= EQUAL_WITHIN and abs(a.high - b.high) <= EQUAL_WITHIN
