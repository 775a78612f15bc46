"""Takes of the small edition that the tests of takes share."""

from __future__ import annotations

from typing import Any

from .edition import asked, edition, fact, shown

TAKES = {
    # name: (unit or None, expression)
    "newest": ("umol/L", "latest creatinine"),
    "second": ("umol/L", "previous creatinine"),
    "oldest": ("umol/L", "earliest creatinine"),
    "top": ("umol/L", "highest creatinine"),
    "bottom": ("umol/L", "lowest creatinine"),
    "highest_month": ("umol/L", "highest creatinine within 30 days"),
    "fresh": ("umol/L", "latest creatinine within 30 days"),
    "fresh_months": ("umol/L", "latest creatinine within 1 month"),
    "newest_day": (None, "date of latest creatinine"),
    "upper": ("umol/L", "upper limit of latest creatinine"),
    "newest_high": ("umol/L", "latest creatinine where value >= 176.8 umol/L"),
    "stage": (None, "latest stage"),
    "first_stage": (None, "earliest stage"),
    "previous_stage": (None, "previous stage"),
    "stage_day": (None, "date of latest stage"),
    "dialysis": (None, "latest dialysis within 90 days"),
    "dialysis_day": (None, "date of latest dialysis"),
    "any_dialysis": (None, "any dialysis where value is yes"),
    "wound": (None, "latest wound within 90 days"),
    "allergy": (None, "latest allergy where to is alpha"),
    "calcium_day": (None, "date of latest calcium"),
    "albumin": ("g/L", "nearest albumin to calcium_day within 7 days"),
    "last_dose": (None, "date of latest given"),
    "previous_dose": (None, "date of previous given"),
    "doses": ("1", "count given"),
    "doses_year": ("1", "count given within 12 months"),
    "dose_sum": ("mg", "sum dose of given"),
    "alpha_doses": ("1", "count given where agent is alpha"),
    "any_big": (None, "any given where dose >= 5 mg"),
    "big_dose": ("mg", "dose of latest given where dose >= 5 mg"),
    "visits": ("1", "count visit"),
    "any_visit": (None, "any visit"),
    "last_visit": (None, "date of latest visit"),
    "medicine": (None, "any medicine where class is strong running"),
    "stopped_on": (None, "date of latest decision where choose is agent and value is beta"),
    "after_stop": (None, "date of earliest given after stopped_on if any"),
    "strictly_after_stop": (None, "date of earliest given after stopped_on"),
    "since_stop": ("1", "count given since stopped_on"),
    "before_stop": ("1", "count given before stopped_on"),
    "on_stop": ("1", "count given on stopped_on"),
    "visits_since_visit": ("1", "count given since last_visit"),
    "given_since_visit": ("1", "count given since last_visit"),
    "pauses": ("d", "days over 35 between given"),
    "planned": (None, "date of earliest operation where status is planned from today"),
    "done": (None, "date of latest operation where status is done"),
    "any_planned": (None, "any operation where status is planned from today"),
    "any_operation": (None, "any operation"),
    "invasive": (None, "any operation where invasive is yes"),
    "pace": (None, "decided pace since first_dose"),
    "first_dose": (None, "date of earliest given"),
    "lytic": (None, "any finding where kind is lytic and size >= 5 mm"),
    "lesions": ("1", "count finding where kind is lytic"),
    "creatinine_then": ("umol/L", "newest as of first_dose"),
    "either": (None, "date of latest visit or given"),
}


def facts() -> str:
    text = ""
    for name, (unit, expression) in TAKES.items():
        form = {"is_": expression} if unit is None else {"unit": f'"{unit}"', "is_": expression}
        text += fact(name, **form)
    return text


def taken(name: str, *entries: dict[str, Any], **options: Any) -> Any:
    """A fact as of 2026-06-15, from these entries."""
    return shown(asked(edition(facts()), *entries, **options)["facts"][name])


def creatinine(on: str, value: str = "100 umol/L", **more: Any) -> dict[str, Any]:
    return {"on": on, "what": "creatinine", "value": value, **more}


def given(on: str, agent: str = "alpha", **more: Any) -> dict[str, Any]:
    return {"on": on, "what": "given", "agent": agent, **more}
