"""The parts of an advice that look ahead or ask: orders, plan, questions, margins, choices."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from ..language.model import Origin
from ..language.problems import Text
from .output_items import Because, Dose, Out, OverrideOut


class OrderFinding(Out, frozen=True, kw_only=True):
    """One thing found in an order."""

    id: str
    level: Literal["stop", "caution", "undetermined"]
    origin: Origin
    cites: tuple[str, ...]
    readings: tuple[str, ...]
    text: Text


class Measured(Out, frozen=True, kw_only=True):
    """A fact on the day of an order, as a page prints it, and the entry that it came from."""

    fact: str
    display: Text
    on: str | None
    entry: str | None


class OrderOut(Out, frozen=True, kw_only=True):
    """An order and what was found in it; the worst finding is the verdict."""

    entry: str
    agent: str | None
    on: str | None
    verdict: Literal["stopped", "query", "accepted", "undetermined"]
    items: tuple[str, ...]
    findings: tuple[OrderFinding, ...]
    order_dose: Dose | None
    rests_on: tuple[Measured, ...] = ()  # what the dose table goes by, on the order's day


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
    done_on: str | None = None
    depends_on: str | None = None  # a choice, not yet decided, that may move or end it
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
    holds: tuple[str, ...] = ()  # what a hold rests: agents, groups, classes of medication
    override: OverrideOut | None = None
    unrecorded: bool = (
        False  # due since it applies: the day in its id moves on until it is recorded
    )
    lacks: tuple[str, ...] | None = None  # tests before a dose given that are not on record


class Lacking(Out, frozen=True, kw_only=True):
    """An attribute that an entry does not give."""

    entry: str
    on: str | None
    attribute: str


class Question(Out, frozen=True, kw_only=True):
    """A term to enter, the others it is needed with, and what it would change."""

    fact: str
    with_: tuple[str, ...] = field(name="with")
    why: str
    lacking: tuple[Lacking, ...] = ()
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
    dose_agent: str | None
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
    evidence: tuple[str, ...]
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
