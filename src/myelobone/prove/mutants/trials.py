"""Chooses the few small worlds that tell every mutant of a part from the part itself, and tries them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct

from ...decide.context import Context
from ...decide.program import Program
from .inputs import Inputs
from .mutants import Mutant
from .patched import Patched
from .subjects import Subject, answer_of, looks_at
from .worlds import MORE, World, context, exhaustive, walks, worlds

RAISED = "!"
REFUSED = (KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError)
TARGETS = 6  # answers that are walked to
ENOUGH = 60  # worlds that tell a mutant apart, to choose from


class Trial(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the table: a part, what is given, and what it answers."""

    element: str
    given: dict[str, Any] = {}
    entries: tuple[dict[str, Any], ...] = ()
    answer: str


class Chosen(Struct, frozen=True):
    """The trials of one part; mutants that no world tells apart, and whether every world was tried."""

    trials: tuple[Trial, ...]
    alike: tuple[str, ...]
    every_world: bool


def choose(program: Program, subject: Subject, own: Sequence[Mutant]) -> Chosen:
    """The smallest set of worlds found (greedily) that tells all of its mutants apart."""
    looked_at = looks_at(program, subject)
    tried: list[World] = []
    truth: list[str] = []
    apart: dict[int, set[int]] = {}
    left: set[int] = set()
    for batch in _batches(program, subject, looked_at, truth):
        first = len(tried)
        tried += batch
        met = [context(program, world) for world in batch]
        truth += [_asked(program, subject, ctx) for ctx in met]
        for number, mutant in enumerate(own):
            if number in left:
                continue
            try:
                changed = Patched(program, mutant.change).program
            except REFUSED:
                left.add(number)
                apart.setdefault(0, set()).add(number)
                continue
            found = islice(_differing(changed, subject, met, truth[first:]), ENOUGH)
            for at in found:
                left.add(number)
                apart.setdefault(first + at, set()).add(number)
        if len(left) == len(own):
            break
    alike = tuple(mutant.key for number, mutant in enumerate(own) if number not in left)
    chosen: list[int] = []
    while left:
        best = max(apart, key=lambda at: (len(apart[at] & left), -_size(tried[at]), -at))
        chosen.append(best)
        left -= apart[best]
    trials = tuple(
        Trial(
            element=subject.element, given=tried[at].given, entries=tried[at].entries,
            answer=truth[at],
        )
        for at in sorted(chosen)
    )  # fmt: skip
    return Chosen(trials, alike, exhaustive(looked_at))


def _batches(
    program: Program, subject: Subject, looked_at: Inputs, truth: list[str]
) -> Iterator[list[World]]:
    """Worlds to try, more of them while a mutant is not told apart; `truth` holds the answers so far."""
    yield list(worlds(program, looked_at, subject.element))
    if exhaustive(looked_at):
        return
    if looked_at.given:
        targets = ["yes"]
        if subject.kind in ("fact", "route"):
            targets = [answer for answer in dict.fromkeys(truth) if not answer.startswith("?")]
        entries = next(worlds(program, looked_at, f"{subject.element} entries"), World()).entries

        def answer(world: World) -> str:
            return ask(program, subject, world)

        yield list(walks(looked_at, subject.element, answer, targets[:TARGETS], entries))
    yield list(worlds(program, looked_at, f"{subject.element} more", MORE))


def _differing(
    changed: Program, subject: Subject, met: list[Context], truth: list[str]
) -> Iterator[int]:
    for at, ctx in enumerate(met):
        again = Context(changed, ctx.index, ctx.today, given=ctx.given)
        again.local = ctx.local
        if _asked(changed, subject, again) != truth[at]:
            yield at


def ask(program: Program, subject: Subject, world: World) -> str:
    """The answer of a part in a world."""
    return _asked(program, subject, context(program, world))


def _asked(program: Program, subject: Subject, ctx: Context) -> str:
    try:
        return answer_of(program, subject, ctx)
    except REFUSED as error:
        return f"{RAISED} {type(error).__name__}"


def _size(world: World) -> int:
    settled = sum(1 for value in world.given.values() if value != "?")
    return settled + 4 * len(world.entries)


def written(trials: Iterable[Trial]) -> str:
    """The table as text: a line with the part, then one line a trial."""
    lines: list[str] = []
    last = None
    for trial in trials:
        if trial.element != last:
            lines.append(trial.element)
            last = trial.element
        entries = f" {_json(trial.entries)}" if trial.entries else ""
        lines.append(f"  {_json(trial.given)}{entries} -> {trial.answer}")
    return "\n".join(lines) + "\n"


def _json(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False)


def read_table(text: str) -> Iterator[Trial]:
    """The trials of a table as `written` writes it; raises ValueError for a line that is none."""
    element = ""
    for line in text.splitlines():
        if not line.startswith(" "):
            element = line
            continue
        asked, _, answer = line.strip().rpartition(" -> ")
        given, end = json.JSONDecoder().raw_decode(asked)
        rest = asked[end:].strip()
        entries = tuple(json.loads(rest)) if rest else ()
        yield Trial(element=element, given=given, entries=entries, answer=answer)


class Table:
    """The kept trials, by part."""

    def __init__(self, subjects: Iterable[Subject], trials: Iterable[Trial]) -> None:
        self.subjects = {subject.element: subject for subject in subjects}
        self.trials: dict[str, list[Trial]] = {}
        for trial in trials:
            self.trials.setdefault(trial.element, []).append(trial)

    def failing(self, program: Program, elements: Iterable[str]) -> Iterator[tuple[Trial, str]]:
        """The trials of these parts that are answered otherwise, with the answer."""
        for element in elements:
            subject = self.subjects.get(element)
            if subject is None:
                continue
            for trial in self.trials.get(element, ()):
                got = ask(program, subject, World(trial.given, trial.entries))
                if got != trial.answer:
                    yield trial, got
