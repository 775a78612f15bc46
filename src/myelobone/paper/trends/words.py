"""The words of the layout of the charts in both languages; every clinical word comes from knowledge."""

from __future__ import annotations

from ...page.words import Lang

WORDS: dict[str, tuple[str, str]] = {
    "trends": ("趋势图", "Trends"),
    "range": ("参考", "range"),
    "last": ("末次", "last"),
    "less": ("小于某值", "less than"),
    "more": ("大于某值", "more than"),
    "no_data": ("没有可画的值", "Without a value to draw"),
    "nothing": ("截至该日，记录中没有可画的值。", "No value to draw is recorded up to this day."),
    "unusable": ("无单位、不合理或只有文字而未画出的值：{}个", "Values not drawn, without a unit, not plausible or in words: {}"),
    "dose": ("用药", "dose"),
    "doses": ("用药", "Doses"),
    "times": ("{}次", "{} doses"),
    "once": ("1次", "1 dose"),
    "events": ("事件", "Events"),
    "day": ("日期", "Day"),
    "limit": ("界值", "limit"),
    "outside": ("超出参考范围", "outside the range"),
    "running": ("进行中", "running"),
    "summary": ("{}：{}个值，末次{}（{}）", "{}: {} values, last {} ({})"),
}  # fmt: skip


def word(key: str, lang: Lang) -> str:
    """The layout word `key` in `lang`; raises KeyError for a word that is not one."""
    zh, en = WORDS[key]
    return zh if lang == "zh" else en
