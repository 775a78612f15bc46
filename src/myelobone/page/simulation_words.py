"""The layout words of the coming months in both languages."""

from __future__ import annotations

SIMULATION: dict[str, tuple[str, str]] = {
    "sim.played": (
        "推演 {} 至 {}（假设，不保存）",
        "Played from {} to {}, supposed and not stored",
    ),
    "sim.rules": (
        "到期各项均在当天完成：用药、化验和检查按计划，已逾期的在首日补做；检查所见同前，无新问题；转诊和补充剂不记条目。未知的不编造。",
        "Everything due is done on its day: doses, tests and examinations as planned, what is overdue on the first day. Examinations find nothing new. Referrals and supplements make no entry. Nothing unknown is invented.",
    ),
    "sim.repeated": ("沿用末次已知值", "Last known value repeated"),
    "sim.given": ("给定的值", "Values given"),
    "sim.events": ("给定的事件", "Events given"),
    "sim.decisions": ("给定的决定", "Decisions given"),
    "sim.unused": ("给定而未用到", "Given and never used"),
    "sim.by": ("渐变至 {}", "gradually by {}"),
    "sim.from": ("自 {} 起", "from {}"),
    "sim.goes_on": ("照常，建议不变", "as before, the advice stays"),
    "sim.done": ("完成", "Done"),
    "sim.event": ("发生", "Happens"),
    "sim.decision": ("决定", "Decided"),
    "sim.unchanged": ("值不变", "unchanged"),
    "sim.left": ("未做", "Not done"),
    "sim.left.no_value": (
        "从无数值，不编造；可用 --value 给定",
        "never known and not invented, --value gives it",
    ),
    "sim.left.no_decision": (
        "由医生选择，未给决定；可用 --decide 给定",
        "for the doctor to choose and not decided, --decide decides it",
    ),
    "sim.left.choice": ("取决于“{0}”（{1}），尚未决定", "hangs on the open choice “{0}” ({1})"),
    "sim.left.confirm": ("须先确认", "to be confirmed first"),
    "sim.left.not_offered": ("“{1}”目前不在可选项中", "“{1}” is not among the options now"),
    "sim.left.needs": ("“{1}”还须写明{2}", "“{1}” also needs {2}"),
    "sim.left.range": (
        "按计划用药，剂量为范围，由医生定，未假设数值",
        "given as planned, the dose is a range for the doctor, no figure assumed",
    ),
    "sim.next": ("接着", "Next"),
    "sim.stopped": (
        "推演在 {} 提前结束（步数已达上限）。",
        "The play stopped early on {}, its steps were used up.",
    ),
    "sim.overdue": ("推演中逾期：{}", "Overdue during the play: {}"),
    "sim.none_overdue": ("推演中没有逾期项目。", "Nothing was overdue on any day."),
    "sim.entries": (
        "共假设 {} 条，记录未改动。",
        "{} entries were supposed, the record is unchanged.",
    ),
}
