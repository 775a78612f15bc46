"""Parses one line of knowledge, a leaf, an expression or a source, into its tree.

The grammar is `grammar.lark`; lark is imported on first use, so that a compiled knowledge starts
without it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .dates import Duration, DurationUnit
from .tree import Expression, Leaf, Quantity, Source, Window

if TYPE_CHECKING:
    from lark import Lark

Selections = frozenset[str]


class SyntaxFault(Exception):
    """Raised for a line that the grammar does not allow; `column` counts from 0 in the line."""

    def __init__(
        self, code: str, column: int, found: str, allowed: tuple[str, ...], nearest: str | None
    ) -> None:
        self.code, self.column, self.found = code, column, found
        self.allowed, self.nearest = allowed, nearest
        super().__init__(f"{code} at {column}: {found}; allowed: {', '.join(allowed)}")


def parse_leaf(text: str) -> Leaf:
    """One leaf; raises SyntaxFault."""
    from .build import build_leaf

    return build_leaf(_parse(text, "leaf"), text)


def parse_expression(text: str, selections: Selections = frozenset()) -> Expression:
    """One expression; names in `selections` are selections, not terms. Raises SyntaxFault."""
    from .build import build_expression

    return build_expression(_parse(text, "expression"), selections)


def parse_source(
    text: str, selections: Selections = frozenset()
) -> tuple[Source, tuple[Window, ...]]:
    """A source and its windows; raises SyntaxFault."""
    from .build import build_source

    return build_source(_parse(text, "each"), selections)


_DURATION = re.compile(r"(\d+) +(hour|day|week|month|year)s?")
_QUANTITY = re.compile(r"(-?\d+(?:\.\d+)?)(?: +(\S+))?")


def parse_duration(text: str) -> Duration | None:
    """`28 days` as a duration, or None."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return None
    unit: DurationUnit = match[2] + "s"  # type: ignore[assignment]
    return Duration(int(match[1]), unit)


def parse_quantity(text: str) -> Quantity | None:
    """`2.9 mmol/L` as a quantity, or None; whether the unit exists is not looked at."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or _DURATION.fullmatch(text.strip()):
        return None
    return Quantity(float(match[1]), match[2] or "1")


@lru_cache(maxsize=1)
def _grammar() -> Lark:
    from lark import Lark

    return Lark(
        Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"),
        parser="lalr",
        start=["leaf", "expression", "each"],
        maybe_placeholders=False,
        propagate_positions=False,
    )


def _parse(text: str, start: str) -> Any:
    from lark.exceptions import UnexpectedInput

    if "\n" in text:
        text = text.replace("\n", " ")
    try:
        return _grammar().parse(text, start=start)
    except UnexpectedInput as error:
        from .grammar_words import fault

        raise fault(error, text) from None
