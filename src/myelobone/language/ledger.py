"""What was met while reading a folder: every name, leaf, expression and text with its place.

Reading only notes; the `check_*` modules look names and kinds up once everything is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct

from .messages import MESSAGES
from .model import Given
from .problems import Problem, Text, nearest
from .tree import Expression, Leaf, Source, Window

MOST_ALLOWED = 12


class Scope(Struct, frozen=True):
    """Who is speaking: `owner` names the part; `each` is the source behind `it.`.

    `order` allows `order.`; `ignorance` says whether `is not known` may stand here.
    """

    owner: str = ""
    each: Source | None = None
    order: bool = False
    ignorance: bool = False
    dose: bool = False
    calendar: bool = False


class Use(Struct, frozen=True):
    """A name that was used: of what sort, and where."""

    sort: str
    name: str
    place: str


class SeenLeaf(Struct, frozen=True):
    """A leaf that was read."""

    leaf: Leaf
    place: str
    scope: Scope


class SeenExpression(Struct, frozen=True):
    """An expression that was read, and the kind of value it must give."""

    expression: Expression
    place: str
    scope: Scope
    want: str


class SeenSource(Struct, frozen=True):
    """A source that was read."""

    source: Source
    windows: tuple[Window, ...]
    place: str
    scope: Scope


class SeenText(Struct, frozen=True):
    """A text whose digits and placeholders are checked."""

    text: Text
    place: str
    scope: Scope


class Ledger:
    """Collects what was read, and every problem."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.uses: list[Use] = []
        self.leaves: list[SeenLeaf] = []
        self.expressions: list[SeenExpression] = []
        self.sources: list[SeenSource] = []
        self.texts: list[SeenText] = []
        self.given: list[tuple[Given, str, Scope]] = []
        self.strengths: list[tuple[str, tuple[str, ...], str]] = []
        self.selections: frozenset[str] = frozenset()
        self.facts: frozenset[str] = frozenset()  # every name that a facts file defines
        self.broken: set[str] = set()  # facts that could not be read; reported once
        self._met: set[tuple[str, str, str | None]] = set()

    def add(
        self,
        code: str,
        place: str,
        found: str | None = None,
        allowed: Iterable[str] | str | None = None,
        nearest: str | None = None,
    ) -> None:
        """Notes a problem, once."""
        key = (code, place, found)
        if key in self._met:
            return
        self._met.add(key)
        if allowed is not None and not isinstance(allowed, str):
            words = list(allowed)
            allowed = " · ".join(words[:MOST_ALLOWED]) + (" …" if len(words) > MOST_ALLOWED else "")
        message = MESSAGES[code]
        self.problems.append(
            Problem(
                code=code,
                where=place,
                found=found,
                allowed=allowed or None,
                nearest=nearest,
                message=message,
            )
        )

    def unknown(self, code: str, place: str, name: str, allowed: Iterable[str]) -> None:
        """Notes an unknown name, with the nearest known one."""
        names = sorted(set(allowed)) if isinstance(allowed, set | frozenset) else list(allowed)
        likely = names if len(names) <= MOST_ALLOWED else get_close_matches(name, names, 5, 0.55)
        self.add(code, place, name, likely, nearest(name, names))

    def use(self, sort: str, name: str, place: str) -> None:
        """Notes a use of a name."""
        self.uses.append(Use(sort, name, place))

    def leaf(self, leaf: Leaf, place: str, scope: Scope) -> None:
        """Notes a leaf."""
        self.leaves.append(SeenLeaf(leaf, place, scope))

    def expression(self, expression: Expression, place: str, scope: Scope, want: str) -> None:
        """Notes an expression."""
        self.expressions.append(SeenExpression(expression, place, scope, want))

    def source(self, source: Source, windows: tuple[Window, ...], place: str, scope: Scope) -> None:
        """Notes a source."""
        self.sources.append(SeenSource(source, windows, place, scope))

    def text(self, text: Text, place: str, scope: Scope) -> None:
        """Notes a text."""
        self.texts.append(SeenText(text, place, scope))
