"""The layout words of the page in both languages; every clinical word comes from knowledge."""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh", "en"]

WORDS: dict[str, tuple[str, str]] = {
    # header and end
    "as_of": ("截至", "as of"),
    "knowledge": ("知识库", "Knowledge"),
    "review.unsigned": ("尚未经临床签署", "not clinically signed off"),
    "review.partly": ("仅部分经临床签署", "only partly signed off by clinicians"),
    "review.signed": ("已经临床签署", "signed off by clinicians"),
    "support": (
        "只作参考，不能代替医生判断",
        "supports and never replaces a clinician's judgement",
    ),
    "next_change": ("下次自动变化", "Changes by itself on"),
    "main_point": ("要点", "Main point"),
    "nothing_urgent": (
        "没有必须立即处理的事项。",
        "Nothing that must be dealt with at once.",
    ),
    # sections
    "items": ("需要处理", "To act on"),
    "advised": ("还建议", "Also advised"),
    "current": ("当前用药", "in use"),
    "agents": ("药物", "Agents"),
    "choices": ("由医生选择（未预设）", "For the doctor to choose (nothing is preset)"),
    "plan": ("日程", "Plan"),
    "questions": ("还缺什么", "What is missing"),
    "info": ("供参考", "For information"),
    "assumed": ("记录未写、按下列情况处理", "Not in the record, taken to be"),
    "limit": ("界值", "limit"),
    "margins": ("接近界值", "Close to a limit"),
    "lesions": ("病灶", "Lesions"),
    "orders": ("医嘱核对", "Orders checked"),
    "unused": (
        "记录中有 {} 处内容未被采用，见“记录中未采用的内容”。",
        "{} entries of the record were not used, see “In the record but not used”.",
    ),
    "problems": ("记录中未采用的内容", "In the record but not used"),
    "rules": ("全部规则", "All rules"),
    "sources": ("出处（本软件转述，非原文）", "Sources (in our own words, not quoted)"),
    # origins and standings
    "guideline": ("指南", "guideline"),
    "label": ("说明书", "label"),
    "design": ("设计", "design"),
    "preferred": ("首选", "preferred"),
    "option": ("可选", "option"),
    "discouraged": ("不建议", "discouraged"),
    "undetermined": ("待定", "undetermined"),
    "all_below": ("下列各药", "all of these"),
    "forbidden": ("不可用", "forbidden"),
    # urgency and status
    "now": ("立即", "now"),
    "today": ("今天", "today"),
    "soon": ("尽快", "soon"),
    "overdue": ("已逾期", "Overdue"),
    "due": ("现在该做", "Due"),
    "held": ("暂停", "Held"),
    "upcoming": ("即将", "Upcoming"),
    "stopped": ("停止", "stopped"),
    "query": ("需询问", "query"),
    "accepted": ("通过", "accepted"),
    "fires": ("成立", "fires"),
    "quiet": ("不成立", "quiet"),
    "asks": ("不明", "asks"),
    # small words
    "because": ("依据", "Because"),
    "do": ("处理", "Do"),
    "to": ("联系", "Call"),
    "precaution": ("资料不全时的预防性提示", "a precaution while data are missing"),
    "overridden": ("已由医生否决", "overridden by"),
    "until": ("至", "until"),
    "no_dose": ("不给剂量", "no dose"),
    "or": ("或", "or"),
    "not_before": ("不早于", "not before"),
    "at_latest": ("最迟", "at the latest"),
    "resume": ("可恢复日", "may resume on"),
    "confirm": ("须先确认", "to be confirmed first"),
    "chosen": ("已选", "chosen"),
    "needs_reason": ("须写明理由", "needs a reason"),
    "for": ("支持", "for"),
    "against": ("反对", "against"),
    "and_more": ("等 {} 项", "and {} more"),
    "would_change": ("会改变", "would change"),
    "together_with": ("连同", "together with"),
    "branches": ("按不同选择并列，未预设", "by choice, side by side, nothing is preset"),
    "years_old": ("岁", "years"),
    "days_ago": ("天前", "d ago"),
    "unknown": ("未知", "unknown"),
    "none": ("无", "none"),
    "lacks": ("缺", "needs "),
    "undecided": ("未能判定", "undecided"),
    "why.missing": ("未记录", "not recorded"),
    "why.stale": ("已过期", "out of date"),
    "why.implausible": ("数值不合理", "implausible"),
    "why.conflicting": ("记录互相矛盾", "conflicting entries"),
    "why.recheck": ("须复查", "to be repeated"),
    "female": ("女", "female"),
    "male": ("男", "male"),
    "reading": ("解读", "reading"),
    "printed": ("原文问题", "as printed"),
    "alternatives": ("其他读法", "other readings"),
    "why": ("理由", "why"),
    "allowed": ("允许", "allowed"),
    "found": ("实际", "found"),
}


def word(key: str, lang: Lang) -> str:
    """The layout word `key` in `lang`; raises KeyError for a word that is not one."""
    zh, en = WORDS[key]
    return zh if lang == "zh" else en
