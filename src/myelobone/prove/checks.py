"""Every proof there is, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ..language.problems import Text
from . import choices, duplicates, printed, standing, tables, texts, unused
from .finding import Examined
from .subject import Subject

Check = Callable[[Subject], Examined]


class Proof(Struct, frozen=True, kw_only=True):
    """One proof: what it claims of the knowledge, what it counts, and the check itself."""

    kind: str
    claim: Text  # what holds when nothing is found: "Every band table covers its range once."
    unit: Text  # what is counted: "tables"
    check: Check


PROOFS: tuple[Proof, ...] = (
    Proof(
        kind=tables.KIND,
        claim=Text("每张表不缺、不重、每行可达，未知时不给答案",
                   "Every table covers its range once, reaches each row, and gives nothing for the unknown"),
        unit=Text("张表", "tables"),
        check=tables.check,
    ),
    Proof(
        kind=printed.KIND,
        claim=Text("指南印出的每处空缺、重叠和无数值栏目都有解读，解读也都有其处",
                   "Every gap, overlap and bare heading of the printed tables has its reading, and every reading its own"),
        unit=Text("处", "places in printed tables"),
        check=lambda subject: printed.check(subject.knowledge),
    ),
    Proof(
        kind=unused.KIND,
        claim=Text("每个事实都有用处", "Every fact is used"),
        unit=Text("个事实", "facts"),
        check=lambda subject: unused.check(subject.knowledge),
    ),
    Proof(
        kind=duplicates.KIND,
        claim=Text("没有重复的条目", "Nothing is said twice"),
        unit=Text("个条目", "lines"),
        check=lambda subject: duplicates.check(subject.knowledge),
    ),
    Proof(
        kind=choices.KIND,
        claim=Text("每个选择都有得选，决定之前不预设",
                   "Every choice has options, and nothing is preset before it is decided"),
        unit=Text("个选择", "choices"),
        check=choices.check,
    ),
    Proof(
        kind=standing.KIND,
        claim=Text("每条推荐都有起作用的时候",
                   "Every preference counts for some patient, whatever stands against it"),
        unit=Text("对条目", "pairs of lines"),
        check=standing.check,
    ),
    Proof(
        kind=texts.KIND,
        claim=Text("文字写出的数值在显示时都已知", "What a text prints is known when it is shown"),
        unit=Text("处数值", "values printed"),
        check=texts.check,
    ),
)  # fmt: skip
