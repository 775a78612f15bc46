"""Words of taking patients in and of their entries."""

from __future__ import annotations

ENTRIES: dict[str, tuple[str, str]] = {
    "new_patient": ("新患者", "New patient"),
    "number": ("住院号", "Hospital number"),
    "name": ("姓名", "Name"),
    "sex": ("性别", "Sex"),
    "female": ("女", "female"),
    "male": ("男", "male"),
    "born": ("出生日期", "Date of birth"),
    "new_entry": ("录入", "Add an entry"),
    "correct_entry": ("更正条目", "Correct an entry"),
    "on": ("日期", "Date"),
    "what": ("项目", "Item"),
    "value": ("值与单位", "Value with unit"),
    "because": ("理由", "Reason"),
    "correct": ("更正", "Correct"),
    "withdraw": ("撤回", "Withdraw"),
    "withdrawn": ("已撤回", "withdrawn"),
    "refused.other_patient": (
        "此表单属于另一患者，未保存。请从该患者的页面重新录入",
        "This form is another patient's, nothing was saved. Enter it from that patient's page",
    ),
    "unit": ("单位", "unit"),
    "entry.go": ("录入此项", "Enter it"),
    "entry.past": ("此前的内容", "What it said before"),
    "entry.none_found": ("已查，未见所列", "Looked for, none found"),
    "entry.sure": (
        "以上属实，仍要保存（有疑问的数值不用于计算剂量）",
        "It is so, save it (a doubtful value gives no dose)",
    ),
    "entry.kind.measurement": ("化验与测量", "Measurements"),
    "entry.kind.test": ("检查结果", "Tests"),
    "entry.kind.state": ("状态", "States"),
    "entry.kind.event": ("事件", "Events"),
    "entry.kind.period": ("时段", "Periods"),
}
