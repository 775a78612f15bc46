"""Every proof there is, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ..language.problems import Text
from . import choices, duplicates, printed, standing, tables, texts, unused
from .finding import Examined
from .solver import clashes, less, reach
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
    Proof(
        kind=reach.RULES,
        claim=Text("每条规则都对某位患者触发，对另一位不触发",
                   "Every rule fires for some patient and is silent for another"),
        unit=Text("条规则", "rules"),
        check=lambda subject: reach.rules(subject.search),
    ),
    Proof(
        kind=reach.PARTS,
        claim=Text("每个药物条目、剂量行、分情形的行、日程项和选项都有轮到的患者",
                   "Every agent line, dose row, case of a table, dated item and option holds for some patient"),
        unit=Text("个部分", "parts"),
        check=lambda subject: reach.others(subject.search),
    ),
    Proof(
        kind=clashes.KIND,
        claim=Text("相互对立的要求不会同时成立，除非写明以哪个为准",
                   "Demands that oppose each other never meet unless something settles which prevails"),
        unit=Text("对要求", "pairs of demands"),
        check=lambda subject: clashes.check(subject.search),
    ),
    Proof(
        kind=less.KIND,
        claim=Text("情况更差，剂量不会更大", "The worse off, the dose is never higher"),
        unit=Text("张剂量表", "dose tables"),
        check=lambda subject: less.check(subject.search),
    ),
)  # fmt: skip
