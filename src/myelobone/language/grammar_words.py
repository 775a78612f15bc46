"""Says in plain words what a line may hold where the grammar stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .parse import SyntaxFault
from .problems import nearest

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput

RESERVED = frozenset({
    "always", "exists", "is", "known", "not", "in", "or", "and", "of", "to", "on", "as", "if",
    "any", "site", "offers", "from", "today", "where", "within", "since", "after", "before",
    "running", "plausible", "nearest", "count", "sum", "over", "between", "decided", "latest",
    "previous", "earliest", "highest", "lowest", "higher", "lower", "later", "earlier", "years",
    "months", "days", "this", "it", "order", "none", "all",
})  # fmt: skip

_WORDS = {
    "NAME": "a name", "LOCAL": "it.attribute", "QUANTITY": "a number with its unit",
    "DURATION": "a duration such as 28 days", "UNIT": "a unit", "COMPARISON": "< <= = >= >",
    "WHICH": "latest, previous or earliest", "RANKED": "highest or lowest",
    "EXTREME": "higher, later or earlier", "LOWER": "lower", "SPAN": "years, months or days",
    "LIMIT": "lower limit or upper limit", "PLUS": "+", "MINUS": "-", "TIMES": "*",
    "OVER_SIGN": "/", "LPAR": "(", "RPAR": ")", "$END": "the end of the line",
}  # fmt: skip


def fault(error: UnexpectedInput, text: str) -> SyntaxFault:
    """The fault behind a lark error, its column counted from 0."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    expected: set[str] = set()
    column = error.pos_in_stream
    if isinstance(error, UnexpectedToken):
        expected = set(error.accepts or error.expected)
        if error.token.type == "$END":
            column = len(text)
    elif isinstance(error, UnexpectedCharacters):
        expected = set(error.allowed or ())
    column = len(text) if column is None or column < 0 else column
    found = _word_at(text, column)
    code = "knowledge.syntax"
    if found.startswith(","):
        code = "knowledge.comma"
    elif found[:1] in "[]{}" and found:
        code = "knowledge.bracket"
    allowed = _readable(expected)
    words = [word for name in allowed for word in name.replace(" or ", ", ").split(", ")]
    near = nearest(found, words) if found else None
    return SyntaxFault(code, column, found or "the end of the line", allowed, near)


def _word_at(text: str, column: int) -> str:
    rest = text[column:].split()
    return rest[0] if rest else ""


def _readable(expected: set[str]) -> tuple[str, ...]:
    names = (_WORDS.get(name, name.lower()) for name in expected if not name.startswith("__"))
    return tuple(sorted(names, key=lambda word: (word == "the end of the line", word)))
