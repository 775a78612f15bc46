"""A small edition and an advice made by hand, with everything that a page can show."""

from __future__ import annotations

from typing import Any

from myelobone.language.model import (
    Agent,
    Attribute,
    Edition,
    Knowledge,
    Reading,
    Statement,
    Term,
    Topic,
    Vocabulary,
)
from myelobone.language.problems import Text
from myelobone.language.screens import Screens


def text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def term(name: str, zh: str, en: str) -> Term:
    return Term(id=name, kind="measurement", label=text(zh, en), value=Attribute(kind="quantity"))


def knowledge() -> Knowledge:
    reading = Reading(
        id="B8",
        kind="reading",
        about=text("高钙血症界值", "Limit of hypercalcaemia"),
        printed=text("原文 2.9", "printed 2.9"),
        take=text("不低于 2.9 即处理", "act from 2.9"),
        alternatives=text("3.0", "3.0"),
        why=text("原文如此", "as printed"),
    )
    statements = [
        Statement(id="3.2.b", kind="rule", topic="x", says=text("高钙血症须立即用药", "Treat hypercalcaemia at once")),
        Statement(id="R3.8", kind="rule", topic="x", says=text("肾功能不全优先地舒单抗", "Denosumab first in renal insufficiency")),
        Statement(id="9.z", kind="evidence", topic="x", says=text("没有用到", "Not used")),
    ]  # fmt: skip
    terms = [
        term("weight", "体重", "weight"),
        term("creatinine", "肌酐", "creatinine"),
        term("calcium", "血钙", "calcium"),
        term("albumin", "白蛋白", "albumin"),
    ]
    agents = [
        Agent(id="zoledronic_acid", label=text("唑来膦酸", "zoledronic acid")),
        Agent(id="pamidronate", label=text("帕米膦酸", "pamidronate")),
        Agent(id="denosumab", label=text("地舒单抗", "denosumab")),
    ]
    labels = {
        "hydrate_iv": text("静脉水化", "IV hydration"),
        "start_bone_agent": text("立即使用骨靶向药物", "bone agent at once"),
        "haematology": text("血液科", "haematology"),
        "interval": text("用药间隔", "interval"),
        "monthly": text("每月", "monthly"),
        "every_2_months": text("每2个月", "every 2 months"),
        "every_3_months": text("每3个月", "every 3 months"),
        "no": text("否", "no"),
        "lytic": text("溶骨", "lytic"),
        "L1": text("第1腰椎", "L1"),
        "new": text("新发", "new"),
        "dental_examination": text("口腔检查", "dental examination"),
        "dialysis": text("透析", "dialysis"),
    }
    return Knowledge(
        format="myelobone-knowledge/1",
        digest="sha256:0",
        edition=Edition(
            id="made",
            version="0.0.1",
            effective="2026-12-01",
            title=text("示例", "Made"),
            source=text("示例", "Made"),
            topics=(Topic(id="x", label=text("主题", "Topic")),),
        ),
        statements={each.id: each for each in statements},
        readings={reading.id: reading},
        glossary={},
        vocabulary=Vocabulary(
            terms={each.id: each for each in terms}, groups={}, labels=labels, sites=("L1",)
        ),
        facts={},
        rules={},
        agents={each.id: each for each in agents},
        calendar={},
        screens=Screens(course=("current_bone_agent",)),
    )


