"""Every dose just below, at and just above every limit, through whole records.

`doses.csv` was written from Table 3 and the readings beside it, not from the agents' files.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from myelobone.language.model import Route, Row

from .files import advice, knowledge, patient_cases

DAY = "2026-12-01"
TABLE = (Path(__file__).parent / "doses.csv").read_text(encoding="utf-8")
EXPECTED = list(csv.DictReader(TABLE.splitlines()))
GIVEN = [row for row in EXPECTED if row["standing"] == "given"]
ORDERED = [row for row in EXPECTED if row["standing"] == "ordered"]
FORBIDDEN = [row for row in EXPECTED if row["standing"] == "forbidden"]


def named(row: dict[str, str]) -> str:
    figure = row["creatinine_clearance"] or f"creatinine {row['creatinine']}"
    return f"{row['agent']} {row['route']} at {figure}"


@pytest.mark.parametrize("row", GIVEN, ids=named)
def test_the_dose_on_each_side_of_a_limit_is_the_printed_one(row: dict[str, str]) -> None:
    agent = standing(row, *measured(row))
    assert agent["standing"] in ("preferred", "option")
    assert shown(agent["dose"]) == wanted(row)


@pytest.mark.parametrize("row", ORDERED, ids=named)
def test_an_order_is_held_against_the_printed_dose(row: dict[str, str]) -> None:
    (order,) = judged(row, row["amount"] or row["high"])
    assert order["verdict"] in ("accepted", "query")
    assert shown(order["order_dose"]) == wanted(row)


@pytest.mark.parametrize("row", ORDERED, ids=named)
def test_an_order_above_the_printed_dose_is_stopped(row: dict[str, str]) -> None:
    (order,) = judged(row, str(float(row["amount"] or row["high"]) + 1))
    assert order["verdict"] == "stopped"


@pytest.mark.parametrize("row", FORBIDDEN, ids=named)
def test_below_the_last_limit_there_is_no_dose(row: dict[str, str]) -> None:
    agent = standing(row, *measured(row))
    assert (agent["standing"], agent["dose"], agent["other_doses"]) == ("forbidden", None, [])


@pytest.mark.parametrize("row", FORBIDDEN, ids=named)
def test_an_order_below_the_last_limit_is_stopped(row: dict[str, str]) -> None:
    (order,) = judged(row, "1")
    assert order["verdict"] == "stopped"


@pytest.mark.parametrize(
    "row", [row for row in GIVEN + FORBIDDEN if row["creatinine_clearance"]], ids=named
)
def test_a_reported_clearance_gives_the_dose_of_a_calculated_one(row: dict[str, str]) -> None:
    # pamidronate's table also asks for creatinine
    creatinine = [measurement("creatinine", "100 umol/L")] if row["agent"] == "pamidronate" else []
    reported = measurement("creatinine_clearance", f"{row['creatinine_clearance']} mL/min")
    agent = standing(row, reported, *creatinine)
    if row["standing"] == "forbidden":
        assert agent["standing"] == "forbidden"
    else:
        assert shown(agent["dose"]) == wanted(row)


@pytest.mark.parametrize("agent", ["pamidronate", "incadronate"])
def test_on_dialysis_the_severe_figure_stands_only_in_an_order_check(agent: str) -> None:
    row = next(r for r in GIVEN if r["agent"] == agent and r["creatinine_clearance"] == "29.9")
    dialysis = {"on": "2026-11-30", "what": "dialysis", "value": "yes"}
    found = standing(row, *measured({**row, "creatinine_clearance": "60"}), dialysis)
    assert (found["standing"], found["dose"]) == ("discouraged", None)
    (order,) = judged({**row, "creatinine_clearance": "60"}, row["amount"] or row["low"], dialysis)
    assert shown(order["order_dose"]) == wanted(row)


@pytest.mark.parametrize("agent", ["zoledronic_acid", "clodronate"])
def test_on_dialysis_an_agent_not_for_severe_impairment_is_forbidden(agent: str) -> None:
    row = {"agent": agent, "creatinine_clearance": "60", "creatinine": ""}
    dialysis = {"on": "2026-11-30", "what": "dialysis", "value": "yes"}
    assert standing(row, *measured(row), dialysis)["standing"] == "forbidden"


@pytest.mark.parametrize("limit", ["29.96", "59.96", "60.045"])
def test_a_clearance_is_compared_unrounded_and_shown_on_its_own_side(limit: str) -> None:
    row = {"creatinine_clearance": limit, "creatinine": ""}
    fact = answer(*measured(row))["facts"]["creatinine_clearance"]
    agent = standing({**row, "agent": "zoledronic_acid"}, *measured(row))
    amount = {"29.96": None, "59.96": 3.5, "60.045": 4.0}[limit]
    assert (agent["dose"] or {"amount": None})["amount"] == amount
    assert not any(text.startswith(("30.0 ", "60.0 ")) for text in fact["display"].values())


def test_every_limit_in_the_dose_tables_is_tested_on_both_sides() -> None:
    tested = {(r["agent"], r["route"], float(r["creatinine_clearance"] or 0)) for r in EXPECTED}
    missing = [
        (agent.id, route.route, near)
        for agent in knowledge().agents.values()
        for route in agent.routes
        for row in route.rows
        for limit in limits(row)
        for near in (limit - 0.1, limit, limit + 0.1)
        if (agent.id, route.route, round(near, 1)) not in tested
    ]
    assert missing == []


def test_every_dose_in_the_tables_is_one_that_was_transcribed() -> None:
    transcribed = {(r["agent"], r["route"], amounts(r)) for r in EXPECTED}
    tables = {
        (agent.id, route.route, (row.amount, row.low, row.high))
        for agent in knowledge().agents.values()
        for route in agent.routes
        for row in route.rows
        if row.avoid is None
    }
    assert tables <= transcribed
    assert transcribed - tables == {(r["agent"], r["route"], (None, None, None)) for r in FORBIDDEN}


@pytest.mark.parametrize("agent", ["zoledronic_acid", "pamidronate", "incadronate", "denosumab"])
def test_every_monthly_agent_is_given_every_28_days(agent: str) -> None:
    routes: tuple[Route, ...] = knowledge().agents[agent].routes
    assert [route.interval_days for route in routes] == [28]


def limits(row: Row) -> list[float]:
    """The limits of a band."""
    return [x for x in (row.above, row.from_, row.below, row.through) if x is not None]


def amounts(row: dict[str, str]) -> tuple[float | None, float | None, float | None]:
    """Amount, low and high of a transcribed row."""
    amount, low, high = (float(row[key]) if row[key] else None for key in ("amount", "low", "high"))
    return amount, low, high


def wanted(row: dict[str, str]) -> dict[str, Any]:
    """The transcribed dose."""
    amount, low, high = amounts(row)
    keys = ("over_minutes", "over_minutes_max", "days_per_month")
    rest = {key: float(row[key]) if row[key] else None for key in keys}
    return {"amount": amount, "low": low, "high": high, "route": row["route"], **rest}


def shown(dose: dict[str, Any]) -> dict[str, Any]:
    """The same keys of a dose in the advice."""
    keys = ("amount", "low", "high", "route", "over_minutes", "over_minutes_max", "days_per_month")
    return {key: dose[key] for key in keys}


def measurement(what: str, value: str) -> dict[str, Any]:
    """One measurement of the day before."""
    return {"on": "2026-11-30", "what": what, "value": value}


def measured(row: dict[str, str]) -> list[dict[str, Any]]:
    """Weight and creatinine that put a man of 68 exactly at the row's clearance.

    At that age clearance is weight over creatinine (kg over mg/dL).
    """
    if row["creatinine"]:
        return [
            measurement("weight", "100 kg"),
            measurement("creatinine", f"{row['creatinine']} umol/L"),
        ]
    clearance = float(row["creatinine_clearance"])
    divisor = 2.5 if clearance < 25 else 1.0
    return [
        measurement("weight", f"{clearance * divisor:.6g} kg"),
        measurement("creatinine", f"{divisor} mg/dL"),
    ]


def answer(*extra: dict[str, Any]) -> dict[str, Any]:
    """The advice for the new patient with normal calcium, aged 68, with these entries added."""
    return _answer(tuple(tuple(sorted(entry.items())) for entry in extra))


@cache
def _answer(extra: tuple[tuple[tuple[str, Any], ...], ...]) -> dict[str, Any]:
    base = patient_cases()[f"W1-{DAY}"].record
    added = [dict(entry) for entry in extra]
    dropped = {"weight", "creatinine", "height"} | {entry["what"] for entry in added}
    kept = [entry for entry in base["entries"] if entry["what"] not in dropped]
    patient = {**base["patient"], "born": "1958-06-01"}
    return advice({**base, "patient": patient, "entries": kept + added}, DAY)


def standing(row: dict[str, str], *extra: dict[str, Any]) -> dict[str, Any]:
    """The row's agent in the advice."""
    return next(a for a in answer(*extra)["agents"] if a["agent"] == row["agent"])


def judged(row: dict[str, str], dose: str, *extra: dict[str, Any]) -> list[dict[str, Any]]:
    """The verdict on an order of that many milligrams."""
    order = {
        "on": DAY,
        "what": "ordered",
        "agent": row["agent"],
        "dose": f"{dose} mg",
        "route": row["route"],
    }
    orders: list[dict[str, Any]] = answer(*measured(row), *extra, order)["orders"]
    return orders
