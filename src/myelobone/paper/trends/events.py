"""Doses and what else may move a value, as knowledge names it, for every chart alike."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ...language.dates import iso
from ...language.model import Knowledge
from ...page.look import Look
from ...record.model import Entry, Record
from ...record.on_day import PLANNED, STATUS

DOSE = "given"


class Event(Struct, frozen=True, kw_only=True):
    """A day with what happened; doses have no letter, for they are many."""

    day: int
    text: str
    dose: bool
    letter: str = ""


def events(
    record: Record, knowledge: Knowledge, today: int, look: Look, *, known_then: bool = False
) -> list[Event]:
    """The doses and events up to a day, in order, events lettered."""
    shown = {s.term: s for s in knowledge.screens.trend_events}
    found: list[Event] = []
    for entry in record.entries:
        how = shown.get(entry.what)
        when = entry.on or entry.from_
        if (
            how is None
            or when is None
            or when.low > today
            or entry.plan
            or entry.same_as is not None
        ):
            continue
        if known_then and entry.entered is not None and entry.entered > today:
            continue
        status = entry.attributes.get(STATUS)
        if status is not None and status.word in (PLANNED, "urgent"):
            continue
        if entry.value is not None and entry.value.word in how.hide:
            continue
        text = _text(look, entry, how.show, bare=how.bare)
        found.append(Event(day=when.low, text=text, dose=entry.what == DOSE))
    return list(_lettered(sorted(found, key=lambda e: e.day)))


def _lettered(found: Iterable[Event]) -> Iterable[Event]:
    number = 0
    for event in found:
        if event.dose:
            yield event
            continue
        yield Event(day=event.day, text=event.text, dose=False, letter=_letter(number))
        number += 1


def _letter(number: int) -> str:
    """A to z, then a2 to z2."""
    turn, place = divmod(number, 26)
    return chr(ord("a") + place) + (str(turn + 1) if turn else "")


def _text(look: Look, entry: Entry, names: Iterable[str], *, bare: bool) -> str:
    parts = []
    for name in names:
        cell = entry.value if name == "value" else entry.attributes.get(name)
        if cell is not None:
            parts.append(
                look.label(cell.word)
                if cell.kind == "word" and cell.doubt is None
                else cell.written
            )
    head = [] if bare and parts else [look.term(entry.what)]
    return " ".join([*head, *parts])


def dose_runs(found: Iterable[Event]) -> list[tuple[str, int, str, str]]:
    """Alike doses that follow each other: what, how many, first and last day."""
    runs: list[tuple[str, int, str, str]] = []
    for event in found:
        if not event.dose:
            continue
        if runs and runs[-1][0] == event.text:
            text, count, first, _ = runs[-1]
            runs[-1] = (text, count + 1, first, iso(event.day))
        else:
            runs.append((event.text, 1, iso(event.day), iso(event.day)))
    return runs
