"""Facts of the small edition that the tests of facts and leaves share."""

from __future__ import annotations

from typing import Any

from .edition import asked, edition, fact, shown

MEASURED = "".join(
    fact(name, unit=unit, is_=f"latest {name}")
    for name, unit in (
        ("creatinine", "umol/L"),
        ("calcium", "mmol/L"),
        ("albumin", "g/L"),
        ("weight", "kg"),
    )
)

STATES = "".join(fact(name, is_=f"latest {name}") for name in ("stage", "wound", "dialysis"))

FACTS = (
    MEASURED
    + STATES
    + fact("last_dose", is_="date of latest given")
    + fact("first_dose", is_="date of earliest given")
    + fact("first_agent", is_="agent of earliest given")
    + fact("last_agent", is_="agent of latest given")
    + fact("corrected", unit="mmol/L", is_="calcium + 0.02 mmol/g * (40 g/L - albumin)")
    + fact("lowest_corrected", unit="mmol/L", is_="calcium + 0.02 mmol/g * (40 g/L - highest plausible albumin)")
    + fact("in_milligrams", unit="mg/dL", is_="creatinine in mg/dL", empirical="yes")
    + fact("in_grams", unit="g", is_="weight")
    + fact("product", unit="kg", is_="weight + 500 g")
    + fact("ratio", unit='"1"', is_="creatinine / (calcium in mg/dL - 10)", empirical="yes")
    + fact("days_since", unit="d", is_="days from last_dose to today")
    + fact("months_since", unit="mo", is_="months from last_dose to today")
    + fact("years_since", unit="a", is_="years from last_dose to today")
    + fact("months_between", unit="mo", is_="months from first_dose to last_dose")
    + fact("next_day", is_="last_dose + 6 months")
    + fact("before_day", is_="last_dose - 24 hours")
    + fact("resume", is_="later of last_dose + 3 months and last_dose + 90 days")
    + fact("sooner", is_="earlier of last_dose + 3 months and last_dose + 90 days")
    + fact("either", unit="umol/L", first="[creatinine, 77 umol/L]")
    + fact("first_known", unit="mmol/L", first="[corrected, calcium]")
    + fact("first_none", first="[stage, first_agent]")
    + fact("none_first", first="[first_agent, stage]")
    + fact("big", unit="mg", cases="[{when: weight >= 60 kg, value: 4 mg}, {when: stage is late, value: 3 mg}, {when: stage is end, value: none}, {otherwise: 4 mg}]")
    + fact("ends", unit="mg", cases="[{when: weight >= 60 kg, value: 4 mg}, {when: stage is late, value: 3 mg}]")
    + fact("words", values="[early, late]", unknown_as="open", cases="[{when: wound, value: late}, {when: dialysis is no, value: early}]")
    + fact("all_three", all="[wound, stage is late, weight >= 60 kg]")
    + fact("any_three", any="[wound, stage is late, weight >= 60 kg]")
    + fact("none_three", none="[wound, stage is late, weight >= 60 kg]")
    + fact("weight_then", unit="kg", is_="weight as of first_dose")
    + fact("weight_ahead", unit="kg", is_="weight as of next_day")
    + fact("low_edge", any="[weight < 60 kg]")
    + fact("at_most_edge", any="[weight <= 60 kg]")
    + fact("equal_edge", any="[weight = 60 kg]")
    + fact("over_edge", any="[weight > 60 kg]")
    + fact("from_edge", any="[weight >= 60 kg]")
    + fact("in_pounds", any='["creatinine >= 2 mg/dL"]')
    + fact("grew", any="[creatinine_last > creatinine_first]")
    + fact("creatinine_last", unit="umol/L", digits=0, is_="latest creatinine")
    + fact("creatinine_first", unit="umol/L", digits=0, is_="earliest creatinine")
    + fact("same_agent", any="[first_agent = last_agent]")
    + fact("agent_is", any="[last_agent is alpha]")
    + fact("agent_is_not", any="[last_agent is not alpha]")
    + fact("agent_in", any="[last_agent in both]")
    + fact("agent_not_in", any="[last_agent not in both]")
    + fact("dose_exists", any="[last_dose exists]")
    + fact("dose_over", any="[days_since >= 28 d]")
    + fact("stage_exists", any="[stage exists]")
    + fact("stage_known", reading="[A1]", any="[stage is known]")
    + fact("stage_not_known", reading="[A1]", any="[stage is not known]")
    + fact("agent_known", reading="[A1]", any="[last_agent is known]")
    + fact("offers_ct", any="[site offers ct]")
    + fact("offers_alpha", any="[site offers alpha]")
)  # fmt: skip


def facts(*entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    """All facts in short."""
    answer = asked(edition(FACTS), *entries, **options)["facts"]
    return {name: shown(value) for name, value in answer.items()}


def entry(what: str, value: str, on: str = "2026-06-01") -> dict[str, Any]:
    return {"on": on, "what": what, "value": value}


def given(on: str, agent: str = "alpha") -> dict[str, Any]:
    return {"on": on, "what": "given", "agent": agent}
