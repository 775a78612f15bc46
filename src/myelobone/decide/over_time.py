"""Facts over time: what each was on every day on which it changed, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec.structs import replace

from ..language.dates import iso, ordinal
from ..language.model import Fact, Knowledge
from ..record.model import Record
from ..record.on_day import jumps
from .context import Context
from .fact_out import fact_out
from .output_items import FactOut, Out
from .patient_on import day_number
from .program import program_of
from .rows import RecordIndex
from .run import Run


class Point(Out, frozen=True, kw_only=True):
    """What a fact was from a day on, until the next point."""

    on: str
    fact: FactOut


class Series(Out, frozen=True, kw_only=True):
    """Facts from one day to another; each has a point on the first day and on every day of change."""

    patient: str
    start: str
    end: str
    facts: dict[str, tuple[Point, ...]]

    def at(self, name: str, day: str | date) -> FactOut:
        """The fact as an advice as of that day shows it.

        Raises KeyError for a fact that was not asked for, ValueError for a day outside the series.
        """
        wanted = iso(day_number(day))
        if not self.start <= wanted <= self.end:
            raise ValueError(f"{wanted} is not within {self.start} to {self.end}")
        point = next(each for each in reversed(self.facts[name]) if each.on <= wanted)
        if point.fact.age_days is None:
            return point.fact
        older = ordinal(wanted) - ordinal(point.on)
        return replace(point.fact, age_days=point.fact.age_days + older)

    def to_json(self) -> bytes:
        """The series as JSON, the same bytes for the same record, days and knowledge."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)


def series(
    record: Record,
    facts: Iterable[str],
    start: str | date,
    end: str | date,
    knowledge: Knowledge,
    *,
    known_then: bool = False,
) -> Series:
    """The values of facts on each day from `start` to `end` on which one of them changed.

    Raises KeyError for a name that is no fact, ValueError when a day is none or `end` lies before
    `start`.
    """
    first, last = day_number(start), day_number(end)
    if last < first:
        raise ValueError(f"{iso(last)} lies before {iso(first)}")
    wanted = [_fact(knowledge, name) for name in dict.fromkeys(facts)]
    points: dict[str, list[Point]] = {fact.id: [] for fact in wanted}
    for run in _days(record, knowledge, range(first, last + 1), known_then):
        day = run.ctx.today
        for fact in wanted:
            shown = fact_out(run, fact)
            known = points[fact.id]
            if not known or not _same(known[-1], shown, day):
                known.append(Point(on=iso(day), fact=shown))
    return Series(
        patient=record.patient.id, start=iso(first), end=iso(last),
        facts={name: tuple(found) for name, found in points.items()},
    )  # fmt: skip


def _fact(knowledge: Knowledge, name: str) -> Fact:
    fact = knowledge.facts.get(name)
    if fact is None or fact.kind == "entries":
        raise KeyError(name)
    return fact


def facts_on(
    record: Record,
    facts: Iterable[str],
    days: Iterable[int],
    knowledge: Knowledge,
    *,
    known_then: bool = False,
) -> dict[str, tuple[Point, ...]]:
    """Facts as an advice as of each of some days (ordinals) shows them: a point a day, in that order.

    Raises KeyError for a name that is no fact.
    """
    wanted = [_fact(knowledge, name) for name in dict.fromkeys(facts)]
    points: dict[str, list[Point]] = {fact.id: [] for fact in wanted}
    for run in _days(record, knowledge, days, known_then):
        for fact in wanted:
            points[fact.id].append(Point(on=iso(run.ctx.today), fact=fact_out(run, fact)))
    return {name: tuple(found) for name, found in points.items()}


def _days(
    record: Record, knowledge: Knowledge, days: Iterable[int], known_then: bool
) -> Iterable[Run]:
    """One run a day; the rows of the record are laid out anew when other values wait to be confirmed."""
    program = program_of(knowledge)
    index: RecordIndex | None = None
    for day in days:
        waiting = jumps(record, knowledge.vocabulary, day, known_then=known_then)
        doubted = frozenset(jump.entry.seq for jump in waiting)
        if index is None or index.doubted != doubted:
            index = RecordIndex(record, knowledge.vocabulary, doubted, program.compiler.shape)
        yield Run(Context(program, index, day, known_then=known_then))


def _same(point: Point, shown: FactOut, day: int) -> bool:
    """Whether a fact says on a day what it said at a point, but for growing older."""
    if point.fact.age_days is None or shown.age_days is None:
        return point.fact == shown
    grown = day - ordinal(point.on)
    return replace(point.fact, age_days=point.fact.age_days + grown) == shown
