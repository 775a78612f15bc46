"""Decisions with facts given: every engine takes the same ones on the same patients, and must agree."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, NamedTuple

from .clock import Timing, race, timing
from .patients import patients
from .peers import elm
from .peers.peer import Answers, Missing, Patients, Runner
from .work import Plain, Work

PEERS = {  # our own first: everyone's answers are compared with the first runner's
    "MyeloBone": "ours",
    "datalogic-py": "jsonlogic",
    "zen-engine": "zen_rules",
    "rule-engine": "rule_engine_rules",
}
PATIENTS = 500
SLOW = 0.3  # seconds that one pass of one engine may take; a slower one does fewer patients


class Lap(NamedTuple):
    """What one engine took for one decision."""

    name: str
    reads: bool
    headline: bool
    seconds: Timing


class Contest(NamedTuple):
    """One work, every engine's time, and the engines that could not be had."""

    work: Work
    patients: int
    laps: list[Lap]
    missing: list[Missing]


class Disagreement(Exception):
    """An engine answers differently: its time would be worth nothing."""


def contest(work: Work, passes: int, count: int = PATIENTS) -> Contest:
    """The race on one work. Raises Disagreement when two engines differ on any patient."""
    people = patients(work, count)
    runners, missing = gather(work, people)
    answers = {runner.name: _answers(runner, count) for runner in runners}
    reference = next(iter(answers.values()))
    cql = _cql(work, people, passes)
    if isinstance(cql, Missing):
        missing.append(cql)
    else:
        answers[CQL] = [plain_answers(each) for each in cql["answers"]]
    for name, given in answers.items():
        compare(name, given, reference)
    spent = race({runner.name: _pass(runner, count) for runner in runners}, passes)
    laps = [
        Lap(runner.name, runner.reads, runner.headline, _each(spent[runner.name], work.decisions))
        for runner in runners
    ]
    if not isinstance(cql, Missing):
        took = timing([seconds / count for seconds in cql["seconds"]])
        laps.append(Lap(CQL, False, True, _each(took, work.decisions)))
    return Contest(work, count, laps, missing)


def gather(work: Work, people: Patients) -> tuple[list[Runner], list[Missing]]:
    """Every way to run every engine that can be had here, ours first."""
    runners: list[Runner] = []
    missing: list[Missing] = []
    for name, module in PEERS.items():
        try:
            runners += import_module(f"benchmarks.peers.{module}").prepare(work, people)
        except ImportError as problem:
            missing.append(Missing(name, str(problem)))
    return runners, missing


def compare(name: str, given: list[Answers], reference: list[Answers]) -> None:
    """Raises Disagreement at the first patient on which an engine differs from the reference."""
    for number, (one, other) in enumerate(zip(given, reference, strict=True)):
        wrong = [n for n, pair in enumerate(zip(one, other, strict=True)) if not _same(*pair)]
        if wrong:
            n = wrong[0]
            raise Disagreement(
                f"{name}: patient {number}, decision {n}: {one[n]!r} instead of {other[n]!r}"
            )


def _same(one: Plain, other: Plain) -> bool:
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def _plain(answer: object) -> Plain:
    if answer is None or isinstance(answer, bool | str):
        return answer
    return float(answer)  # type: ignore[arg-type]


def plain_answers(answers: Iterable[object]) -> Answers:
    """Answers without an engine's own kinds of numbers."""
    return [_plain(answer) for answer in answers]


def _answers(runner: Runner, count: int) -> list[Answers]:
    return [plain_answers(runner.take(n)) for n in range(count)]


def _each(seconds: Timing, decisions: int) -> Timing:
    return Timing(seconds.best / decisions, seconds.median / decisions)


def _pass(runner: Runner, count: int) -> Callable[[], int]:
    """One pass over the patients, or over as many as a slow engine manages in reasonable time."""
    few = 5
    alone = race({"": lambda: _over(runner, few)}, 3)[""].best
    reached = max(few, min(count, int(SLOW / alone)))
    return lambda: _over(runner, reached)


def _over(runner: Runner, count: int) -> int:
    take = runner.take
    for n in range(count):
        take(n)
    return count


CQL = "cql-execution 3.3.2 (JavaScript, under node)"


def _cql(work: Work, people: Patients, passes: int) -> dict[str, Any] | Missing:
    node = elm.node()
    if node is None:
        return Missing("cql-execution", "node or its package is not there")
    asked = {
        "library": elm.library(work),
        "patients": [
            {"id": str(n), "recordType": "Patient", **each} for n, each in enumerate(people)
        ],
        "passes": passes,
    }
    done = subprocess.run(
        [node, str(elm.FOLDER / "run.mjs")],
        input=json.dumps(asked), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return Missing("cql-execution", done.stderr.strip().splitlines()[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found
