"""What each finding says, by its stable code; `docs/reference/problems.md` lists them."""

from __future__ import annotations

from ..language.problems import Text

MESSAGES: dict[str, Text] = {
    "prove.nothing_examined": Text("什么也没有检查", "Nothing was examined"),
    "prove.stale_exception": Text("所列例外已不存在", "A finding listed as known is not found"),
    # tables
    "prove.gap": Text("表有空缺", "A table has a gap"),
    "prove.overlap": Text("表有重叠", "Rows of a table overlap"),
    "prove.row_never": Text("这一行永远轮不到", "A row of a table is never reached"),
    "prove.unknown_gives": Text(
        "不知道的也给出答案", "A table answers although nothing is known"
    ),
    # printed tables
    "prove.printed_gap": Text("印出的表有空缺", "A printed table has a gap"),
    "prove.printed_overlap": Text("印出的表有重叠", "Ranges of a printed table overlap"),
    "prove.printed_column": Text("印出的栏目没有数值", "A printed heading has no numbers"),
    "prove.reading_without_gap": Text(
        "解读所说的不清楚之处并不存在", "A reading settles what the printed table leaves no doubt of"
    ),
    "prove.reading_not_carried": Text(
        "剂量表的对应行没有写明解读", "The dose table does not name the reading where it is needed"
    ),
    # what is there twice, or for nothing
    "prove.unused_fact": Text("没有用到的事实", "A fact that nothing uses"),
    "prove.duplicate_line": Text("重复的条目", "A line that says what another says"),
    "prove.never_counts": Text(
        "从不起作用的条目", "A line that never counts, because a stronger one is always yes"
    ),
    # choices and texts
    "prove.one_option": Text("只有一个选项的选择", "A choice with one option"),
    "prove.preset": Text("尚未决定已有预设", "An option is taken before anything is decided"),
    "prove.unknown_shown": Text("写出的数值可能未知", "A text prints a value that can be unknown"),
    "prove.never_fires": Text("对任何患者都不会成立", "Holds for no patient"),
    "prove.always_fires": Text("对每位患者都成立", "Holds for every patient"),
    "prove.clash": Text("相互对立的要求同时成立", "Demands that oppose each other are made of one patient"),
    "prove.opposes_nothing": Text(
        "声明对立的要求并没有提出", "Demands are declared opposed that nothing makes"
    ),
    "prove.worse_gets_more": Text("情况更差反而剂量更大", "Whoever is worse off is given more"),
    "prove.undecided": Text("未能判定", "Neither shown on a patient nor proved impossible"),
    "prove.duplicate_fact": Text("同一事实有两个名称", "One fact under two names"),
}  # fmt: skip
