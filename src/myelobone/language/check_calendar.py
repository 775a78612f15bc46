"""Dates of the calendar never slide: `today` stands alone, in an item and in the facts it names."""

from __future__ import annotations

from .folder import Folder
from .ledger import SeenExpression
from .model import CasesForm, FirstForm, IsForm
from .tree import Arithmetic, Expression, Extreme, FactRef, Today


def check_calendar(folder: Folder) -> None:
    """Checks every day that a calendar item names."""
    for seen in folder.ledger.expressions:
        if seen.scope.calendar and seen.want == "day":
            slides = _slides(folder, seen.expression, frozenset())
            if slides is not None:
                _note(folder, seen, slides)


def _note(folder: Folder, seen: SeenExpression, found: str) -> None:
    folder.ledger.add("knowledge.sliding_date", seen.place, found, "today")


def _slides(folder: Folder, expression: Expression, met: frozenset[str]) -> str | None:
    """Where `today` is moved by something; spans such as `days from x to today` are no dates."""
    match expression:
        case Arithmetic(_, left, right):
            for part in (left, right):
                if isinstance(part, Today):
                    return "today"
            return _slides(folder, left, met) or _slides(folder, right, met)
        case Extreme(_, parts):
            found = (_slides(folder, part, met) for part in parts)
            return next((name for name in found if name is not None), None)
        case FactRef(name) if name not in met and name in folder.facts:
            for part in _forms(folder, name):
                if _slides(folder, part, met | {name}) is not None:
                    return name
    return None


def _forms(folder: Folder, name: str) -> tuple[Expression, ...]:
    match folder.facts[name].form:
        case IsForm(expression):
            return (expression,)
        case FirstForm(parts):
            return parts
        case CasesForm(rows):
            return tuple(row.value for row in rows if row.value is not None)
        case _:
            return ()
