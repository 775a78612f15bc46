"""The printed tables against the readings, and the bands of the edition: each direction can fail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from myelobone import Knowledge, load_knowledge
from myelobone.decide.doses import row_at
from myelobone.decide.values import number
from myelobone.language.model import Agent, Row
from myelobone.language.printed import PrintedRow, Range, Settled
from myelobone.prove import printed, tables
from myelobone.prove.ranges import possible, where, within
from myelobone.prove.subject import Subject

from .broken import codes, facts_on, only

EDITION = load_knowledge()


def with_reading(name: str, settles: Callable[[Settled], bool], *more: Settled) -> Knowledge:
    """The edition with a reading that settles only part of what it does, and more."""
    reading = EDITION.readings[name]
    kept = tuple(each for each in reading.settles if settles(each))
    changed = replace(reading, settles=(*kept, *more))
    return replace(EDITION, readings={**EDITION.readings, name: changed})


def with_printed(name: str, *rows: PrintedRow) -> Knowledge:
    """The edition with more rows in a printed table."""
    table = EDITION.printed[name]
    changed = replace(table, rows=(*table.rows, *rows))
    return replace(EDITION, printed={**EDITION.printed, name: changed})


def with_rows(agent: str, rows: Callable[[tuple[Row, ...]], tuple[Row, ...]]) -> Knowledge:
    """The edition with other rows in the first dose table of an agent."""
    old: Agent = EDITION.agents[agent]
    route = replace(old.routes[0], rows=rows(old.routes[0].rows))
    agents = {**EDITION.agents, agent: replace(old, routes=(route, *old.routes[1:]))}
    return replace(EDITION, agents=agents)


@pytest.mark.parametrize(
    ("table", "value", "what", "reading"),
    [
        ("zoledronic_acid.iv", 39.5, "gap", "A3"),
        ("zoledronic_acid.iv", 49.5, "gap", "A3"),
        ("zoledronic_acid.iv", 60.5, "gap", "A3"),
        ("zoledronic_acid.iv", 29.5, "gap", "A4"),
        ("incadronate.iv", 30, "gap", "A5"),
        ("clodronate.oral", 50.5, "gap", "A8"),
        ("clodronate.oral", 29.5, "gap", "A7"),
        ("clodronate.iv", 50, "overlap", "A9"),
        ("clodronate.iv", 80.5, "gap", "A9"),
    ],
)
def test_what_the_printed_table_leaves_open_has_its_reading(
    table: str, value: float, what: str, reading: str
) -> None:
    open_ = [
        each
        for each in printed.unclear(EDITION, EDITION.printed[table])
        if each.what == what and holds(each.range, value)
    ]
    assert len(open_) == 1
    settled = [s for s in EDITION.readings[reading].settles if s.table == table]
    assert any(holds(s.gap or s.overlap, value) for s in settled if s.column is None)


def holds(band: Range | None, value: float) -> bool:
    import z3

    return band is not None and possible(within(z3.RealVal(str(value)), band))


@pytest.mark.parametrize(
    ("table", "value"),
    [("clodronate.iv", 12), ("clodronate.iv", 49.9), ("zoledronic_acid.iv", 50),
     ("zoledronic_acid.iv", 39), ("zoledronic_acid.iv", 30), ("incadronate.iv", 30.1)],
)  # fmt: skip
def test_a_number_in_exactly_one_printed_row_is_no_doubt(table: str, value: float) -> None:
    open_ = printed.unclear(EDITION, EDITION.printed[table])
    assert not [each for each in open_ if each.what != "column" and holds(each.range, value)]


def test_a_gap_without_a_reading_is_an_error_seen_on_a_patient() -> None:
    knowledge = with_reading("A3", lambda each: each.gap is None or each.gap.above != 39)
    found = [each for each in printed.check(knowledge).findings if each.severity == "error"]
    assert [each.code for each in found] == ["prove.printed_gap"]
    clearance = facts_on(knowledge, found[0].witness)["creatinine_clearance"]
    assert clearance == 39.5


def test_a_heading_without_a_reading_is_an_error() -> None:
    knowledge = with_reading("A12", lambda each: False)
    found = [each for each in printed.check(knowledge).findings if each.severity == "error"]
    assert [(each.code, each.at) for each in found] == [
        ("prove.printed_column", ("pamidronate.iv", "severe_insufficiency"))
    ]


@pytest.mark.parametrize(
    "extra",
    [
        Settled(table="clodronate.iv", overlap=Range(from_=12, through=12)),
        Settled(table="clodronate.iv", gap=Range(above=80, below=100)),
        Settled(table="clodronate.iv", column="severe_insufficiency"),
    ],
)
def test_a_reading_about_what_is_clear_is_an_error(extra: Settled) -> None:
    knowledge = with_reading("A9", lambda each: True, extra)
    found = only(printed.check(knowledge), "prove.reading_without_gap")
    assert found.at == ("A9", "clodronate.iv")
    if extra.column is None:
        clearance = facts_on(knowledge, found.witness)["creatinine_clearance"]
        assert isinstance(clearance, float | int)
        assert holds(extra.gap or extra.overlap, clearance)


def test_a_row_printed_into_a_gap_leaves_its_reading_without_one() -> None:
    row = PrintedRow(
        column="mild_or_moderate", range=Range(above=39, below=40),
        gives=EDITION.printed["zoledronic_acid.iv"].rows[1].gives,
    )  # fmt: skip
    found = printed.check(with_printed("zoledronic_acid.iv", row))
    assert only(found, "prove.reading_without_gap").at == ("A3", "zoledronic_acid.iv")


def test_a_dose_table_that_does_not_name_the_reading_is_an_error() -> None:
    knowledge = with_rows(
        "zoledronic_acid",
        lambda rows: tuple(
            replace(row, readings=()) if row.from_ == 30 and row.below == 40 else row
            for row in rows
        ),
    )
    found = only(printed.check(knowledge), "prove.reading_not_carried")
    assert found.at == ("A3", "zoledronic_acid.iv")


# the bands of the dose tables


def test_a_band_that_begins_too_late_leaves_a_gap() -> None:
    knowledge = with_rows(
        "zoledronic_acid",
        lambda rows: tuple(replace(row, from_=40.5) if row.from_ == 40 else row for row in rows),
    )
    gaps = [each for each in tables.check(Subject(knowledge)).findings
            if each.at[0] == "zoledronic_acid.iv"]  # fmt: skip
    assert [each.code for each in gaps] == ["prove.gap"]
    clearance = facts_on(knowledge, gaps[0].witness)["creatinine_clearance"]
    assert clearance == 40.25


def test_a_band_that_ends_on_the_next_ones_number_overlaps() -> None:
    knowledge = with_rows(
        "zoledronic_acid",
        lambda rows: tuple(
            replace(row, below=None, through=40) if row.below == 40 else row for row in rows
        ),
    )
    found = only(tables.check(Subject(knowledge)), "prove.overlap")
    assert facts_on(knowledge, found.witness)["creatinine_clearance"] == 40


def test_a_table_that_answers_for_the_unknown_is_found() -> None:
    route = EDITION.agents["incadronate"].routes[0]
    knowledge = with_rows(
        "incadronate", lambda rows: tuple(replace(row, amount=10.0, readings=()) for row in rows)
    )
    assert route.rows[0].amount == 5
    found = codes(tables.check(Subject(knowledge)))
    assert "prove.unknown_gives" in found


# the law of comparison

LIMITS = st.sampled_from([12.0, 30.0, 39.5, 40.1, 60.0])
STEPS = st.sampled_from([-1.0, -3e-9, -0.9e-9, 0.0, 0.9e-9, 3e-9, 1.0])


@given(kind=st.sampled_from(["above", "from_", "below", "through"]), limit=LIMITS, step=STEPS)
def test_a_band_holds_for_z3_what_it_holds_for_a_patient(
    kind: str, limit: float, step: float
) -> None:
    import z3

    row = Row(**{kind: limit}, amount=1.0)  # type: ignore[arg-type]
    value = limit + step
    found = possible(within(z3.RealVal(repr(value)) if "e" not in repr(value)
                            else z3.RealVal(f"{value:.12f}"), row))  # fmt: skip
    assert found is (row_at((row,), number(value)) is row)


def test_all_numbers_are_found_and_no_others() -> None:
    import z3

    bands = [Range(from_=1, through=2), Range(above=3)]
    outside = where(
        lambda v: z3.Not(z3.Or(*(within(v, band) for band in bands))), bands, Range(from_=0)
    )
    assert outside == (Range(from_=0, below=1), Range(above=2, through=3))
