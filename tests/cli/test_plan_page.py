"""The plan month by month: what a clinic reads off it, and that it drops and presets nothing."""

from __future__ import annotations

from functools import cache

import pytest

from myelobone.page.layout import cells
from myelobone.page.words import Lang

from .goldens import LANGUAGES, plan_drawn

CASES = {
    "W1": "W1-2026-12-01",
    "W4": "W4-2026-12-07",
    "W7": "W7-2026-11-17",
    "W8": "W8-2026-12-10",
    "W9": "W9-2026-11-12",
    "W10": "W10-2026-11-09",
    "spaced": "W7-2026-11-17-every_3_months",
    "exit": "W8-2026-12-10-one_zoledronic_acid_dose",
    "missed": "N04-2026-12-01-denosumab_missed",
}


@cache
def page(name: str, lang: Lang = "zh", width: int = 80, full: bool = False) -> str:
    return plan_drawn(CASES[name], lang, width, full=full)


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_line_fits(name: str, lang: Lang, width: int) -> None:
    assert [line for line in page(name, lang, width).splitlines() if cells(line) > width] == []


def test_tests_stand_under_the_dose_that_they_serve() -> None:
    assert "19  唑来膦酸 4 mg*；为 01-19 用药：化验A（01-12 起）" in page("spaced")
    assert "denosumab 120 mg*; for the dose of 12-29: tests A (from 12-22)" in page("missed", "en")


def test_a_set_of_tests_is_spelled_out_once() -> None:
    text = flat(page("spaced"))
    assert text.count("化验A：白蛋白、血钙、肌酐") == 1
    assert text.count("双膦酸盐后24小时内不用") == 1


def test_open_options_stand_side_by_side_and_none_is_marked() -> None:
    text = page("W7")
    head = next(line for line in text.splitlines() if "每2个月一次" in line and "□" not in line)
    assert head.split() == ["每月一次", "每2个月一次", "每3个月一次"]
    assert "■" not in text


def test_what_is_due_on_one_option_only_names_the_option() -> None:
    assert "若选 每月一次：唑来膦酸 4 mg*" in page("W7")


def test_a_deadline_stands_on_its_day() -> None:
    assert "2027年6月   07  最后期限：衔接方案" in page("W8")
    assert "待决定 2026-12-10  衔接方案（最迟 2027-06-07）" in page("W8")


def test_a_later_dose_says_which_decision_comes_first() -> None:
    assert "10-19" in page("W7")
    assert "唑来膦酸 4 mg*（须先决定：给药间隔）" in page("W7")
    assert "？ 须先决定：给药间隔" in page("W1")


def test_a_decision_is_shown_with_who_and_why() -> None:
    assert "2026-12-10  疗程：停止  haematologist，two years complete" in page("W8")
    assert "给药间隔：每3个月一次  haematologist，未写理由" in page("spaced")


def test_an_amount_that_the_doctor_typed_is_not_said_to_go_by_the_table() -> None:
    text = page("exit")
    assert "10  唑来膦酸 4 mg；" in text
    assert "按今天的" not in text
    assert "* 剂量按今天的肌酐清除率计，每次用药前须重新核对。" in page("spaced")


def test_what_was_overdue_and_what_lacks_is_seen_before_the_months() -> None:
    text = page("missed", "en")
    assert text.index("Overdue 2026-07-28") < text.index("Month by month")
    assert "2 doses without all tests before them on record" in text


def test_past_months_are_folded_unless_asked_for() -> None:
    assert "06-02  denosumab 120 mg" not in page("missed", "en")
    assert "06-02  denosumab 120 mg" in page("missed", "en", full=True)


def test_held_doses_name_what_holds_them() -> None:
    assert "暂停 2026-11-12  地舒单抗（暂停：牙科停药）" in page("W9")


def test_no_row_of_the_table_lies_before_the_day_asked_about() -> None:
    assert "2026年8月" not in page("W9")
    assert "2026年10月" not in page("W9")
