"""What is missing, the most telling first, each with a field where one entry answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ...language.model import Term
from .look import View

MOST = 5  # changes named for one question
DECISIVE = "agents."
SHORT = 12  # words offered in a field; more need the whole form


class Field(Struct, frozen=True, kw_only=True):
    """A field that makes one entry: a number with a choice of units, or one of a few words."""

    kind: str  # quantity | words
    units: tuple[tuple[str, str], ...] = ()  # as an entry writes it, as a page prints it
    words: tuple[tuple[str, str], ...] = ()


class Question(Struct, frozen=True, kw_only=True):
    """One thing that is missing; `field` None asks for the whole form."""

    term: str
    label: str
    why: str
    together: str
    changes: tuple[str, ...]
    more: int
    decisive: bool
    field: Field | None


def questions(view: View) -> tuple[Question, ...]:
    """Every question in the advice's order, those on which an agent hangs first."""
    found = [_question(view, each) for each in view.data["questions"]]
    return tuple(sorted(found, key=lambda each: not each.decisive))


def field_of(view: View, name: str) -> Field | None:
    """The field of a term whose entry is a day and a value, None where it needs more."""
    term = view.knowledge.vocabulary.terms.get(name)
    if term is None or _needs_more(term):
        return None
    if term.value.kind == "quantity":
        units = (term.value.unit or "", *term.value.also)
        return Field(
            kind="quantity", units=tuple((unit, view.look.unit(unit)) for unit in units if unit)
        )
    if 0 < len(term.value.values) <= SHORT:
        return Field(
            kind="words", words=tuple((word, view.look.label(word)) for word in term.value.values)
        )
    return None


def _needs_more(term: Term) -> bool:
    return term.by is not None or any(each.required for each in term.attributes.values())


def _question(view: View, asked: Mapping[str, Any]) -> Question:
    paths = asked["would_change"]
    waiting = [path for path in paths if path.startswith(DECISIVE)]
    named = dict.fromkeys(view.look.output(path) for path in (*waiting, *paths))
    changes = list(named)
    return Question(
        term=asked["fact"], label=view.look.term(asked["fact"]), why=view.look.why(asked["why"]),
        together=view.look.terms(asked["with"]), changes=tuple(changes[:MOST]),
        more=max(0, len(changes) - MOST), decisive=bool(waiting), field=field_of(view, asked["fact"]),
    )  # fmt: skip
