"""What is left to the doctor: the options with what speaks for and against each; nothing is preset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from ...record.model import Entry
from .agents import Dose, dose
from .look import Ground, View

DECISION = "decision"  # the contract's terms
OVERRIDE = "override"
REASON = "because"


class Detail(Struct, frozen=True, kw_only=True):
    """A detail that a decision for an option must carry."""

    name: str
    label: str
    kind: str  # quantity | word | day | text
    unit: str = ""
    words: tuple[tuple[str, str], ...] = ()


class Option(Struct, frozen=True, kw_only=True):
    """One option."""

    id: str
    label: str
    dose: Dose | None
    for_: tuple[str, ...]
    against: tuple[str, ...]
    needs_reason: bool
    details: tuple[Detail, ...]
    available: bool
    ground: Ground


class Decided(Struct, frozen=True):
    """Who chose, when, why."""

    option: str
    by: str
    on: str
    because: str
    position: int | None


class Choice(Struct, frozen=True, kw_only=True):
    """One choice."""

    id: str
    label: str
    text: str
    options: tuple[Option, ...]
    decided: Decided | None
    ground: Ground


def choices(view: View) -> tuple[Choice, ...]:
    """Every choice of the advice, the open ones first."""
    found = [_choice(view, each) for each in view.data["choices"]]
    return tuple(sorted(found, key=lambda each: each.decided is not None))


def _place(view: View, choice: str, on: str | None) -> int | None:
    """The place of the decision's entry: the last of that day for the choice."""
    found = None
    for entry, position in zip(view.chart.record.entries, view.chart.positions, strict=True):
        cell = entry.attributes.get("choose")
        if (
            entry.what == DECISION
            and cell is not None
            and cell.word == choice
            and _day(entry) == on
        ):
            found = position
    return found


def _day(entry: Entry) -> str:
    when = entry.on
    return date.fromordinal(when.low).isoformat() if when is not None and when.exact else ""


def _choice(view: View, choice: Mapping[str, Any]) -> Choice:
    decided = None
    if choice["chosen"]:
        said = choice["decided"] or {}
        decided = Decided(
            view.look.label(choice["chosen"]), said.get("by") or "", said.get("on") or "",
            said.get("because") or "", _place(view, choice["id"], said.get("on")),
        )  # fmt: skip
    return Choice(
        id=choice["id"], label=view.look.label(choice["id"]), text=view.text(choice.get("text")),
        options=tuple(_option(view, each) for each in choice["options"]), decided=decided,
        ground=view.ground(choice),
    )  # fmt: skip


def _option(view: View, option: Mapping[str, Any]) -> Option:
    needs = [name for name in option.get("needs") or () if name != REASON]
    return Option(
        id=option["id"], label=view.text(option["label"]),
        dose=dose(view, option["dose"]) if option.get("dose") else None,
        for_=tuple(view.text(each) for each in option.get("for") or ()),
        against=tuple(view.text(each) for each in option.get("against") or ()),
        needs_reason=bool(option.get("needs_reason")), details=tuple(detail(view, n) for n in needs),
        available=option.get("available", True), ground=view.ground(option),
    )  # fmt: skip


def detail(view: View, name: str) -> Detail:
    """A detail of a decision as a field."""
    shape = view.knowledge.vocabulary.terms[DECISION].attributes[name]
    label = view.look.text(shape.label) if shape.label else view.look.label(name)
    return Detail(
        name=name, label=label, kind=shape.kind, unit=view.look.unit(shape.unit),
        words=tuple((word, view.look.label(word)) for word in shape.values),
    )  # fmt: skip
