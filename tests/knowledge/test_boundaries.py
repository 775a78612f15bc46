"""The table of thresholds that a clinician reads: a changed line is a changed answer."""

from __future__ import annotations

from .boundaries import TABLE, table
from .files import knowledge


def test_what_happens_on_both_sides_of_each_threshold_is_as_reviewed() -> None:
    assert table() == TABLE.read_text(encoding="utf-8"), (
        "read the difference; if it is meant: python -m tests.knowledge.boundaries"
    )


def test_the_table_holds_the_limits_of_the_dose_tables() -> None:
    text = TABLE.read_text(encoding="utf-8")
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
        assert f"creatinine_clearance {limit:g} mL/min" in text
