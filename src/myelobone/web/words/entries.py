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
}
