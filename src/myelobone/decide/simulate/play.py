"""Plays the coming months: from one day on which something is due or changes to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from ...language.dates import iso, ordinal
from ...language.model import Knowledge
from ...language.problems import Problem, Refused, Text
from ...record.amend import enter
from ...record.model import Record
from .. import choices
from ..advise import advise
from ..compare import compare
from ..next_change import next_change
from ..outcome import Outcome, evaluate
from ..output import Advice
from ..patient_on import day_number, patient_on
from ..planned import plan_id as planned_id
from . import acts
from .curve import told_on, value_on
from .given import CURVED, SOURCE, Given, Plot, read_plot
from .model import Act, Assumed, Basis, Day, Left, Simulation
from .signs import ahead, answers, day_of, outdated, same_thing, telling

MOST_DAYS = 3653
MOST_STEPS = 1000  # days looked at; far more than ten years of care need
MOST_ROUNDS = 12  # within one day: tests, then doses, then what they bring
TOO_LONG = Text("日数应在 1 至 3653 之间", "Between 1 and 3653 days can be played")


def simulate(
    record: Record,
    as_of: str | date,
    knowledge: Knowledge,
    *,
    until: str | date,
    values: Given = (),
    events: Given = (),
    decide: Given = (),
) -> Simulation:
    """The months from `as_of` to `until`, everything due being done on its day; nothing is stored.

    `values` are `TERM=VALUE`, with `from DAY` (at once) or `by DAY` (in a straight line); `events`
    are entries `TERM=VALUE on DAY`; `decide` says `CHOICE=OPTION` for when the choice is put. Where
    nothing is given the last known value is repeated; what was never known stays unknown. Pure:
    the same arguments give the same bytes. Raises Refused when something given cannot be used,
    ValueError for a day that is none.
    """
    first, last = day_number(as_of), day_number(until)
    if not 1 <= last - first <= MOST_DAYS:
        raise Refused(
            [Problem(code="simulate.days", where="days", found=str(last - first),
                     allowed=f"1–{MOST_DAYS}", message=TOO_LONG)]
        )  # fmt: skip
    plot = read_plot(record, knowledge.vocabulary, first, iso(first), values, events, decide)
    return _Play(record, knowledge, plot, first, last).run()


class _Play:
    """The record as it grows, and what was met on the way."""

    def __init__(
        self, record: Record, knowledge: Knowledge, plot: Plot, first: int, last: int
    ) -> None:
        self.began = record
        self.record = record
        self.raws: list[dict[str, Any]] = list(json.loads(record.document).get("entries") or [])
        self.knowledge = knowledge
        self.plot = plot
        self.first = first
        self.last = last
        self.values: dict[tuple[str, str, str], Assumed] = {}
        self.used: set[str] = set()

    def run(self) -> Simulation:
        """Every day on which something was done or changed."""
        start = shown = advise(self.record, iso(self.first), self.knowledge)
        days: list[Day] = []
        before: set[tuple[object, ...]] = set()
        said: object = None
        day: int | None = self.first
        played, steps = self.first, 0
        while day is not None and steps < MOST_STEPS:
            steps += 1
            played = day
            done, left, outcome, advice = self._day(day, said)
            keys = {same_thing(each) for each in left}
            newly = tuple(each for each in left if same_thing(each) not in before)
            before, said = keys, answers(outcome)
            changes = () if advice is None else compare(shown, advice)
            shown = shown if advice is None else advice
            if done or newly or any(telling(change) for change in changes):
                days.append(
                    Day(on=iso(day), acts=done, left=left, newly_left=newly, changes=changes,
                        overdue=tuple(planned_id(p) for p in outcome.planned if p.status == "overdue"),
                        next=ahead(outcome, day), advice=advice)
                )  # fmt: skip
            day = self._following(outcome, day)
        complete = day is None
        return Simulation(
            as_of=iso(self.first), until=iso(self.last),
            played_until=iso(self.last) if complete else iso(played), complete=complete,
            patient=start.patient, knowledge=start.knowledge, program=start.program,
            record_digest=start.record_digest, values=tuple(self.values.values()),
            events=tuple({"text": each.text, "on": iso(each.day)} for each in self.plot.events),
            decisions=tuple({"choose": each.choice, **each.keys} for each in self.plot.decisions),
            unused=tuple(self._unused()), start=start, days=tuple(days), record=self.record,
        )  # fmt: skip

    def _day(
        self, day: int, said: object
    ) -> tuple[tuple[Act, ...], tuple[Left, ...], Outcome, Advice | None]:
        """One day: what happens, what is decided, tests, doses, and what is asked again.

        The whole advice is worked out where the answers differ from `said`, those of the day before.
        """
        done = self._enter(
            [Act(why="event", basis="given", entry={"what": each.name, **each.value})
             for each in self.plot.events if each.day == day], day,
        )  # fmt: skip
        decided: set[str] = set()
        asked: set[str] = set()
        for _ in range(MOST_ROUNDS):
            outcome = evaluate(patient_on(self.record, self.knowledge, day))
            advice: Advice | None = None
            found, left = self._due(outcome, day, decided)
            if not found and answers(outcome) != said:
                advice = advise(self.record, iso(day), self.knowledge)
                found = self._asked(advice, outcome, day, asked)
            if not found:
                break
            done += self._enter(found, day)
        return tuple(done), tuple(left), outcome, advice

    def _due(self, outcome: Outcome, day: int, decided: set[str]) -> tuple[list[Act], list[Left]]:
        """What to do now: decisions first, then tests and tasks, then doses by their results."""
        offered = choices.offered(outcome.run, outcome.states)
        taken, left = acts.decided(offered, self.plot.decisions, day, decided)
        if taken:
            decided |= {decision.choice for _, decision in taken}
            self.used |= {decision.text for _, decision in taken}
            return [act for act, _ in taken], left
        due = acts.due_on(outcome, day)
        found, more = acts.tests_and_tasks(
            self.record, self.raws, self.knowledge, self.plot, due, day
        )
        left += more
        given, more = acts.doses(outcome.run, outcome.states, due)
        return (found, left) if found else (given, [*left, *more])

    def _asked(self, advice: Advice, outcome: Outcome, day: int, asked: set[str]) -> list[Act]:
        """Answers that are asked for again, or that were given; one that was never known stays open."""
        found: list[Act] = []
        for question in advice.questions:
            term = self.knowledge.vocabulary.terms.get(question.fact)
            if term is None or term.id in asked or question.why not in ("stale", "missing"):
                continue
            value = value_on(self.record, self.raws, self.plot, term, day)
            if value is None:
                continue
            again = question.why == "stale" and not (
                term.kind == "state" and outdated(outcome, term.id, day_of(value.last))
            )
            if value.basis == "repeated" and not again:
                continue
            asked.add(term.id)
            entry = {"what": term.id, **value.keys}
            found.append(Act(why="asked", basis=value.basis, entry=entry))
        return found

    def _enter(self, found: Sequence[Act], day: int) -> list[Act]:
        """The acts with their entries as the record now holds them."""
        if not found:
            return []
        put = [
            (act.entry["what"], {k: v for k, v in act.entry.items() if k != "what"})
            for act in found
        ]
        for act in found:
            self._tell(act, day)
        common = {"source": SOURCE}
        self.record, raws = enter(self.record, self.knowledge.vocabulary, put, iso(day), **common)
        self.raws += raws
        return [replace(act, entry=raw) for act, raw in zip(found, raws, strict=True)]

    def _tell(self, act: Act, day: int) -> None:
        """Notes the value that an entry rests on, once a term and source."""
        what = act.entry["what"]
        term = self.knowledge.vocabulary.terms[what]
        if act.why == "event":
            self.used |= {each.text for each in self.plot.events if each.day == day}
            return
        if term.kind not in CURVED:
            return
        self.used.add(what)
        points = [p for p in self.plot.points.get(what, ()) if not p.event]
        if act.basis == "repeated":
            found = value_on(self.record, self.raws, self.plot, term, day)
            last = None if found is None else found.last
            if last is not None and last.source != SOURCE:
                key = (what, "repeated", str(told_on(last)))
                self.values.setdefault(
                    key, Assumed(what=what, basis="repeated", value=str(act.entry.get("value")),
                                 on=told_on(last)),
                )  # fmt: skip
            return
        for point in points:
            basis: Basis = "drift" if point.how == "by" else "given"
            key = (what, basis, iso(point.day))
            told = Assumed(what=what, basis=basis, value=point.written, on=iso(point.day),
                           by=point.how)  # fmt: skip
            self.values.setdefault(key, told)

    def _following(self, outcome: Outcome, day: int) -> int | None:
        """The next day on which something is due, happens or changes by itself; None past the end."""
        days = {each.day for each in self.plot.events}
        days |= {each.day for each in self.plot.decisions}
        for planned in outcome.planned:
            if planned.status != "done":
                days |= {each for each in (planned.due, planned.earliest) if each is not None}
        changing = next_change(outcome)
        if changing is not None:
            days.add(ordinal(changing))
        return min((each for each in days if day < each <= self.last), default=None)

    def _unused(self) -> Iterator[str]:
        """What was given and never came into play."""
        for name, points in self.plot.points.items():
            if name not in self.used and not all(point.event for point in points):
                yield name
        for event in self.plot.events:
            if event.text not in self.used:
                yield event.text
        for decision in self.plot.decisions:
            if decision.text not in self.used:
                yield decision.text
