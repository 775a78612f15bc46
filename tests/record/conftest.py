from pathlib import Path

import pytest

from myelobone.language.ledger import Ledger
from myelobone.language.load_vocabulary import load_vocabulary
from myelobone.language.model import Attribute, Proportion, Term, Vocabulary
from myelobone.language.problems import Text
from myelobone.language.sheet import Sheet
from myelobone.language.yaml import read_nodes

KNOWLEDGE = Path(__file__).parents[2] / "knowledge/mbd-2024/vocabulary"
WORDS = ("raised", "normal", "low")


def term(id_: str, kind: str, zh: str, value: Attribute | None = None, **more: object) -> Term:
    value = value or Attribute(kind="none")
    return Term(id=id_, kind=kind, label=Text(zh, id_), value=value, **more)  # type: ignore[arg-type]


def amount(unit: str, low: float, high: float, **also: float) -> Attribute:
    return Attribute(
        kind="quantity", unit=unit, plausible=(low, high), values=WORDS,
        also={key.replace("_per_", "/"): factor for key, factor in also.items()},
    )  # fmt: skip


def words(*values: str, required: bool = False, absent: str | None = None) -> Attribute:
    return Attribute(kind="word", values=values, required=required, absent=absent)


TEXT = Attribute(kind="text")
FINDING = Attribute(
    kind="list",
    attributes={
        "kind": words("lytic", "other", required=True),
        "site": Attribute(kind="site"),
        "size": Attribute(kind="quantity", unit="mm", plausible=(0, 300)),
        "count": Attribute(kind="quantity", unit="1", plausible=(1, 999)),
    },
)
AGENTS = ("agent_a", "agent_b")
TERMS = [
    term("weight", "measurement", "体重", amount("kg", 25, 250), proportion=Proportion(
        to="height", power=2, plausible=(0.001, 0.008))),
    term("height", "measurement", "身高", amount("cm", 120, 220)),
    term("creatinine", "measurement", "肌酐", amount("umol/L", 20, 2000, mg_per_dL=88.4), jump=3),
    term("calcium", "measurement", "血钙", amount("mmol/L", 1, 6, mg_per_dL=0.2495)),
    term("egfr", "measurement", "eGFR", amount("mL/min/{1.73_m2}", 0, 250)),
    term("creatinine_clearance", "measurement", "肌酐清除率", amount("mL/min", 0, 250)),
    term("pain_score", "measurement", "疼痛评分", amount("{score}", 0, 10)),
    term("urinalysis", "test", "尿常规", words("normal", "abnormal")),
    term("dialysis", "state", "透析", words("yes", "no")),
    term("allergy", "state", "过敏", words("yes", "no"), by="to",
         attributes={"to": words(*AGENTS, "all", required=True)}),
    term("ethnicity", "state", "民族", TEXT),
    term("given", "event", "已用", attributes={
        "agent": words(*AGENTS, required=True),
        "dose": Attribute(kind="quantity", unit="mg", also={"g": 1000}, plausible=(0.1, 5000)),
        "over": Attribute(kind="quantity", unit="min", plausible=(0, 1440)),
        "name": TEXT}),
    term("ordered", "event", "医嘱", plan=True, attributes={"agent": words(*AGENTS, required=True)}),
    term("study", "event", "影像", attributes={
        "modality": words("ct", "mri", required=True),
        "status": words("planned", "done", absent="done"),
        "findings": FINDING}),
    term("procedure", "event", "操作", attributes={
        "status": words("planned", "done", "urgent"), "invasive": words("yes", "no", absent="yes"),
        "healed_on": Attribute(kind="day"), "site": Attribute(kind="site")}),
    term("medication", "period", "用药", attributes={"name": TEXT, "step": words("1", "2", "3")}),
]  # fmt: skip


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A small vocabulary with every kind of term and value."""
    return Vocabulary(
        terms={one.id: one for one in TERMS},
        groups={},
        labels={"yes": Text("是", "yes"), "no": Text("否", "no"), "female": Text("女", "female")},
        sites=("skull", "L1", "femur_shaft_left"),
        spellings={"umol/l": "umol/L", "mL/min/1.73m2": "mL/min/{1.73_m2}", "公斤": "kg"},
    )


@pytest.fixture(scope="session")
def whole_vocabulary() -> Vocabulary:
    """The vocabulary of the edition."""
    ledger = Ledger()
    files = [
        (Sheet(f"vocabulary/{path.name}", ledger), read_nodes(path.read_text("utf-8")))
        for path in sorted(KNOWLEDGE.glob("*.yaml"))
    ]
    return load_vocabulary(files)
