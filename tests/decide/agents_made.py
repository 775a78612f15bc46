"""Agents of the small edition that the tests of standings and doses share."""

from __future__ import annotations

from typing import Any

from .edition import asked, by, edition, fact

FACTS = (
    fact("weight", unit="kg", is_="latest weight")
    + fact("creatinine", unit="umol/L", is_="latest creatinine")
    + fact("allergic", is_="latest allergy where to is alpha")
    + fact("wound", is_="latest wound")
    + fact("dialysis", is_="latest dialysis")
    + fact("stage", is_="latest stage")
    + fact("calcium", unit="mmol/L", is_="latest calcium")
    + fact("operation_day", is_="date of earliest operation where status is planned from today")
    + fact("hold_start", is_="operation_day - 7 days")
    + fact("hold_end", is_="operation_day + 7 days")
    + fact("wound_day", is_="date of latest wound")
    + fact("dose_at_other", unit="mg", dose="alpha", by="weight")
)

ALPHA = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {forbid: allergic, final: yes, cite: [S1], says: {zh: 过敏。, en: Allergy.}}
  - {forbid: dialysis, cite: [S2], says: {zh: 透析。, en: Dialysis.}}
  - {undetermined: {any: [calcium >= 3 mmol/L]}, id: high_calcium, origin: design, reading: [A1], says: {zh: 高钙。, en: Calcium high.}}
  - {discourage: {any: [stage is end]}, id: end_stage, cite: [S2], says: {zh: 终末。, en: End stage.}}
  - {discourage: {none: [stage is early or late or end]}, id: no_stage, unknown: undetermined, cite: [S2], says: {zh: 无期。, en: No stage.}}
  - {prefer: {any: [stage is late]}, id: late_stage, cite: [S1], evidence: [S2], says: {zh: 晚期。, en: Late stage.}}
  - {note: {any: [wound]}, id: wounded, cite: [S1], says: {zh: 有伤口。, en: Wound.}}
no_dose: {when: stage is early, cite: [S1], says: {zh: 另按指南。, en: By another guideline.}}
doses:
  - route: iv
    over: at least 15 min
    at_most: 4 mg
    interval: 28 days
    cite: [S3]
    by: weight
    bands:
      - {above: 60, give: 4 mg}
      - {from: 50, through: 60, give: 3.5 mg, reading: [A1]}
      - {from: 45, below: 50, give: 3.5 mg}
      - {from: 40, below: 45, give: 2 to 3 mg, over: 2 h}
      - {below: 40, avoid: not_recommended, printed: 2 mg}
    unknown: ask
"""

BETA = """
id: beta
label: {zh: 乙药, en: beta}
doses:
  - {route: sc, give: 120 mg, interval: 4 weeks, cite: [S3]}
  - route: iv
    cite: [S3]
    cases:
      - {when: creatinine > 265 umol/L, avoid: not_recommended}
      - {when: wound, give: 60 mg, over: 4 h}
      - {otherwise: yes, give: 60 to 90 mg}
    unknown: ask
"""

CALENDAR = """
- {id: mouth.hold, hold: [alpha], when: operation_day exists, from: hold_start, until: hold_end, cite: [S2], says: {zh: 暂停。, en: Pause.}}
- {id: wound.hold, hold: [beta], when: wound, from: wound_day, cite: [S2], says: {zh: 伤口。, en: Wound pause.}}
"""


def told(*entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    return asked(edition(FACTS, calendar=CALENDAR, alpha=ALPHA, beta=BETA), *entries, **options)


def agent(name: str, *entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    return by(told(*entries, **options)["agents"], "agent")[name]


def entry(what: str, value: str, on: str = "2026-06-01", **more: str) -> dict[str, Any]:
    return {"on": on, "what": what, "value": value, **more}


WEIGHT = entry("weight", "70 kg")

NOT_ALLERGIC = entry("allergy", "no", to="alpha")

CALCIUM = entry("calcium", "2.3 mmol/L")

LATE = entry("stage", "late")

NO_WOUND = entry("wound", "no")

READY = (WEIGHT, NOT_ALLERGIC, CALCIUM, LATE, NO_WOUND)


def ready(*entries: dict[str, Any], without: str = "") -> list[dict[str, Any]]:
    """A chart that is enough for a dose, with entries added or one term left out."""
    new = {each["what"] for each in entries} | {without}
    return [each for each in READY if each["what"] not in new] + list(entries)


def reasons(name: str, *entries: dict[str, Any]) -> list[str]:
    return [reason["item"] for reason in agent(name, *entries)["reasons"]]
