"""Leaves, formulas, dose tables and texts, to the letter of the language."""

from __future__ import annotations

from typing import Any

import pytest

from .edition import asked, by, edition, fact
from .facts_made import FACTS, entry, facts, given

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
