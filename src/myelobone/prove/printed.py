"""Printed tables against readings: every gap, overlap and bare heading has its reading, and every reading its own.

What is printed comes from `printed.yaml`, what is settled from the readings; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import z3
from msgspec import Struct

from ..language.model import Grounds, Knowledge, Reading, Route, Row
from ..language.printed import PrintedTable, Range, Settled
from ..language.problems import Text
from .finding import Examined, Finding
from .known import domain_of
from .patient import nobody, with_facts
from .ranges import a_number, possible, same, shown, where, within
from .unused import resting_on

KIND = "printed"
CODES = {
    "gap": "prove.printed_gap",
    "overlap": "prove.printed_overlap",
    "column": "prove.printed_column",
}


class Unclear(Struct, frozen=True):
    """What a printed table leaves open: a gap, an overlap, or a heading without numbers."""

    what: str  # gap | overlap | column
    range: Range = Range()
    column: str = ""


def check(knowledge: Knowledge) -> Examined:
    """Every printed table; what it leaves open is listed with its reading."""
    found: list[Finding] = []
    count = 0
    for table in knowledge.printed.values():
        open_ = tuple(unclear(knowledge, table))
        count += max(1, len(open_))
        for each in open_:
            found += _settled(knowledge, table, each)
        found += _beside(knowledge, table, open_)
    return Examined(count=count, findings=tuple(found))


def unclear(knowledge: Knowledge, table: PrintedTable) -> Iterator[Unclear]:
    """What a printed table leaves open, by z3 over its ranges as printed."""
    ranges = [row.range for row in table.rows if not row.range.open]
    domain = domain_of(knowledge, table.of)
    if ranges:
        gaps = where(lambda v: z3.Not(z3.Or(*(within(v, each) for each in ranges))), ranges, domain)
        yield from (Unclear("gap", gap) for gap in gaps)
        twice = where(lambda v: _twice(v, ranges), ranges, domain)
        yield from (Unclear("overlap", each) for each in twice)
    for column in dict.fromkeys(row.column for row in table.rows if row.range.open):
        yield Unclear("column", column=column)


def _twice(value: z3.ArithRef, ranges: Sequence[Range]) -> z3.BoolRef:
    return z3.Or(
        *(
            z3.And(within(value, one), within(value, other))
            for number, one in enumerate(ranges)
            for other in ranges[number + 1 :]
        )
    )


def _settles(knowledge: Knowledge, table: PrintedTable) -> Iterator[tuple[Reading, Settled]]:
    for reading in knowledge.readings.values():
        for settled in reading.settles:
            if settled.table == table.id:
                yield reading, settled


def _fits(knowledge: Knowledge, table: PrintedTable, settled: Settled, each: Unclear) -> bool:
    domain = domain_of(knowledge, table.of)
    match each.what:
        case "gap":
            return settled.gap is not None and same(settled.gap, each.range, domain)
        case "overlap":
            return settled.overlap is not None and same(settled.overlap, each.range, domain)
        case _:
            return settled.column == each.column


def _settled(knowledge: Knowledge, table: PrintedTable, each: Unclear) -> Iterator[Finding]:
    readings = tuple(
        reading.id
        for reading, settled in _settles(knowledge, table)
        if _fits(knowledge, table, settled, each)
    )
    told = _told(knowledge, table, each)
    number = a_number(each.range) if each.what != "column" else None
    witness = nobody() if number is None else with_facts(knowledge, {table.of: number})
    here = Finding(
        kind=KIND, code=CODES[each.what], at=(table.id, each.column or table.of),
        place=table.place, what=told, witness=witness, cites=table.cites, readings=readings,
        severity="listed" if readings else "error", excepted_by=", ".join(readings) or None,
    )  # fmt: skip
    yield here
    if readings and not _carried(knowledge, table, each, readings):
        yield Finding(
            kind=KIND, code="prove.reading_not_carried", at=(readings[0], table.id),
            place=_route(knowledge, table).place,
            what=Text(f"{told.zh}解读{readings[0]}不在剂量表的对应行上。",
                      f"{told.en} No row of the dose table there carries {readings[0]}."),
            witness=witness, cites=table.cites, readings=readings,
        )  # fmt: skip


def _told(knowledge: Knowledge, table: PrintedTable, each: Unclear) -> Text:
    fact = knowledge.facts[table.of]
    unit = fact.unit or ""
    if each.what == "column":
        label = knowledge.vocabulary.labels.get(each.column, Text(each.column, each.column))
        return Text(
            f"{table.id}：“{label.zh}”一栏没有写数值。",
            f"{table.id}: the heading “{label.en}” has no numbers.",
        )
    range_ = f"{shown(each.range)} {unit}"
    zh = "没有任何一档" if each.what == "gap" else "同属两档"
    en = "in no printed range" if each.what == "gap" else "in two printed ranges"
    return Text(
        f"{table.id}：{fact.label.zh} {range_}，{zh}。",
        f"{table.id}: {fact.label.en} {range_}, {en}.",
    )


def _route(knowledge: Knowledge, table: PrintedTable) -> Route:
    routes = knowledge.agents[table.agent].routes
    return next(route for route in routes if route.route == table.route)


def _carried(
    knowledge: Knowledge, table: PrintedTable, each: Unclear, readings: Sequence[str]
) -> bool:
    """Whether the dose table of the agent, or a fact that it goes by, names the reading where it is needed."""
    route = _route(knowledge, table)
    grounds: list[Grounds] = [route, *(row for row in route.rows if _touches(row, each))]
    if each.what == "column":
        grounds += [knowledge.facts[name] for name in resting_on(knowledge, route.depends)]
    return any(name in part.readings for part in grounds for name in readings)


def _touches(row: Row, each: Unclear) -> bool:
    if each.what == "column" or row.when is not None or row.otherwise:
        return True
    value = z3.Real("value")
    return possible(within(value, row), within(value, each.range))


def _beside(
    knowledge: Knowledge, table: PrintedTable, open_: Sequence[Unclear]
) -> Iterator[Finding]:
    """Readings that settle what the table does not leave open."""
    for reading, settled in _settles(knowledge, table):
        if any(_fits(knowledge, table, settled, each) for each in open_):
            continue
        range_ = settled.gap or settled.overlap or Range()
        said = settled.column or shown(range_)
        number = None if settled.column else a_number(range_)
        yield Finding(
            kind=KIND, code="prove.reading_without_gap", at=(reading.id, table.id),
            place=settled.place,
            what=Text(f"解读{reading.id}说{table.id}在{said}处不清楚，印出的表并非如此。",
                      f"{reading.id} settles {said} in {table.id}, which the printed table does not leave open."),
            witness=nobody() if number is None else with_facts(knowledge, {table.of: number}),
            cites=table.cites, readings=(reading.id,),
        )  # fmt: skip
