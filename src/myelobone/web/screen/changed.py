"""What has changed since a page was made: entries and person as written, and what that does to the advice."""

from __future__ import annotations

from msgspec import Struct

from ..store import reading
from ..store.models import Patient
from .look import View
from .record import Row, row

MOST = 30


class Change(Struct, frozen=True):
    """One line of the advice that is another now; empty is nothing."""

    name: str
    before: str
    after: str


class Changed(Struct, frozen=True, kw_only=True):
    """What a page that is too old did not know."""

    rows: tuple[tuple[Row, str], ...]  # an entry as it is now, what it said before
    person: bool
    advice: tuple[Change, ...]
    day: tuple[str, str] | None  # the page's day and today's, when they differ


def version_of(expected: str) -> int | None:
    """The version in a token `epoch-version`."""
    tail = expected.rpartition("-")[2]
    return int(tail) if tail.isdecimal() and len(tail) < 10 else None


def changed(view: View, patient: Patient, version: int, before: View | None, as_of: str) -> Changed:
    """What was written after a version, and how the advice of then differs from today's."""
    persons, entries = reading.changes_since(patient, version)
    history = reading.history(patient) if entries else {}
    rows = []
    for each in entries[:MOST]:
        older = [r for r in history[each.position] if r.revision == each.revision - 1]
        was = row(view.look, older[0], each.position).value if older else ""
        rows.append((row(view.look, each, each.position), was))
    today = view.data["as_of"]
    return Changed(
        rows=tuple(rows), person=bool(persons), advice=_advice(before, view) if before else (),
        day=(as_of, today) if as_of and as_of != today else None,
    )  # fmt: skip


def _advice(before: View, after: View) -> tuple[Change, ...]:
    old, new = _lines(before), _lines(after)
    return tuple(
        Change(name, old.get(name, ""), new.get(name, ""))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    )


def _lines(view: View) -> dict[str, str]:
    """What a reader would act on: facts of the banner, agents with their dose, items."""
    look = view.look
    found = {look.fact_label(name): look.fact(name) for name in view.data["banner"]}
    for agent in view.data["agents"]:
        dose = f" {view.text(agent['dose']['display'])}" if agent["dose"] else ""
        found[look.label(agent["agent"])] = look.word(agent["standing"]) + dose
    for item in view.data["items"]:
        if item["level"] != "info" and not item["id"].endswith("/refer"):
            found[view.text(item["title"])] = "✓"
    return found
