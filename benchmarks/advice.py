"""From a record to its advice, for every worked patient: the whole, and each of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from myelobone.decide import advise as advising
from myelobone.decide import margins, next_change, questions
from myelobone.decide.over_time import series
from myelobone.decide.patients import Case, cases
from myelobone.decide.plan import plan
from myelobone.language.model import Knowledge
from myelobone.language.yaml import read
from myelobone.record.model import Record
from myelobone.record.read import read_record

from .clock import percentile

LAID_OUT = "facts, rules, standings, calendar"
GOAL = "record to explanation (the goal's measure)"
WHOLE = "record to JSON, everything"
PLAN = "two-year plan, questions included"
EXPLAINED = "explanation: facts shown, items, agents, branches of the plan"
WRAPPED = (  # module, function, the part its time counts to
    (advising, "patient_on", LAID_OUT),
    (advising, "evaluate", LAID_OUT),
    (questions, "questions", "questions"),
    (margins, "margins", "margins"),
    (next_change, "next_change", "next change"),
)


class Part(NamedTuple):
    """Seconds of one part over all records, the best pass of each record counted."""

    name: str
    median: float
    p99: float


def worked_patients(folder: Path) -> list[Case]:
    """Every case of every worked patient of a knowledge folder."""
    files = sorted((folder / "patients").glob("*.yaml"))
    data = {path.stem: read(path.read_bytes(), path.name).data for path in files}
    background: Any = data.pop("background")
    return [case for each in data.values() for case in cases(each, background)]


def parts(knowledge: Knowledge, people: list[Case], passes: int) -> list[Part]:
    """The whole way and its parts; each record is timed `passes` times and its best taken."""
    spent: list[dict[str, list[float]]] = [{} for _ in people]
    for number in range(passes + 1):
        for case, seconds in zip(people, spent, strict=True):
            took = _once(knowledge, case)
            if number:  # the first pass warms up
                for name, each in took.items():
                    seconds.setdefault(name, []).append(each)
    names = list(spent[0])
    return [_part(name, [min(seconds[name]) for seconds in spent]) for name in names]


def series_part(knowledge: Knowledge, people: list[Case], facts: tuple[str, ...]) -> Part:
    """Some facts over the year before the day asked about."""

    def year(record: Record, day: str) -> object:
        before = f"{int(day[:4]) - 1}{day[4:].replace('-02-29', '-02-28')}"
        return series(record, facts, before, day, knowledge)

    return _alone(f"series of {len(facts)} facts over a year", knowledge, people, year)


def plan_part(knowledge: Knowledge, people: list[Case]) -> Part:
    """The plan of the next two years, its questions included."""
    return _alone(PLAN, knowledge, people, lambda record, day: plan(record, day, knowledge))


def _alone(
    name: str, knowledge: Knowledge, people: list[Case], act: Callable[[Record, str], object]
) -> Part:
    seconds = []
    for case in people:
        record = read_record(case.record, knowledge.vocabulary)
        act(record, case.as_of)
        start = perf_counter()
        act(record, case.as_of)
        seconds.append(perf_counter() - start)
    return _part(name, seconds)


def _once(knowledge: Knowledge, case: Case) -> dict[str, float]:
    inner = {name: 0.0 for *_, name in WRAPPED}
    start = perf_counter()
    record = read_record(case.record, knowledge.vocabulary)
    after_read = perf_counter()
    with _watched(inner):
        advice = advising.advise(record, case.as_of, knowledge)
    after_advice = perf_counter()
    advice.to_json()
    end = perf_counter()
    if not all(inner.values()):
        raise RuntimeError(f"a part is no longer called where it was: {inner}")
    explained = after_advice - after_read - sum(inner.values())
    asked_apart = ("questions", "margins", "next change")
    whole = end - start
    return {
        "read the record": after_read - start,
        LAID_OUT: inner[LAID_OUT],
        EXPLAINED: explained,
        GOAL: after_read - start + inner[LAID_OUT] + explained,
        **{name: inner[name] for name in asked_apart},
        "JSON": end - after_advice,
        WHOLE: whole,
    }


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """Adds up the time of the parts; an evaluation is made to finish in its own part."""
    before = [(module, name, getattr(module, name)) for module, name, _ in WRAPPED]

    def watched(function: Callable[..., Any], part: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            start = perf_counter()
            found = function(*args, **kwargs)
            if hasattr(found, "signature"):
                found.signature()
            spent[part] += perf_counter() - start
            return found

        return timed

    for (module, name, function), (*_, part) in zip(before, WRAPPED, strict=True):
        setattr(module, name, watched(function, part))
    try:
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def _part(name: str, seconds: list[float]) -> Part:
    return Part(name, median(seconds), percentile(seconds, 0.99))
