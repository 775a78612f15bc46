"""What the parts of an edition and their fields are called when a change of them is told."""

from __future__ import annotations

from ..language.problems import Text
from .words import Lang

KINDS: dict[str, Text] = {
    "edition": Text("版本", "edition"), "topic": Text("主题", "topic"), "statement": Text("条文", "statement"),
    "reading": Text("解读", "reading"), "rule": Text("规则", "rule"), "fact": Text("事实", "fact"),
    "agent": Text("药物", "agent"), "approved": Text("获批用途", "approval"),
    "line": Text("药物条目", "line of an agent"), "no_dose": Text("不给剂量的情况", "when no dose is given"),
    "dose": Text("剂量表", "dose table"), "order": Text("医嘱核对条目", "order check"),
    "item": Text("日程项", "calendar item"), "term": Text("病历条目", "term of the record"),
    "group": Text("词组", "group of words"), "label": Text("名称", "name of a word"),
    "unit": Text("单位写法", "unit as printed"), "spelling": Text("单位的其他写法", "other spelling of a unit"),
    "glossary": Text("术语", "term of the glossary"), "sites": Text("部位表", "sites"),
    "screen": Text("屏幕", "screen"), "other": Text("其他", "other"),
}  # fmt: skip
FIELDS: dict[str, Text] = {
    "when": Text("条件", "condition"), "unless": Text("除非", "unless"),
    "unless_rules": Text("除非以下规则成立", "unless these rules fire"), "each": Text("逐项针对", "for each"),
    "each_windows": Text("逐项的时间范围", "for each, within"), "says": Text("文字", "text"),
    "title": Text("标题", "title"), "label": Text("名称", "name"), "cites": Text("引用条文", "statements"),
    "readings": Text("解读", "readings"), "evidence": Text("证据", "evidence"), "origin": Text("来源", "origin"),
    "strength": Text("原文用词", "printed verb"), "roles": Text("角色", "roles"), "cause": Text("原因", "cause"),
    "topic": Text("主题", "topic"), "fires": Text("成立的示例", "examples that fire"),
    "quiet": Text("不成立的示例", "examples that stay quiet"), "asks": Text("不明的示例", "examples that ask"),
    "form": Text("定义", "definition"), "unit": Text("单位", "unit"), "values": Text("可为", "may be"),
    "digits": Text("小数位", "decimals"), "unknown_as": Text("未知时写作", "printed when unknown"),
    "absent": Text("未记录时按", "when not recorded, read as"), "empirical": Text("经验公式", "empirical formula"),
    "kind": Text("类别", "kind"), "main": Text("结果", "outcome"), "level": Text("级别", "level"),
    "urgency": Text("时限", "urgency"), "choice": Text("选择", "choice"), "options": Text("选项", "options"),
    "options_agents": Text("以药物为选项", "agents as options"), "steers": Text("影响日程", "steers the calendar"),
    "checklist": Text("清单", "checklist"), "do": Text("处理", "to do"), "refer": Text("转介", "referral"),
    "ask": Text("询问", "asks for"), "recheck": Text("须复查", "to be repeated"), "show": Text("显示", "shows"),
    "agent": Text("药物", "agent"), "effect": Text("作用", "effect"), "final": Text("不可否决", "cannot be overridden"),
    "unknown_undetermined": Text("不明则待定", "undetermined when unknown"), "id": Text("编号", "id"),
    "rows": Text("剂量", "doses"), "by": Text("依据", "by"), "interval_days": Text("间隔（天）", "interval (days)"),
    "days_per_month": Text("每月用药天数", "days a month"), "at_most": Text("最大剂量", "at most"),
    "over_low": Text("输注至少（分钟）", "over at least (min)"), "over_high": Text("输注至多（分钟）", "over at most (min)"),
    "administration": Text("用法", "administration"), "route": Text("途径", "route"),
    "every": Text("间隔", "interval"), "from_": Text("起点", "from"), "started": Text("开始于", "started"),
    "late": Text("可晚", "may be late by"), "sooner_when": Text("提前的条件", "sooner when"),
    "sooner_from": Text("提前的起点", "sooner from"), "before_dose": Text("用药前", "before a dose"),
    "after": Text("在此之后", "after"), "after_each": Text("每次之后", "after each"), "at": Text("时间点", "at"),
    "due": Text("到期", "due"), "earliest": Text("最早", "earliest"), "latest": Text("最晚", "latest"),
    "not_before": Text("不早于", "not before"), "until": Text("至", "until"),
    "until_after": Text("持续", "for"), "deadline": Text("最后期限", "deadline"),
    "alert_from": Text("提醒始于", "alert from"), "prompt": Text("提前提示", "prompted ahead"),
    "ends": Text("截断日程", "ends the series"), "needs": Text("须为是", "needs"),
    "held_while": Text("暂停期间", "held while"), "amount": Text("量", "amount"),
    "agent_fact": Text("药物取自", "agent from"), "study_fact": Text("检查取自", "study from"),
    "measure": Text("化验", "tests"), "study": Text("检查", "study"), "dental": Text("牙科项", "dental"),
    "supplement": Text("补充", "supplement"), "hold": Text("暂停", "holds"), "decision": Text("决定", "decision"),
    "task": Text("任务", "task"), "about": Text("关于", "about"), "printed": Text("原文问题", "as printed"),
    "take": Text("取法", "reading taken"), "alternatives": Text("其他读法", "other readings"), "why": Text("理由", "why"),
    "sources": Text("依据来源", "sources"), "sign": Text("须由何人签署", "to be signed by"),
    "signed": Text("签署", "signed"), "plausible": Text("可信范围", "plausible"), "also": Text("也接受", "also accepted"),
    "required": Text("必填", "required"), "attributes": Text("属性", "attributes"), "value": Text("值", "value"),
    "value_kind": Text("值的类别", "kind of value"), "value_label": Text("值的名称", "name of the value"),
    "value_absent": Text("值未写时按", "value not given, read as"),
    "error": Text("测量误差（比例）", "error (fraction)"), "error_absolute": Text("测量误差", "error"),
    "jump": Text("突变倍数", "jump"), "proportion": Text("比例核对", "proportion"), "because": Text("理由", "because"),
    "plan": Text("均为计划", "always a plan"), "codes": Text("编码", "codes"), "term": Text("术语", "term"),
    "avoid": Text("不用", "avoid"), "exempt": Text("可含数字", "may hold digits"), "holds": Text("所含", "holds"),
    "rest": Text("其余归此", "holds the rest"), "settles": Text("在原表中解决", "settles in the printed tables"),
    "text": Text("内容", "content"), "source": Text("出处", "source"), "members": Text("成员", "members"),
    "spelling": Text("写法", "spelling"),
}  # fmt: skip
CHANGES = {
    "added": Text("新增", "added"),
    "removed": Text("删除", "removed"),
    "changed": Text("修改", "changed"),
}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
WORDS: dict[str, Text] = {
    "title": Text("知识库的改动", "What changed in the knowledge"),
    "old": Text("原", "before"), "new": Text("现", "after"), "nothing": Text("无", "none"),
    "same": Text("内容没有改动。", "Nothing that it says has changed."),
    "summary": Text("概要", "In short"),
    "parts": Text("改动 {} 处：", "{} changes: "),
    "unsigns": Text("须重新签署的主题", "Topics to be signed anew"),
    "patients": Text("哪些患者的建议会变", "Whose advice changes"),
    "compared": Text("比较 {} 例，建议改变 {} 例。", "{} compared, the advice of {} changes."),
    "none_changed": Text("没有一例的建议改变。", "Nobody's advice changes."),
    "unread": Text("未能比较", "Could not be compared"),
    "behind": Text("起因", "Because of"),
    "behind_counted": Text("{} 例", "{} records"),
    "no_cause": Text("起因未明", "cause not found"),
    "same_version": Text("内容不同而版本号相同，请改版本号。", "What they say differs and their version does not: give the new one another."),
    "as_of": Text("截至", "as of"),
    "not_compared": Text("未比较病历（加 --records 文件夹）。", "No records were compared (add --records DIR)."),
    "yes": Text("是", "yes"), "no": Text("否", "no"),
    "otherwise": Text("其余", "otherwise"), "always": Text("一律", "always"),
}  # fmt: skip


def said(text: Text, lang: Lang) -> str:
    """A text in one language."""
    return text.zh if lang == "zh" else text.en


def field(name: str) -> Text:
    """What a field is called; its own name where it has no other."""
    plain = name.rstrip("_").replace("_", " ")
    return FIELDS.get(name, Text(plain, plain))
