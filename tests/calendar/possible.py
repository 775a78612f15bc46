"""What a generated history may hold: agents, tests with ordinary values, decisions, holds."""

from __future__ import annotations

AGENTS = ("zoledronic_acid",) * 5 + ("denosumab",) * 4 + ("pamidronate",) * 2 + ("incadronate",)
RARE = ("clodronate", "ibandronate", "narlumosbart")
LABS = ("calcium", "albumin", "vitamin_d", "phosphate", "magnesium", "creatinine", "sodium", "potassium", "urinalysis", "urine_albumin")  # fmt: skip
FOUND = {
    "calcium": "2.30 mmol/L", "albumin": "40 g/L", "vitamin_d": "70 nmol/L",
    "phosphate": "1.1 mmol/L", "magnesium": "0.85 mmol/L","sodium": "140 mmol/L", "potassium": "4.1 mmol/L", "urinalysis": "normal",
    "urine_albumin": "10 mg/L", "weight": "60 kg",
}  # fmt: skip
NO = ("open_oral_wound", "dialysis", "pregnancy", "lactation")
DECISIONS = (
    ("interval", "monthly"), ("interval", "every_2_months"), ("interval", "every_3_months"),
    ("interval", "longer"), ("course", "continue"), ("course", "stop"),
    ("exit_plan", "denosumab_every_6_months"), ("exit_plan", "one_bisphosphonate_dose"),
    ("dental_procedure", "postpone"), ("dental_procedure", "mdt_exception"), ("restart", "yes"),
    ("restart", "no"), ("bone_agent", "denosumab"), ("bone_agent", "zoledronic_acid"),
    ("bone_agent", "pamidronate"),
)  # fmt: skip
ODD = (("interval", "stop"), ("course", "yes"), ("exit_plan", "postpone"), ("bone_agent", "monthly"), ("restart", "longer"))  # fmt: skip
HOLDS = {
    "dental.hold": "dental_procedure", "dental.healing": "dental_procedure", "onj.hold": "onj",
    "onj.suspected_hold": "onj_suspected",
}  # fmt: skip
