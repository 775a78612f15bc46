"""What a clinician finds on the page, and where."""

from __future__ import annotations

import re
from typing import Any

import pytest

from myelobone.page.layout import Line, cells, plain
from myelobone.page.whole import page

from .made import advice, knowledge


def shown(lang: Any = "zh", width: int = 80, **changes: Any) -> list[str]:
    return [
        plain(line) for line in page({**advice(), **changes}, knowledge(), lang=lang, width=width)
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("ambiguous", [1, 2])
def test_every_line_fits_the_screen(lang: Any, width: int, ambiguous: int) -> None:
    drawn = page(advice(), knowledge(), lang=lang, width=width, ambiguous=ambiguous)
    assert [plain(line) for line in drawn if cells(plain(line), ambiguous) > width] == []


def test_the_first_lines_say_who_which_day_and_that_nobody_has_signed() -> None:
    top = "\n".join(shown()[:5])
    for words in ("W4", "66 岁", "2026-12-07", "尚未经临床签署", "不能代替医生判断"):
        assert words in top


def test_what_must_stop_stands_above_everything_else() -> None:
    lines = shown()
    section = lines[lines.index("需要处理") :]
    assert [line[0] for line in section if line and line[0] in "▲◆●"][:2] == ["▲", "◆"]
    assert lines.index("需要处理") < 8


def test_what_must_stop_is_repeated_as_the_last_thing_on_the_screen() -> None:
    assert any("校正血钙 3.20 mmol/L" in line for line in shown()[-4:])


def test_a_page_without_urgent_items_says_so() -> None:
    said = [line for line in shown(items=[]) if "按已知资料，没有必须立即处理的事项。" in line]
    assert len(said) == 2  # where they would stand, and at the end


def test_each_level_is_told_by_a_mark_and_not_by_colour_alone() -> None:
    for line in page(advice(), knowledge()):
        styles = {span.style for span in line} & {"stop", "caution", "ask"}
        if styles and plain(line)[0] in "▲◆●？":
            assert plain(line)[0] in {"stop": "▲", "caution": "◆", "ask": "？"}[styles.pop()]


def test_a_dose_stands_beside_the_agent_with_its_source() -> None:
    (line,) = [line for line in shown(width=120) if "120 mg 皮下" in line and "[" in line]
    assert "地舒单抗" in line
    assert "T3.denosumab" in line


PREFERRED = "●  首选：地舒单抗  120 mg 皮下，每 28 天"


def test_the_preferred_agent_and_its_dose_stand_at_the_top_and_at_the_end() -> None:
    lines = shown(items=[])
    assert PREFERRED in lines[:8]
    assert PREFERRED in lines[-3:]


def test_what_must_stop_comes_before_any_dose() -> None:
    lines = shown()
    assert any(item["level"] == "stop" for item in advice()["items"])
    assert lines.index(PREFERRED) > next(n for n, line in enumerate(lines) if line.startswith("▲"))
    assert PREFERRED in lines[-3:]


def test_an_agent_in_use_that_may_not_be_given_is_told_at_the_top() -> None:
    agents = [{**advice()["agents"][0], "standing": "forbidden"}, *advice()["agents"][1:]]
    fact = {"status": "known", "value": "zoledronic_acid", "label": {"zh": "当前", "en": "current"}}
    facts = {**advice()["facts"], "current_bone_agent": fact}
    assert "▲  不可用：唑来膦酸  当前用药" in shown(agents=agents, facts=facts)[:8]


def test_a_reason_that_is_not_decided_says_so() -> None:
    waits = {**advice()["agents"][0]["reasons"][0], "truth": None}
    agents = [{**advice()["agents"][0], "reasons": [waits]}]
    assert any("未能判定：体重未知" in line for line in shown(agents=agents))


def test_a_reason_that_bars_every_agent_is_told_once() -> None:
    agents = [
        {
            **each,
            "standing": "forbidden",
            "dose": None,
            "reasons": [{**each["reasons"][0], "text": {"zh": "暂停", "en": "hold"}}],
        }
        for each in advice()["agents"]
    ]
    assert sum("暂停 [" in line for line in shown(agents=agents)) == 1


def test_a_referral_stands_inside_the_alert_that_calls_it() -> None:
    alert = {**advice()["items"][2], "id": "x.alert", "to": None}
    call = {
        **alert,
        "id": "x.alert/refer",
        "kind": "referral",
        "level": "advise",
        "to": "haematology",
    }
    lines = shown(items=[alert, call])
    assert sum("校正血钙 3.20 mmol/L：立即处理" in line for line in lines) == 2  # and at the end
    assert "   联系：血液科" in lines


def test_agents_that_share_standing_and_reasons_stand_together() -> None:
    assert any("待定" in line and "唑来膦酸、帕米膦酸" in line for line in shown())


def test_each_reason_says_whether_guideline_label_or_design_speaks() -> None:
    text = "\n".join(shown())
    assert "[设计 R3.8]" in text
    assert "[指南 R3.8]" in text


def test_nothing_is_preset_in_a_choice() -> None:
    assert [line.strip()[0] for line in shown() if line.strip()[:1] in ("□", "■")] == ["□", "□"]


def test_a_decision_is_marked_in_its_choice() -> None:
    choice = {**advice()["choices"][0], "chosen": "monthly"}
    assert any(line.strip().startswith("■ 每月") for line in shown(choices=[choice]))


def test_tests_of_one_set_stand_on_one_line() -> None:
    assert any("2026-12-07  血钙、白蛋白" in line for line in shown())


def test_overdue_comes_before_due_and_upcoming() -> None:
    text = "\n".join(shown())
    assert text.index("已逾期") < text.index("现在该做") < text.index("即将")


def test_branches_stand_side_by_side() -> None:
    (head,) = [line for line in shown() if "每月" in line and "每2个月" in line]
    (row,) = [line for line in shown() if "2027-01-04" in line and "2027-02-07" in line]
    assert cells(head[: head.index("每2个月")]) == cells(row[: row.index("2027-02-07")])


def test_branches_that_do_not_fit_follow_each_other() -> None:
    assert all(cells(line) <= 60 for line in shown(width=60))
    assert sum("2027-03-07" in line for line in shown(width=60)) == 1


def test_a_question_says_what_it_would_change() -> None:
    lines = shown()
    where = next(n for n, line in enumerate(lines) if line.startswith("？ 体重"))
    assert "唑来膦酸；帕米膦酸" in lines[where + 1]


def test_what_was_not_used_is_told_at_the_top_and_in_full_below() -> None:
    lines = shown()
    assert "1 处" in "\n".join(lines[:5])
    assert any("entries[3].value" in line and "168" in line for line in lines)


def test_every_source_cited_in_place_is_listed_once_at_the_end() -> None:
    lines = shown()
    end = lines[lines.index("出处（本软件转述，非原文）") :]
    listed = [line.split()[0] for line in end if re.match(r"  \S", line)]
    assert listed == ["3.2.b", "R3.8", "B8"]


def test_an_override_shows_who_and_why() -> None:
    override = {
        "by": "王医师",
        "because": "已与肾内科商定",
        "on": "2026-12-07",
        "until": "2026-12-20",
    }
    text = "\n".join(shown(items=[{**advice()["items"][2], "override": override}]))
    assert "王医师" in text
    assert "已与肾内科商定" in text
    assert "2026-12-20" in text


def test_the_english_page_holds_no_chinese_layout_words() -> None:
    assert [line for line in shown("en") if re.search("[\u4e00-\u9fff]", line)] == []


def test_every_mark_survives_on_a_chinese_console() -> None:
    for line in shown():
        line.replace("µ", "μ").encode("gbk")


def test_a_line_is_plain_data() -> None:
    lines: list[Line] = page(advice(), knowledge())
    assert page(advice(), knowledge()) == lines
