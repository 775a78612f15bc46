"""Table 3 against the agents' dose tables: where, along the whole clearance axis, do they differ.

The axis is cut at every printed limit, every limit of the knowledge and every whole number; each cut
and each open stretch between two cuts is one place, at which the engine is asked for its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from myelobone import Knowledge
from myelobone.decide.context import Context
from myelobone.decide.doses import compile_routes
from myelobone.decide.program import program_of
from myelobone.decide.rows import RecordIndex
from myelobone.decide.values import Value, number, word
from myelobone.language.model import Route, Row
from myelobone.record.model import Patient, Record

from .raw import Cells

AXIS = "creatinine_clearance"
MOST = 150  # mL/min, where the axis ends
ASIDE = {"dialysis": word("no"), "creatinine": number(100.0)}  # what else a dose table asks for
DAY = 739_000


class Difference(NamedTuple):
    """One stretch of the axis on which print and knowledge differ."""

    agent: str
    route: str
    clearance: str
    printed: str
    ours: str
    readings: frozenset[str]  # that the knowledge names there

    def key(self) -> tuple[str, ...]:
        """What `differences.csv` holds of it."""
        return tuple(map(str, self[:-1]))


def differences(knowledge: Knowledge, table: tuple[Cells, ...]) -> list[Difference]:
    """Every stretch that a printed row doesn't settle as the knowledge does."""
    return [
        difference
        for agent, route, rows in _by_route(table)
        for difference in _along(knowledge, agent, route, rows)
    ]


def _by_route(table: tuple[Cells, ...]) -> Iterator[tuple[str, str, list[Cells]]]:
    for (agent, route), rows in groupby(
        sorted(table, key=lambda row: (row["agent"], row["route"])),
        key=lambda row: (row["agent"], row["route"]),
    ):
        yield agent, route, list(rows)


def _along(knowledge: Knowledge, agent: str, route: str, rows: list[Cells]) -> Iterator[Difference]:
    usual = next(row for row in rows if row["column"] == "usual")
    drug = knowledge.agents[agent]
    place = next((n for n, each in enumerate(drug.routes) if each.route == route), None)
    if place is None:
        yield Difference(agent, route, "all", dose(usual, usual), "no such route", frozenset())
        return
    find = compile_routes(program_of(knowledge).compiler, drug)[place].find
    index = RecordIndex(Record(patient=Patient(id="T")), knowledge.vocabulary)
    met = []
    for name, at in places(rows, drug.routes[place]):
        given: dict[str, Value] = {**ASIDE, AXIS: number(at)}
        row = find(Context(program_of(knowledge), index, DAY, given=given))
        ours = "unknown" if row is None else given_by(row, drug.routes[place])
        printed = printed_at(rows, usual, at, ours)
        readings = frozenset((*(row.readings if row else ()), *drug.routes[place].readings))
        met.append((name, printed, ours, readings))
    for (printed, ours, readings), same in groupby(met, key=lambda each: each[1:]):
        stretch = [each[0] for each in same]
        if printed != ours:
            yield Difference(agent, route, spanned(stretch), printed, ours, readings)


def places(rows: list[Cells], route: Route) -> Iterator[tuple[str, float]]:
    """Each cut (`=30`) and each stretch between two (`30..31`), with a value there."""
    limits = {float(x) for row in rows for x in re.findall(r"[\d.]+", row["range"])}
    for row in route.rows:
        limits |= {x for x in (row.above, row.from_, row.below, row.through) if x is not None}
    cuts = sorted(limits | set(map(float, range(MOST + 1))))
    for here, after in pairwise(cuts):
        yield f"={here:g}", here
        yield f"{here:g}..{after:g}", (here + after) / 2


def spanned(stretch: list[str]) -> str:
    """Neighbouring places as one range: `30≤x<50`, `49<x<50`, `x=50`, `80<x`, `x<12`."""
    if stretch == [stretch[0]] and stretch[0].startswith("="):
        return f"x{stretch[0]}"
    low, high = stretch[0].split("..")[0], stretch[-1].split("..")[-1]
    left = "" if low in ("=0", "0") else f"{low.strip('=')}{'≤' if low[0] == '=' else '<'}"
    right = "" if high == f"{MOST}" else f"{'≤' if high[0] == '=' else '<'}{high.strip('=')}"
    return f"{left}x{right}"


def printed_at(rows: list[Cells], usual: Cells, at: float, ours: str) -> str:
    """What the table prints at a clearance; rows without a range only count where none has one.

    Where a column without a number must hold the value, the print leaves open which: it is told as
    `severe without a range: 5 mg`, unless every such column prints the same.
    """
    ranged = {dose(row, usual) for row in rows if row["range"] and holds(row["range"], at)}
    if ranged:
        return " | ".join(sorted(ranged))
    open_ = [row for row in rows if not row["range"]]
    if not any(row["range"] for row in rows) and {dose(row, usual) for row in open_} == {ours}:
        return ours
    fits = [
        row["column"]
        for row in open_
        if ours == dose(row, usual) or ours.endswith(f"(printed {dose(row, usual)})")
    ]
    return f"{' and '.join(fits)} without a range" if fits else "nothing"


def holds(printed: str, at: float) -> bool:
    """Whether a printed range (`40-49`, `>30`, `<12`) holds a value."""
    if printed[0] == ">":
        return at > float(printed[1:])
    if printed[0] == "<":
        return at < float(printed[1:])
    low, high = map(float, printed.split("-"))
    return low <= at <= high


def dose(row: Cells, usual: Cells) -> str:
    """A printed dose in milligrams with its infusion time; an empty time is the usual one."""
    text = row["dose"]
    if text == "not recommended":
        return "not_recommended"
    amounts = [float(x) for x in re.findall(r"[\d.]+", text)]
    if text.endswith("of usual"):
        amounts = [x * float(re.findall(r"[\d.]+", usual["dose"])[0]) / 100 for x in amounts]
    elif text == "no adjustment":
        return dose(usual, usual)
    return milligrams(amounts) + over(row["time"] or usual["time"])


def milligrams(amounts: list[float]) -> str:
    """`90 mg`, `60-90 mg`."""
    return "-".join(f"{x:g}" for x in amounts) + " mg"


def over(printed: str) -> str:
    """` over 120.. min`, ` over 240..360 min` from a printed time."""
    found = [float(x) for x in re.findall(r"[\d.]+", printed)]
    if not found:
        return ""
    minutes = [x * (60 if printed.endswith(" h") else 1) for x in found]
    return f" over {minutes[0]:g}..{'' if len(minutes) == 1 else f'{minutes[1]:g}'} min"


def given_by(row: Row, route: Route) -> str:
    """What a row of the knowledge gives, in the same words."""
    if row.avoid is not None:
        aside = f" (printed {row.printed.replace('–', '-')})" if row.printed else ""
        return row.avoid + aside
    amounts = [x for x in (row.amount, row.low, row.high) if x is not None]
    own = row.over_low is not None
    low, high = (row.over_low, row.over_high) if own else (route.over_low, route.over_high)
    time = "" if low is None else f" over {low:g}..{'' if high is None else f'{high:g}'} min"
    return milligrams(amounts) + time
