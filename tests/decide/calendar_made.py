"""Dated items of the small edition that the tests of the calendar share."""

from __future__ import annotations

from typing import Any

from .edition import asked, edition, fact

FACTS = (
    fact("weight", unit="kg", is_="latest weight")
    + fact("stage", is_="latest stage")
    + fact("wound", is_="latest wound")
    + fact("healed", none="[wound]")
    + fact("dialysis", is_="latest dialysis")
    + fact("last_dose", is_="date of latest given")
    + fact("first_dose", is_="date of earliest given")
    + fact("current", is_="agent of latest given")
    + fact("last_visit", is_="date of latest visit")
    + fact("last_study", is_="date of latest study")
    + fact("operation_day", is_="date of earliest operation where status is planned from today")
    + fact("rest_start", is_="operation_day - 7 days")
    + fact("rest_end", is_="operation_day + 7 days")
    + fact("past_operation", is_="date of latest operation where status is done")
    + fact("heal_day", is_="past_operation + 14 days")
    + fact("pace", is_="decided pace")
    + fact("wound_day", is_="date of latest wound")
    + fact("limit_day", is_="last_dose + 6 months")
    + fact("warn_day", is_="last_dose + 5 months")
    + fact("amount", unit="mg", cases="[{when: weight >= 60 kg, value: 4 mg}, {when: weight < 30 kg, value: none}, {otherwise: 3 mg}]")
)  # fmt: skip

ALPHA = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {forbid: dialysis, cite: [S2], says: {zh: 透析。, en: Dialysis.}}
doses:
  - {route: iv, give: 4 mg, interval: 28 days, cite: [S3]}
"""


def item(name: str, *, when: str = "last_dose exists", **form: Any) -> str:
    keys = "".join(f", {key.rstrip('_')}: {value}" for key, value in form.items())
    return f"- {{id: topic.{name}{keys}, when: {when}, cite: [S1], says: {{zh: 甲。, en: A.}}}}\n"


DOSES = item(
    "doses", dose="current", started="first_dose", from_="last_dose", every="28 days", late="3 days"
)


def told(calendar: str, *entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    return asked(edition(FACTS, calendar=calendar, alpha=ALPHA), *entries, **options)


def plan(calendar: str, name: str, *entries: dict[str, Any], **options: Any) -> list[tuple[str, str]]:  # fmt: skip
    """The due days and statuses of one item, in order."""
    parts = told(calendar, *entries, **options)["plan"]
    return [(p["due"], p["status"]) for p in parts if p["id"].startswith(f"topic.{name}")]


def given(on: str, agent: str = "alpha") -> dict[str, Any]:
    return {"on": on, "what": "given", "agent": agent}


def entry(what: str, on: str = "2026-06-01", **more: Any) -> dict[str, Any]:
    return {"on": on, "what": what, **more}


PLAIN = item("blood", measure="[calcium]", every="1 month")


def calcium(on: str, value: str = "2.3 mmol/L") -> dict[str, Any]:
    return {"on": on, "what": "calcium", "value": value}
