"""Entries of the record as marks: what happened, was found or decided, and what is booked ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..language.dates import iso
from ..language.screens import Lane, Shown
from ..page.look import Look
from ..record.model import Cell, Entry, Record, When
from ..record.on_day import PLANNED, STATUS
from .marks import Mark, merged
from .words import word

AHEAD = (PLANNED, "urgent")  # words of a status that make an entry a plan


def from_record(
    record: Record, look: Look, lanes: Iterable[Lane], today: int, told: Collection[str]
) -> tuple[list[Mark], int]:
    """Marks for the entries that the lanes name and that no dated item tells already.

    The second part is how many such entries have no day and cannot be drawn.
    """
    found: list[Mark] = []
    undated = 0
    for lane in lanes:
        drawn: list[Mark] = []
        for shown in lane.entries:
            for entry in record.entries:
                if entry.what != shown.term or entry.where in told or entry.same_as is not None:
                    continue
                if entry.value is not None and entry.value.word in shown.hide:
                    continue
                when = entry.on or entry.from_
                if when is None:
                    undated += 1
                elif when.low <= today or _foreseen(entry, today):
                    drawn.append(_mark(look, lane, shown, entry, when, today))
        found += _together(look, drawn) if lane.gather else drawn
    return found, undated


def _foreseen(entry: Entry, today: int) -> bool:
    """Whether an entry is a plan that was known by today."""
    return entry.plan and (entry.entered is None or entry.entered <= today)


def _mark(look: Look, lane: Lane, shown: Shown, entry: Entry, when: When, today: int) -> Mark:
    status = entry.attributes.get(STATUS)
    ahead = when.low > today or (status is not None and status.word in AHEAD)
    label = _label(look, shown, entry)
    return Mark(
        lane=lane.id,
        shape=lane.shape,
        day=when.low,
        status="upcoming" if ahead else "done",
        label=label,
        title=_title(look, entry, when),
        first=None if when.exact else when.low,
        last=None if when.exact else when.high,
        stands_for=(entry.where,),
    )


def _label(look: Look, shown: Shown, entry: Entry) -> str:
    """The term and what is shown of the entry; a value after something else stands behind a colon."""
    parts = {name: _cell(look, entry, name) for name in shown.show}
    parts = {name: part for name, part in parts.items() if part}
    label = "" if shown.bare and parts else look.term(entry.what)
    for name, part in parts.items():
        between = "" if not label else look.colon if name == "value" else " "
        label += between + part
    return label


def _cell(look: Look, entry: Entry, name: str) -> str:
    cell = entry.value if name == "value" else entry.attributes.get(name)
    return "" if cell is None else _written(look, cell)


def _written(look: Look, cell: Cell) -> str:
    return look.label(cell.word) if cell.kind == "word" and cell.doubt is None else cell.written


def _title(look: Look, entry: Entry, when: When) -> str:
    day = iso(when.low) if when.exact else f"{iso(when.low)} – {iso(when.high)}"
    head = f"{day} · {look.term(entry.what)}"
    if not when.exact:
        head += f" ({word('uncertain', look.lang)})"
    if entry.value is not None:
        head += f"{look.colon}{_written(look, entry.value)}"
    lines = [
        f"{look.label(name)}{look.colon}{_written(look, cell)}"
        for name, cell in entry.attributes.items()
    ]
    for key, text in (("by", entry.by), ("note", entry.note)):
        if text:
            lines.append(f"{word(key, look.lang)}{look.colon}{text}")
    return "\n".join([head, *lines])


def _together(look: Look, marks: list[Mark]) -> list[Mark]:
    """One mark a day for entries that a lane gathers."""
    days: dict[tuple[int, str], list[Mark]] = {}
    for mark in marks:
        days.setdefault((mark.day, mark.status), []).append(mark)
    return [
        group[0] if len(group) == 1 else merged(group, word("count", look.lang).format(len(group)))
        for group in days.values()
    ]
