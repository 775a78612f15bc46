"""The head of the page: how it stands, in the facts that knowledge names, and what else must be known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from .look import Fact, View


class State(Struct, frozen=True, kw_only=True):
    """How it stands: the first fact before all others; the course in short."""

    first: Fact | None
    first_unknown: bool
    facts: tuple[Fact, ...]
    course: tuple[Fact, ...]


class Assumed(Struct, frozen=True):
    """What the record does not say and how it is read, by the value it is taken to have."""

    value: str
    names: tuple[tuple[str, str], ...]  # name, why


class Margin(Struct, frozen=True, kw_only=True):
    """A value close to a limit."""

    fact: Fact
    limit: str
    flips: str
    changes: str


class Problem(Struct, frozen=True, kw_only=True):
    """What the record holds that could not be used."""

    where: str
    position: int | None
    code: str
    text: str
    found: str
    allowed: str
    nearest: str


def state(view: View) -> State:
    """How it stands with the patient."""
    named = view.knowledge.screens.state
    facts = tuple(view.fact(name) for name in named)
    first = view.data["facts"].get(named[0], {}) if named else {}
    return State(
        first=facts[0] if facts else None,
        first_unknown=first.get("status") != "known" or first.get("why") is not None,
        facts=facts[1:], course=tuple(view.fact(name) for name in view.knowledge.screens.course),
    )  # fmt: skip


def assumed(view: View) -> tuple[Assumed, ...]:
    """One line for each reading of silence."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for each in view.data["assumed"]:
        name = (view.look.term(each["what"]), view.text(each["because"]))
        found.setdefault(view.look.label(each["value"]), {})[name] = None
    return tuple(Assumed(value, tuple(names)) for value, names in found.items())


def margins(view: View) -> tuple[Margin, ...]:
    """Values within the error of a limit."""
    return tuple(_margin(view, each) for each in view.data["margins"])


def _margin(view: View, margin: Mapping[str, Any]) -> Margin:
    return Margin(
        fact=view.fact(margin["fact"]),
        limit=f"{margin['threshold']:g} {view.look.unit(margin['unit'])}".strip(),
        flips=view.text(margin["flips_at"]),
        changes=view.look.separator.join(
            dict.fromkeys(view.look.output(path) for path in margin["would_change"])
        ),
    )  # fmt: skip


def problems(view: View) -> tuple[Problem, ...]:
    """What was not used, with the place of its entry."""
    return tuple(
        Problem(
            where=each["where"], position=view.position(each["where"]), code=each["code"],
            text=view.text(each["message"]), found=str(each.get("found") or ""),
            allowed=str(each.get("allowed") or ""), nearest=str(each.get("nearest") or ""),
        )
        for each in view.data["problems"]
    )  # fmt: skip
