"""Words of the vocabulary: what is said of a text that is none of those allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..language.model import Vocabulary
from ..language.problems import Text
from .messages import Fault

UNKNOWN = "unknown"
MOST_LISTED = 12


def fault(
    code: str, found: str, allowed: Iterable[str], names: Mapping[str, Text] | None = None
) -> Fault:
    """The fault of a word that is none of `allowed`; `names` are how a page prints them."""
    words = tuple(allowed)
    listed = " | ".join(words) if 0 < len(words) <= MOST_LISTED else None
    return Fault(code, found, listed, words=words, names=names or {})


def term_names(vocabulary: Vocabulary) -> dict[str, Text]:
    """The printed name of every term."""
    return {id_: term.label for id_, term in vocabulary.terms.items()}
