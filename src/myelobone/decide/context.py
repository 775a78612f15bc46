"""One patient as of one day, while it is being evaluated: values met so far are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from .rows import RecordIndex, Row
from .values import MISSING, Value

if TYPE_CHECKING:
    from .program import Program

Evaluate = Callable[["Context"], Value]


class Context:
    """Evaluates facts on demand; never reads a clock and changes nothing outside itself.

    `given` facts win over computation (examples, questions). `clock` collects the days on which
    something could change by itself.
    """

    __slots__ = (
        "clock",
        "days",
        "given",
        "in_sight",
        "index",
        "known_then",
        "local",
        "memo",
        "program",
        "seen_to",
        "today",
    )

    def __init__(
        self,
        program: Program,
        index: RecordIndex,
        today: int,
        *,
        known_then: bool = False,
        given: Mapping[str, Value] | None = None,
    ) -> None:
        self.program = program
        self.index = index
        self.today = today
        self.seen_to = today  # of a day ahead, no more is known than on the day asked about
        self.known_then = known_then
        self.given = dict(given or {})
        self.memo: dict[str, Value] = dict(self.given)
        self.local: dict[str, Value] = {}
        self.days: dict[int, Context] = {}
        self.in_sight: dict[tuple[str, bool], list[tuple[Row, bool]]] = {}
        self.clock: set[int] = set()

    def fact(self, name: str) -> Value:
        """The value of a fact, or of `it.x` and `order.x` where one is being looked at."""
        value = self.memo.get(name)
        if value is None:
            if "." in name:
                return self.local.get(name, MISSING)
            value = self.memo[name] = self.program.facts[name](self)
        return value

    def at(self, day: int) -> Context:
        """The same record as of another day; what was given here does not hold there."""
        other = self.days.get(day)
        if other is None:
            other = Context(self.program, self.index, day, known_then=self.known_then)
            other.seen_to = min(day, self.seen_to)
            self.days[day] = other
        return other

    def with_local(self, local: Mapping[str, Value]) -> Context:
        """The same context with attributes of one entry in sight (`it.x`, `order.x`)."""
        other = Context.__new__(Context)
        for slot in Context.__slots__:
            setattr(other, slot, getattr(self, slot))
        other.local = dict(local)
        return other

    def with_index(self, index: RecordIndex, forget: Iterable[str]) -> Context:
        """The same day with another record, in which only facts in `forget` are read differently."""
        other = Context(self.program, index, self.today, known_then=self.known_then)
        other.seen_to = self.seen_to
        other.given = self.given
        memo = dict(self.memo)
        for name in forget:
            memo.pop(name, None)
        memo.update(self.given)
        other.memo = memo
        return other

    def supposing(self, given: Mapping[str, Value], forget: Iterable[str]) -> Context:
        """The same context with some facts given; everything that rests on them is forgotten."""
        other = Context(self.program, self.index, self.today, known_then=self.known_then)
        other.seen_to = self.seen_to
        memo = dict(self.memo)
        for name in forget:
            memo.pop(name, None)
        memo.update(given)
        other.memo = memo
        other.given = {**self.given, **given}
        other.days = self.days
        other.in_sight = self.in_sight
        return other
