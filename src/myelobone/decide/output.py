"""The advice: one frozen object with everything that must be said (`contract/advice.md`)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from ..language.model import Origin, Standing
from ..language.problems import Problem, Text

Scalar = float | str | None


class Out(Struct, frozen=True, kw_only=True):
    """Base of all parts of an advice."""


class PatientRef(Out, frozen=True, kw_only=True):
    """Who the advice is about."""

    id: str


class KnowledgeRef(Out, frozen=True, kw_only=True):
    """Which knowledge spoke, and how far it is signed."""

    id: str
    version: str
    digest: str
    effective: str
    review: Literal["unsigned", "partly", "signed"]


class FromEntry(Out, frozen=True, kw_only=True):
    """One entry a fact was read from."""

    entry: str
    what: str
    on: str | None
    value: str | None
    source: str | None


class FactOut(Out, frozen=True, kw_only=True, omit_defaults=True):
    """A fact as of the day: known, none, between, or unknown with its reason."""

    status: Literal["known", "none", "between", "unknown"]
    label: Text
    value: Scalar = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    display: Text | None = None
    why: str | None = None
    needs: tuple[str, ...] = ()
    shown: str | None = None
    age_days: int | None = None
    from_: tuple[FromEntry, ...] = field(default=(), name="from")
    assumed: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


class Assumption(Out, frozen=True, kw_only=True):
    """A silence of the record that an answer rests on."""

    what: str
    value: str
    because: Text
    for_: tuple[str, ...] = field(name="for")


class Because(Out, frozen=True, kw_only=True):
    """One leaf that made an item fire, with its fact and the entry it came from."""

    fact: str
    value: Scalar
    unit: str | None
    on: str | None
    entry: str | None
    leaf: str
    truth: bool | None


class OverrideOut(Out, frozen=True, kw_only=True):
    """Who set an item aside, why, since when and until when."""

    by: str
    because: str
    on: str
    until: str | None


class ItemOut(Out, frozen=True, kw_only=True):
    """An alert, a piece of advice, a referral or information."""

    id: str
    topic: str
    kind: Literal["alert", "advice", "hold", "referral", "info"]
    level: Literal["stop", "caution", "advise", "info"]
    urgency: Literal["now", "today", "soon", "routine"]
    origin: Origin
    strength: str | None
    cites: tuple[str, ...]
    evidence: tuple[str, ...]
    readings: tuple[str, ...]
    agent: str | None
    cause: str | None
    precaution: bool
    title: Text
    text: Text
    because: tuple[Because, ...]
    roles: tuple[str, ...]
    override: OverrideOut | None
    to: str | None
    do: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()


class Reason(Out, frozen=True, kw_only=True):
    """One line that bears on an agent's standing."""

    item: str
    effect: Literal["forbid", "undetermined", "discourage", "prefer", "note"]
    truth: bool | None
    decides: bool
    final: bool
    cites: tuple[str, ...]
    evidence: tuple[str, ...]
    readings: tuple[str, ...]
    origin: Origin
    strength: str | None
    text: Text
    because: tuple[Because, ...]
    override: OverrideOut | None = None
    printed: str | None = None


class Dose(Out, frozen=True, kw_only=True):
    """A dose of the table's row: an amount, or a range that is a choice."""

    amount: float | None
    unit: str
    low: float | None
    high: float | None
    route: str
    over_minutes: float | None
    over_minutes_max: float | None
    interval_days: int | None
    days_per_month: int | None
    display: Text
    administration: tuple[Text, ...]
    cites: tuple[str, ...]
    readings: tuple[str, ...]


class AgentOut(Out, frozen=True, kw_only=True):
    """One agent: where it stands, why, and its dose if it may be given."""

    agent: str
    label: Text
    standing: Standing
    reasons: tuple[Reason, ...]
    dose: Dose | None
    other_doses: tuple[Dose, ...]
    approved: Text | None = None
    approved_cites: tuple[str, ...] = ()


class OrderFinding(Out, frozen=True, kw_only=True):
    """One thing found in an order."""

    id: str
    level: Literal["stop", "caution", "undetermined"]
    origin: Origin
    cites: tuple[str, ...]
    readings: tuple[str, ...]
    text: Text