def grounds(
    *cites: str, origin: str = "guideline", readings: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {"cites": list(cites), "readings": list(readings), "evidence": [], "origin": origin}


def item(level: str, urgency: str, zh: str, en: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "x.rule", "topic": "x", "kind": "alert", "level": level, "urgency": urgency, "strength": None,
        "agent": None, "cause": None, "precaution": False, "title": both(zh, en), "text": both(f"{zh}。", f"{en}."),
        "because": [], "roles": [], "override": None, "to": None, "do": [], "show": [], "checklist": [],
        **grounds("3.2.b"), **more,
    }  # fmt: skip


def dated(name: str, what: str, kind: str, due: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "what": what, "kind": kind, "agent": None, "modality": None, "earliest": None, "due": due,
        "latest": None, "status": "due", "branch": None, "held_by": None, "done_by": None,
        "needs_confirmation": False, "amount": None, "low": None, "high": None, "unit": None, "per": None,
        "because": [], "text": both("", ""), **grounds("3.2.b"), **more,
    }  # fmt: skip


def reason(zh: str, en: str, **more: Any) -> dict[str, Any]:
    return {"item": "x", "text": both(zh, en), **grounds("R3.8"), **more}


def dose(zh: str, en: str) -> dict[str, Any]:
    return {
        "amount": 120.0, "unit": "mg", "low": None, "high": None, "route": "sc", "over_minutes": None,
        "over_minutes_max": None, "interval_days": 28, "days_per_month": None, "display": both(zh, en),
        "administration": [], "cites": ["T3.denosumab"], "readings": [],
    }  # fmt: skip


def advice() -> dict[str, Any]:
    waits = reason("体重未知，清除率算不出", "Weight is unknown, no clearance", origin="design")
    return {
        "format": "myelobone-advice/1",
        "as_of": "2026-12-07",
        "patient": {"id": "W4"},
        "knowledge": {
            "id": "made", "version": "0.0.1", "digest": "sha256:0", "effective": "2026-12-01", "review": "unsigned",
        },
        "program": "0.1.0", "record_digest": "sha256:0", "next_change": "2026-12-14",
        "problems": [
            {"code": "no_unit", "where": "entries[3].value", "found": "168", "allowed": "umol/L, mg/dL",
             "nearest": None, "message": both("没有单位", "no unit")},
        ],
        "facts": {
            "age": {"status": "known", "value": 66, "unit": "a", "label": both("年龄", "age"), "display": both("66 岁", "66 years")},
            "creatinine_clearance": {"status": "unknown", "why": "missing", "label": both("肌酐清除率", "creatinine clearance")},
            "corrected_calcium": {
                "status": "known", "value": 3.2, "unit": "mmol/L", "label": both("校正血钙", "corrected calcium"),
                "display": both("3.20 mmol/L", "3.20 mmol/L"), "age_days": 0},
        },
        "assumed": [{"what": "dialysis", "value": "no", "because": both("病历未提即无", "a silent chart means no"), "for": []}],
        "banner": ["creatinine_clearance", "corrected_calcium"],
        "items": [
            item("advise", "routine", "适度活动", "Suitable activity"),
            item("caution", "today", "慎用非甾体抗炎药", "Avoid NSAID"),
            item("stop", "now", "校正血钙 3.20 mmol/L：立即处理", "Corrected calcium 3.20 mmol/L, treat at once",
                 do=["start_bone_agent", "hydrate_iv"], to="haematology", readings=["B8"],
                 because=[{"fact": "corrected_calcium", "value": 3.2, "unit": "mmol/L", "on": "2026-12-07",
                           "entry": "entries[4]", "leaf": "corrected_calcium >= 2.9 mmol/L", "truth": True}]),
            item("info", "routine", "只供了解", "For information"),
        ],
        "agents": [
            {"agent": "zoledronic_acid", "standing": "undetermined", "reasons": [waits], "dose": None, "other_doses": []},
            {"agent": "pamidronate", "standing": "undetermined", "reasons": [waits], "dose": None, "other_doses": []},
            {"agent": "denosumab", "standing": "preferred", "dose": dose("120 mg 皮下，每 28 天", "120 mg SC every 28 days"),
             "reasons": [reason("肾功能不全时优先", "Preferred in renal insufficiency")], "other_doses": []},
        ],
        "orders": [],
        "plan": [
            dated("monitoring.set.calcium.2026-12-07", "calcium", "monitor", "2026-12-07"),
            dated("monitoring.set.albumin.2026-12-07", "albumin", "monitor", "2026-12-07"),
            dated("dental.2025-12-07", "dental_examination", "dental", "2025-12-07", status="overdue"),
            dated("course.doses.2027-01-04", "denosumab", "dose", "2027-01-04", status="upcoming",
                  agent="denosumab", amount=120.0, unit="mg", latest="2027-01-07"),
            *(dated(f"course.doses.{day}", "denosumab", "dose", day, status="upcoming", agent="denosumab",
                    amount=120.0, unit="mg", branch={"choice": "interval", "option": option})
              for option, day in (("monthly", "2027-01-04"), ("monthly", "2027-02-01"), ("every_2_months", "2027-02-07"),
                                  ("every_3_months", "2027-03-07"))),
        ],
        "questions": [
            {"fact": "weight", "with": ["creatinine"], "why": "missing", "text": both("体重", "weight"),
             "would_change": ["agents.zoledronic_acid", "agents.pamidronate"]},
        ],
        "margins": [],
        "choices": [
            {"id": "interval", "rule": "x", "chosen": None, "decided": None, "text": both("间隔由医生选择。", "The doctor chooses."),
             "options": [
                 {"id": name, "label": both(zh, en), "for": [], "against": [], "evidence": [], "cites": [], "dose": None,
                  "needs_reason": False, "needs": [], "available": True}
                 for name, zh, en in (("monthly", "每月", "monthly"), ("every_2_months", "每2个月", "every 2 months"))],
             **grounds("3.2.b")},
        ],
        "lesions": [{"n": 1, "site": "L1", "kind": "lytic", "size": 17, "status": "new", "entry": "entries[5]", "counts_for": []}],
        "rules": [],
    }  # fmt: skip
