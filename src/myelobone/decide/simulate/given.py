"""What is given to a play: values, events and decisions, each read and checked before the first day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from ...language import yaml
from ...language.dates import iso, ordinal
from ...language.model import Vocabulary
from ...language.problems import Problem, Refused, Text
from ...record.amend import enter
from ...record.model import Cell, Record
from ..outcome import DECISION

Given = Mapping[str, Any] | Sequence[str | tuple[str, Any]]
How = Literal["from", "by"]
SOURCE = "assumed"
CURVED = ("measurement", "test", "state")  # kinds that have a value on a day
FAULTS = {
    "simulate.given": Text("应写成“名称=值”", "Write NAME=VALUE"),
    "simulate.value": Text(
        "只有化验、检查和状态有“值”，事件请用 --event",
        "Only a measurement, a test or a state has a value over time, an event is given as one",
    ),
    "simulate.drift": Text(
        "渐变须是确切的数值；文字用 from",
        "Only an exact number can be reached gradually, use `from`",
    ),
    "simulate.day": Text(
        "日期写成 2027-05-01，且不早于起始日",
        "Write the day as 2027-05-01, not before the first day",
    ),
}
_DAY = re.compile(r"(?P<said>.*?)\s+(?P<how>from|by|on)\s+(?P<day>\S+)\s*", re.DOTALL)


class Point(Struct, frozen=True, kw_only=True):
    """A value that a term has from a day on, or reaches in a straight line by that day."""

    day: int
    how: How
    written: str
    cell: Cell
    event: bool = False  # the entry of an event, which is then the last known one


class Event(Struct, frozen=True, kw_only=True):
    """An entry that happens on a day."""

    day: int
    name: str
    value: Any
    text: str
    cell: Cell


class Decision(Struct, frozen=True, kw_only=True):
    """What is decided when a choice is put, and from which day on."""

    choice: str
    keys: dict[str, Any]
    day: int
    text: str


class Plot(Struct, frozen=True, kw_only=True):
    """Everything that was given, checked."""

    points: dict[str, tuple[Point, ...]]
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...]


def read_plot(
    record: Record, vocabulary: Vocabulary, start: int, on: str,
    values: Given, events: Given, decide: Given,
) -> Plot:  # fmt: skip
    """What was given, in order of day; raises Refused with everything that cannot be used."""
    problems: list[Problem] = []

    def tried(name: str, value: Any, day: str) -> Cell | None:
        try:
            grown, _ = enter(record, vocabulary, [(name, value)], day)
        except Refused as refused:
            problems.extend(refused.problems)
            return None
        return grown.entries[-1].value or Cell(kind="text", written="")

    points: dict[str, list[Point]] = {}
    for name, text in _pairs(values, problems):
        said, how, day = _split(text, ("from", "by"), problems, name)
        term = vocabulary.terms.get(name)
        if term is not None and term.kind not in CURVED:
            problems.append(_fault("simulate.value", name, name, "TERM=VALUE on DAY"))
            continue
        cell = tried(name, said, on)
        if cell is None:
            continue
        exact = cell.kind == "number" and cell.low == cell.high and cell.doubt is None
        if how == "by" and not exact:
            problems.append(_fault("simulate.drift", name, str(said), "from DAY"))
            continue
        points.setdefault(name, []).append(
            Point(day=start if day is None else day, how="by" if how == "by" else "from",
                  written=str(said), cell=cell)
        )  # fmt: skip
    happening = [each for text in _lines(events) if (each := _event(text, start, problems, tried))]
    for event in happening:
        point = Point(day=event.day, how="from", written=event.text, cell=event.cell, event=True)
        points.setdefault(event.name, []).append(point)
    decisions: list[Decision] = []
    for name, value in _pairs(decide, problems):
        said, _, day = _split(value, ("from",), problems, name)
        keys = _keys(said)
        if tried(DECISION, {"choose": name, **keys}, on) is not None:
            first = start if day is None else day
            decisions.append(Decision(choice=name, keys=keys, day=first, text=f"{name}={value}"))
    if problems:
        raise Refused(problems)
    return Plot(
        points={
            name: tuple(sorted(found, key=lambda point: point.day))
            for name, found in points.items()
        },
        events=tuple(sorted(happening, key=lambda event: event.day)),
        decisions=tuple(sorted(decisions, key=lambda decision: decision.day)),
    )


def _event(text: str, start: int, problems: list[Problem], tried: Any) -> Event | None:
    said, _, day = _split(text, ("on",), problems, text)
    name, equals, value = str(said).partition("=")
    name = name.strip()
    told: Any = _keys(value.strip()) if equals else {}
    if day is None and isinstance(told, dict) and isinstance(told.get("on"), str):
        try:
            day = ordinal(told["on"])
        except ValueError:
            day = None
    if day is None or day < start:
        problems.append(_fault("simulate.day", name, text, "TERM=VALUE on 2027-05-01"))
        return None
    cell = tried(name, told, iso(day))
    return None if cell is None else Event(day=day, name=name, value=told, text=text, cell=cell)


def _keys(said: Any) -> dict[str, Any]:
    """The keys of an entry: those in braces, or the value alone."""
    if isinstance(said, Mapping):
        return dict(said)
    if isinstance(said, str) and said.lstrip().startswith("{"):
        read = yaml.read(said).data
        return dict(read) if isinstance(read, dict) else {"value": said}
    return {"value": said}


def _lines(given: Given) -> list[str]:
    if isinstance(given, Mapping):
        return [f"{name}={value}" for name, value in given.items()]
    return [text if isinstance(text, str) else f"{text[0]}={text[1]}" for text in given]


def _pairs(given: Given, problems: list[Problem]) -> list[tuple[str, Any]]:
    if isinstance(given, Mapping):
        return list(given.items())
    found: list[tuple[str, Any]] = []
    for each in given:
        if not isinstance(each, str):
            found.append(each)
            continue
        name, equals, value = each.partition("=")
        if equals and name.strip() and value.strip():
            found.append((name.strip(), value.strip()))
        else:
            problems.append(_fault("simulate.given", "NAME=VALUE", each, "NAME=VALUE"))
    return found


def _split(
    said: Any, words: tuple[str, ...], problems: list[Problem], name: str
) -> tuple[Any, str | None, int | None]:
    """What was said, and the word and day behind it."""
    match = _DAY.fullmatch(said) if isinstance(said, str) else None
    if match is None or match["how"] not in words:
        return said, None, None
    try:
        return match["said"].strip(), match["how"], ordinal(match["day"])
    except ValueError:
        problems.append(_fault("simulate.day", name, match["day"], "2027-05-01"))
        return match["said"].strip(), match["how"], None


def _fault(code: str, where: str, found: str, allowed: str) -> Problem:
    return Problem(code=code, where=where, found=found, allowed=allowed, message=FAULTS[code])
