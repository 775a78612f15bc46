"""How time grows with the length of a record and with the number of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice
from math import log
from time import perf_counter
from typing import Any, NamedTuple

from msgspec.structs import replace

from myelobone.decide.advise import advise
from myelobone.decide.patients import Case
from myelobone.decide.program import program_of
from myelobone.language.model import Knowledge
from myelobone.record.read import read_record

ENTRIES = (10, 30, 100, 300, 1_000, 3_000, 10_000)
ORDERS = (10, 30, 100, 300, 1_000)
TIMES = (1, 2, 4, 8, 16)
PATIENT = "W4-2026-12-07-58_kg"
TAIL = 4  # the slope is that of the largest sizes, where fixed costs no longer hide it


class Curve(NamedTuple):
    """Seconds at each size, and the exponent of the power law that the largest sizes follow."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """The slope in double logarithms: 1 is linear, 2 quadratic, 0 constant."""
        xs = [log(size) for size in self.sizes[-TAIL:]]
        ys = [log(seconds) for seconds in self.seconds[-TAIL:]]
        mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
        rise = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
        return rise / sum((x - mean_x) ** 2 for x in xs)


def by_entries(
    knowledge: Knowledge, people: Sequence[Case], passes: int, sizes: tuple[int, ...] = ENTRIES
) -> list[Curve]:
    """A patient measured once a week for longer and longer: reading, advice, JSON."""
    case = next(each for each in people if each.name == PATIENT)
    reading, advising, writing = [], [], []
    for size in sizes:
        plain = longer(knowledge, case.record, size)
        record = read_record(plain, knowledge.vocabulary)
        advice = advise(record, case.as_of, knowledge)
        reading.append(_best(partial(read_record, plain, knowledge.vocabulary), passes))
        advising.append(_best(partial(advise, record, case.as_of, knowledge), passes))
        writing.append(_best(advice.to_json, passes))
    return [
        Curve("read the record", sizes, tuple(reading)),
        Curve("advice", sizes, tuple(advising)),
        Curve("JSON", sizes, tuple(writing)),
    ]


def by_orders(
    knowledge: Knowledge, people: Sequence[Case], passes: int, sizes: tuple[int, ...] = ORDERS
) -> Curve:
    """A patient for whom more and more is ordered; each order is judged as of its own day."""
    case = next(
        each for each in people if any(e["what"] == "ordered" for e in each.record["entries"])
    )
    order = next(e for e in case.record["entries"] if e["what"] == "ordered")
    rest = [e for e in case.record["entries"] if e["what"] != "ordered"]
    seconds = []
    for size in sizes:
        orders = [{**order, "on": _weeks_before(order["on"], number)} for number in range(size)]
        record = read_record({**case.record, "entries": rest + orders}, knowledge.vocabulary)
        seconds.append(_best(partial(advise, record, case.as_of, knowledge), passes))
    return Curve("advice", sizes, tuple(seconds))


def longer(knowledge: Knowledge, record: dict[str, Any], size: int) -> dict[str, Any]:
    """The record with its measurements repeated weekly into the past until it has `size` entries."""
    entries: list[dict[str, Any]] = record["entries"]
    terms = knowledge.vocabulary.terms
    measured = [e for e in entries if terms[e["what"]].kind == "measurement" and "on" in e]
    missing = max(0, size - len(entries))
    repeated = [
        {**entry, "on": _weeks_before(entry["on"], number // len(measured) + 1)}
        for number, entry in enumerate(islice(cycle(measured), missing))
    ]
    return {**record, "entries": entries[: size - missing] + repeated}


def by_rules(
    knowledge: Knowledge, people: Sequence[Case], passes: int, times: tuple[int, ...] = TIMES
) -> list[Curve]:
    """The same knowledge with every rule several times over: compiling it, and an advice."""
    case = next(each for each in people if each.name == PATIENT)
    compiling, advising, sizes = [], [], []
    for factor in times:
        more = multiplied(knowledge, factor)
        start = perf_counter()
        program_of(more)
        compiling.append(perf_counter() - start)
        record = read_record(case.record, more.vocabulary)
        advise(record, case.as_of, more)
        advising.append(_best(partial(advise, record, case.as_of, more), passes))
        sizes.append(len(more.rules))
    return [
        Curve("compile the knowledge", tuple(sizes), tuple(compiling)),
        Curve("advice", tuple(sizes), tuple(advising)),
    ]


def multiplied(knowledge: Knowledge, factor: int) -> Knowledge:
    """The knowledge with each rule there `factor` times, under names of their own."""
    rules = dict(knowledge.rules)
    for number in range(1, factor):
        for rule in knowledge.rules.values():
            name = f"{rule.id}_{number}"
            rules[name] = replace(rule, id=name)
    return replace(knowledge, rules=rules)


def _weeks_before(day: str, weeks: int) -> str:
    return (date.fromisoformat(str(day)[:10]) - timedelta(weeks=weeks)).isoformat()


def _best(act: Callable[[], object], passes: int) -> float:
    seconds = []
    for _ in range(passes):
        start = perf_counter()
        act()
        seconds.append(perf_counter() - start)
    return min(seconds)
