"""The words of the layout of pictures in both languages; every clinical word comes from knowledge."""

from __future__ import annotations

from ..page.words import Lang

WORDS: dict[str, tuple[str, str]] = {
    "timeline": ("病程时间线", "Timeline of the course"),
    "until": ("计划至", "plan to"),
    "today": ("今天", "today"),
    "done": ("已做", "done"),
    "due": ("现在该做", "due now"),
    "upcoming": ("计划", "planned"),
    "overdue": ("已逾期", "overdue"),
    "held": ("因停用期不做", "held"),
    "hangs": ("取决于前面的决定", "depends on a decision before it"),
    "window": ("允许或可能的日期", "days allowed or possible"),
    "early": ("早于允许的日期", "before the day allowed"),
    "not_before": ("不早于", "not before"),
    "late": ("偏离应做日", "off the day it was due"),
    "hold": ("停用期", "hold"),
    "other": ("其他", "Other"),
    "count": ("{}项", "{} tests"),
    "due_on": ("应做于", "was due on"),
    "window_of": ("时间范围", "window"),
    "at_latest": ("最迟", "by"),
    "no_end": ("未定", "open"),
    "branch": ("若选", "if chosen"),
    "hangs_on": ("取决于", "depends on"),
    "held_by": ("因", "because of"),
    "choice": ("{}：待医生选择，未预设", "{}: to be chosen, nothing is preset"),
    "by": ("由", "by"),
    "note": ("备注", "note"),
    "earlier": ("更早", "Earlier"),
    "undated": ("无日期而未画出的条目", "Entries without a day, not drawn"),
    "uncertain": ("日期不确定", "day not certain"),
    "summary": ("共{}项；{}", "{} marks; {}"),
    "nothing": ("没有可画的内容。", "There is nothing to draw."),
}


def word(key: str, lang: Lang) -> str:
    """The layout word `key` in `lang`; raises KeyError for a word that is not one."""
    zh, en = WORDS[key]
    return zh if lang == "zh" else en


def month(number: int, lang: Lang) -> str:
    """A month on the axis."""
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{number}月" if lang == "zh" else names[number - 1]