class OrderOut(Out, frozen=True, kw_only=True):
    """An order and what was found in it; the worst finding is the verdict."""

    entry: str
    agent: str | None
    on: str | None
    verdict: Literal["stopped", "query", "accepted", "undetermined"]
    items: tuple[str, ...]
    findings: tuple[OrderFinding, ...]
    order_dose: Dose | None


class BranchRef(Out, frozen=True, kw_only=True):
    """The option of an open choice under which a dated item holds."""

    choice: str
    option: str


class PlanItem(Out, frozen=True, kw_only=True):
    """One dated item."""

    id: str
    what: str
    kind: Literal[
        "dose", "monitor", "imaging", "dental", "decision", "hold", "supplement", "referral", "task"
    ]
    agent: str | None
    modality: str | None
    earliest: str | None
    due: str | None
    latest: str | None
    status: Literal["done", "due", "overdue", "held", "upcoming"]
    branch: BranchRef | None
    held_by: str | None
    done_by: str | None
    needs_confirmation: bool
    amount: float | None
    low: float | None
    high: float | None
    unit: str | None
    per: str | None
    cites: tuple[str, ...]
    readings: tuple[str, ...]
    origin: Origin
    because: tuple[Because, ...]
    text: Text
    for_dose: str | None = None
    override: OverrideOut | None = None


class Question(Out, frozen=True, kw_only=True):
    """A term to enter, the others it is needed with, and what it would change."""

    fact: str
    with_: tuple[str, ...] = field(name="with")
    why: str
    would_change: tuple[str, ...]
    text: Text


class Margin(Out, frozen=True, kw_only=True):
    """A threshold within the stated error of a measurement."""

    fact: str
    value: float
    threshold: float
    unit: str
    would_change: tuple[str, ...]
    flips_at: Text


class OptionOut(Out, frozen=True, kw_only=True):
    """One option of a choice."""

    id: str
    label: Text
    for_: tuple[Text, ...] = field(name="for")
    against: tuple[Text, ...]
    evidence: tuple[str, ...]
    cites: tuple[str, ...]
    dose: Dose | None
    needs_reason: bool
    needs: tuple[str, ...]
    available: bool


class ChoiceOut(Out, frozen=True, kw_only=True):
    """A choice the guideline leaves to the doctor; nothing is preset."""

    id: str
    rule: str
    options: tuple[OptionOut, ...]
    chosen: str | None
    decided: OverrideOut | None
    cites: tuple[str, ...]
    readings: tuple[str, ...]
    origin: Origin
    text: Text


class Lesion(Out, frozen=True, kw_only=True):
    """A finding of the imaging record, followed over studies."""

    n: int
    site: str | None
    kind: str
    size: float | None
    status: Literal["new", "grown", "same", "gone", "unknown"]
    entry: str
    on: str | None
    counts_for: tuple[str, ...]


class RuleOut(Out, frozen=True, kw_only=True):
    """How a rule answers."""

    id: str
    answer: Literal["fires", "quiet", "asks"]
    because: tuple[Because, ...]


class Advice(Out, frozen=True, kw_only=True):
    """Everything the knowledge says about one record as of one day."""

    format: Literal["myelobone-advice/1"] = "myelobone-advice/1"
    as_of: str
    patient: PatientRef
    knowledge: KnowledgeRef
    program: str
    record_digest: str
    next_change: str | None
    problems: tuple[Problem, ...]
    facts: dict[str, FactOut]
    assumed: tuple[Assumption, ...]
    banner: tuple[str, ...]
    items: tuple[ItemOut, ...]
    agents: tuple[AgentOut, ...]
    orders: tuple[OrderOut, ...]
    plan: tuple[PlanItem, ...]
    questions: tuple[Question, ...]
    margins: tuple[Margin, ...]
    choices: tuple[ChoiceOut, ...]
    lesions: tuple[Lesion, ...]
    rules: tuple[RuleOut, ...] = ()

    def to_json(self) -> bytes:
        """The contract's JSON, the same bytes for the same record, day and knowledge."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON as plain Python data."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data


def advice_schema() -> dict[str, Any]:
    """The JSON Schema of an advice."""
    return msgspec.json.schema(Advice)
