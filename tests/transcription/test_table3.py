"""Table 3 as printed and the dose tables of the knowledge agree, but where a reading says why not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from myelobone import Knowledge
from myelobone.language.model import Agent, Route, Row

from ..knowledge.files import knowledge
from .doses import Difference, differences, over
from .raw import explained, rows, transcribed

TABLE = transcribed("table3")
EXPLAINED = explained("table3")


def intervals(known: Knowledge) -> dict[tuple[str, ...], frozenset[str]]:
    """Where a route's interval is not the printed one, with the readings that the calendar names for it."""
    readings = frozenset(known.calendar["course.doses"].readings)
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for row in TABLE:
        if row["column"] == "usual" and row["interval"]:
            days = route(known, row["agent"], row["route"]).interval_days
            key = (row["agent"], row["route"], "interval", row["interval"], f"{days} days")
            found[key] = readings
    return found


def met(known: Knowledge) -> dict[tuple[str, ...], frozenset[str]]:
    """Every difference of an edition from the print, with the readings that stand at it."""
    along = {each.key(): each.readings for each in differences(known, TABLE)}
    return along | intervals(known)


def route(known: Knowledge, agent: str, name: str) -> Route:
    return next(each for each in known.agents[agent].routes if each.route == name)


def test_every_difference_from_the_printed_table_is_explained_and_no_explanation_is_idle() -> None:
    assert set(met(knowledge())) == set(EXPLAINED)


@pytest.mark.parametrize("key", EXPLAINED, ids=" ".join)
def test_the_reading_that_explains_stands_at_the_row_itself(key: tuple[str, ...]) -> None:
    assert EXPLAINED[key] in met(knowledge())[key]


def test_the_five_printed_agents_have_a_dose_table_and_no_other_has() -> None:
    printed = {(row["agent"], row["route"]) for row in TABLE}
    ours = {(a.id, r.route) for a in knowledge().agents.values() for r in a.routes}
    assert ours == printed


def test_what_the_print_remarks_is_carried() -> None:
    remarks = {row["row"]: row["remark"] for row in TABLE if row["remark"]}
    assert set(remarks) == {"1", "10", "22"}
    drink = knowledge().facts["clodronate_fasting"]
    assert drink.cites == ("T3.clodronate",)
    assert "value=2.0, unit='h'" in repr(drink.form)
    assert "clodronate_fasting" in route(knowledge(), "clodronate", "oral").administration[0].zh
    (watched,) = [x for x in knowledge().agents["denosumab"].standing if x.id == "denosumab.severe"]
    assert watched.cites == ("T3.denosumab",)
    slow = next(row for row in route(knowledge(), "pamidronate", "iv").rows if row.when)
    assert over(TABLE[9]["time"]) == f" over {slow.over_low:g}..{slow.over_high:g} min"


def test_clodronate_by_vein_is_given_on_the_printed_days_of_a_month() -> None:
    (row,) = [row for row in TABLE if row["row"] == "2"]
    days = route(knowledge(), "clodronate", "iv").days_per_month
    assert row["interval"] == f"{days} d/month"


def with_rows(agent: str, change: Callable[[tuple[Row, ...]], tuple[Row, ...]]) -> Knowledge:
    """The knowledge with the rows of an agent's first route changed."""
    drug: Agent = knowledge().agents[agent]
    first, *others = drug.routes
    new = replace(drug, routes=(replace(first, rows=change(first.rows)), *others))
    return replace(knowledge(), agents={**knowledge().agents, agent: new})


def unexplained(known: Knowledge) -> set[tuple[str, ...]]:
    return set(met(known)) ^ set(EXPLAINED)


@pytest.mark.parametrize(
    ("agent", "change"),
    [
        ("zoledronic_acid", lambda rows: (rows[0], replace(rows[1], amount=3.3), *rows[2:])),
        ("zoledronic_acid", lambda rows: (*rows[:3], replace(rows[3], from_=31.0), replace(rows[4], below=31.0))),
        ("zoledronic_acid", lambda rows: (*rows[:2], replace(rows[2], from_=39.6), replace(rows[3], below=39.6), rows[4])),
        ("incadronate", lambda rows: (replace(rows[0], amount=10.0), rows[1])),
        ("pamidronate", lambda rows: (replace(rows[0], over_low=120.0), rows[1])),
        ("denosumab", lambda rows: (replace(rows[0], amount=60.0),)),
        ("clodronate", lambda rows: (*rows[:2], replace(rows[2], printed="1600 mg"))),
    ],
    ids=["a dose", "a limit", "a limit inside a gap", "a reduced dose", "a time", "the only dose", "a figure that is only shown"],
)  # fmt: skip
def test_an_agent_file_that_is_changed_no_longer_agrees(
    agent: str, change: Callable[[tuple[Row, ...]], tuple[Row, ...]]
) -> None:
    assert unexplained(with_rows(agent, change)) != set()


def test_a_dose_table_that_is_missing_is_noticed() -> None:
    bare = replace(knowledge().agents["denosumab"], routes=())
    known = replace(knowledge(), agents={**knowledge().agents, "denosumab": bare})
    (found,) = [each for each in differences(known, TABLE) if each.agent == "denosumab"]
    assert found == Difference("denosumab", "sc", "all", "120 mg", "no such route", frozenset())


def test_the_raw_files_are_only_ever_corrected_by_the_errata() -> None:
    for slip in rows("errata.csv"):
        assert slip["reason"]
        assert slip["from"] != slip["to"]
