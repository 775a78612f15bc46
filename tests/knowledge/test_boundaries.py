"""The table of thresholds that a clinician reads: a changed line is a changed answer."""

from __future__ import annotations

from .boundaries import LEFT_OUT, PATIENTS, TABLE, block, named_in, places, table
from .files import knowledge

TEXT = TABLE.read_text(encoding="utf-8")


def test_what_happens_on_both_sides_of_each_threshold_is_as_reviewed() -> None:
    assert table(named_in(TEXT)) == TEXT, (
        "read the difference; if it is meant: python -m tests.knowledge.boundaries"
    )


def test_every_threshold_is_shown_in_some_patient_or_left_out_with_a_reason() -> None:
    shown = named_in(TEXT).keys()
    assert [place for place in places() if place not in shown and place not in LEFT_OUT] == []


def test_nothing_is_left_out_that_could_be_shown_or_is_gone() -> None:
    assert LEFT_OUT.keys() - set(places()) == set()
    assert [(place, name) for place in LEFT_OUT for name in PATIENTS if block(name, *place)] == []


def test_a_number_that_nothing_is_held_against_has_no_block() -> None:
    assert block(PATIENTS[0], "creatinine_clearance", 71.3) == ()
    assert block(PATIENTS[0], "creatinine_clearance", 60.0) != ()


def test_the_table_holds_the_limits_of_the_dose_tables() -> None:
    limits = {
        edge
        for agent in knowledge().agents.values()
        for route in agent.routes
        if route.by == "creatinine_clearance"
        for row in route.rows
        for edge in (row.above, row.from_, row.below, row.through)
        if edge is not None and row.avoid is None
    }
    assert limits
    for limit in limits:
        assert f"creatinine_clearance {limit:g} mL/min" in TEXT
