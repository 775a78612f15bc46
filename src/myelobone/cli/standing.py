"""The line that every result carries which is no advice: which edition it is from, and whether it is signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from ..decide.knowledge_ref import knowledge_ref, review_of
from ..language.model import Knowledge
from ..page.layout import Line, Span
from ..page.standing import standing
from ..page.words import Lang, word
from .screen import say_bytes


def standing_line(knowledge: Knowledge, lang: Lang) -> Line:
    """Edition, whether it is a working copy, whether it is signed."""
    return (Span(standing_text(knowledge, lang), "dim"),)


def standing_text(knowledge: Knowledge, lang: Lang) -> str:
    """The same as text."""
    return f"{word('knowledge', lang)} {standing(as_data(knowledge), lang)}"


def with_review(found: Iterable[object], knowledge: Knowledge) -> list[dict[str, Any]]:
    """Results that stand in a list, each with how far the edition that it is from is signed."""
    review = review_of(knowledge.edition)
    return [{**msgspec.to_builtins(each), "review": review} for each in found]


def say_with_knowledge(found: object, knowledge: Knowledge) -> None:
    """Prints a result as JSON, with the edition that it is from as an advice names it."""
    body = {**msgspec.to_builtins(found), "knowledge": as_data(knowledge)}
    say_bytes(msgspec.json.format(msgspec.json.encode(body), indent=2))


def as_data(knowledge: Knowledge) -> dict[str, Any]:
    """What an advice calls `knowledge`."""
    found: dict[str, Any] = msgspec.to_builtins(knowledge_ref(knowledge))
    return found
