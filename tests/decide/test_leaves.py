"""Leaves, formulas, dose tables and texts, to the letter of the language."""

from __future__ import annotations

from typing import Any

import pytest

from .edition import asked, by, edition, fact, shown

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


RULES = """
- id: topic.tell
  cite: [S1]
  when: weight_figure < 60 kg
  then: {info: yes}
  says: {zh: "体重 {weight_figure}（{weight_figure.date}），{last_dose}，{stage}。", en: "Weight {weight_figure} on {weight_figure.date}, {last_dose}, {stage}."}
  examples: {fires: {weight_figure: 59 kg}, quiet: {weight_figure: 60 kg}, asks: {last_dose: none}}
"""

PRINTED = FACTS + fact("weight_figure", unit="kg", digits=1, is_="weight")


def printed(value: str, name: str = "weight_figure") -> str:
    answer = asked(edition(PRINTED, RULES), entry("weight", value))
    return str(answer["facts"][name]["display"]["en"])


def test_an_unknown_is_printed_in_its_own_word_and_still_unknown() -> None:
    answer = asked(edition(FACTS))["facts"]["words"]
    assert (answer["status"], answer["value"], answer["display"]["en"]) == (
        "unknown", "open", "undetermined",
    )  # fmt: skip
    assert facts(entry("wound", "no"))["words"] == "early"


@pytest.mark.parametrize("wound", [True, False, None])
@pytest.mark.parametrize("late", [True, False, None])
@pytest.mark.parametrize("heavy", [True, False, None])
def test_trees_have_three_truths(wound: Any, late: Any, heavy: Any) -> None:
    entries = []
    if wound is not None:
        entries.append(entry("wound", "yes" if wound else "no"))
    if late is not None:
        entries.append(entry("stage", "late" if late else "early"))
    if heavy is not None:
        entries.append(entry("weight", "60 kg" if heavy else "59 kg"))
    parts = (wound, late, heavy)
    seen = facts(*entries)
    every = "no" if False in parts else "yes" if None not in parts else "?needs"
    some = "yes" if True in parts else "no" if None not in parts else "?needs"
    assert seen["all_three"].replace("?missing", "?needs") == every
    assert seen["any_three"].replace("?missing", "?needs") == some
    opposite = {"yes": "no", "no": "yes"}.get(some, some)
    assert seen["none_three"].replace("?missing", "?needs") == opposite


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        #              <      <=     =      >      >=
        ("59 kg", ("yes", "yes", "no", "no", "no")),
        ("60 kg", ("no", "yes", "yes", "no", "yes")),
        ("61 kg", ("no", "no", "no", "yes", "yes")),
        ("60.0000000009 kg", ("no", "yes", "yes", "no", "yes")),  # within 1e-9
        ("60.000000002 kg", ("no", "no", "no", "yes", "yes")),
        ("59.999999998 kg", ("yes", "yes", "no", "no", "no")),
        ("<60 kg", ("yes", "yes", "no", "no", "no")),
        (">60 kg", ("no", "no", "no", "yes", "yes")),
        ("<=60 kg", ("?", "yes", "?", "no", "?")),
        (">=60 kg", ("no", "?", "?", "?", "yes")),
        ("<61 kg", ("?", "?", "?", "?", "?")),
    ],
)
def test_an_interval_decides_what_all_of_it_decides(written: str, answers: tuple[str, ...]) -> None:
    seen = facts(entry("weight", written))
    names = ("low_edge", "at_most_edge", "equal_edge", "over_edge", "from_edge")
    assert tuple(seen[name].partition("needs")[0] for name in names) == answers


def test_a_leaf_is_compared_in_the_unit_it_is_written_in() -> None:
    assert facts(entry("creatinine", "176.8 umol/L"))["in_pounds"] == "yes"
    assert facts(entry("creatinine", "176.7 umol/L"))["in_pounds"] == "no"


def test_a_leaf_about_none_is_no_but_for_is_not_and_not_in() -> None:
    seen = facts()
    assert [seen[name] for name in ("agent_is", "agent_in", "dose_exists", "dose_over", "same_agent")] == ["no"] * 5  # fmt: skip
    assert [seen[name] for name in ("agent_is_not", "agent_not_in", "agent_known")] == ["yes"] * 3


def test_an_unknown_leaf_is_unknown_but_for_is_known() -> None:
    seen = facts()
    assert seen["stage_exists"].startswith("?")
    assert (seen["stage_known"], seen["stage_not_known"]) == ("no", "yes")
    seen = facts(entry("stage", "late"))
    assert (seen["stage_exists"], seen["stage_known"], seen["stage_not_known"]) == ("yes", "yes", "no")  # fmt: skip


def test_words_are_compared_with_words() -> None:
    assert facts(given("2026-01-01"), given("2026-02-01"))["same_agent"] == "yes"
    assert facts(given("2026-01-01"), given("2026-02-01", "beta"))["same_agent"] == "no"


def test_a_site_without_a_list_offers_everything() -> None:
    assert facts()["offers_ct"] == facts()["offers_alpha"] == "yes"
    seen = facts(site={"offers": ["mri"], "agents": ["alpha"]})
    assert (seen["offers_ct"], seen["offers_alpha"]) == ("no", "yes")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("59.96 kg", "59.96 kg"),
        ("60.04 kg", "60.04 kg"),
        ("60.045 kg", "60.05 kg"),
        ("59.9996 kg", "59.9996 kg"),
        ("59.94 kg", "59.9 kg"),
        ("60 kg", "60.0 kg"),
        ("61.25 kg", "61.2 kg"),
    ],
)
def test_a_printed_figure_never_contradicts_what_was_decided(value: str, text: str) -> None:
    assert printed(value) in (text, text.replace("60.05", "60.04"))


def test_a_figure_next_to_a_fact_it_is_compared_with_shows_which_is_higher() -> None:
    answer = asked(
        edition(FACTS),
        entry("creatinine", "100.2 umol/L", "2026-01-01"),
        entry("creatinine", "100.4 umol/L"),
    )["facts"]
    assert answer["grew"]["value"] == "yes"
    displays = [answer[name]["display"]["en"] for name in ("creatinine_first", "creatinine_last")]
    assert displays == ["100 µmol/L", "100.4 µmol/L"]


def test_a_text_prints_values_days_none_and_unknown() -> None:
    text = by(asked(edition(PRINTED, RULES), entry("weight", "55 kg"))["items"], "id")["topic.tell"]
    assert text["text"]["en"] == "Weight 55.0 kg on 2026-06-01, none, unknown."
    assert text["text"]["zh"] == "体重 55.0 kg（2026-06-01），无，未知。"
