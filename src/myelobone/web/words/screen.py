"""Words of the worklist and of the patient's screen."""

from __future__ import annotations

SCREEN: dict[str, tuple[str, str]] = {
    "search": ("查找", "Search"),
    "search_hint": ("号码、姓名或拼音首字母", "Number, name or initials"),
    "patients_found": ("共 {} 人", "{} patients"),
    "no_patients": ("没有符合的患者", "No patient found"),
    "as_of": ("截至", "as of"),
    "advice": ("建议", "Advice"),
    "record": ("病历条目", "Record"),
}
