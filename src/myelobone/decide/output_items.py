"""The parts of an advice that say what is: facts, assumptions, items, agents and doses."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from ..language.model import Origin, Standing
from ..language.problems import Text

Scalar = float | str | None


class Out(Struct, frozen=True, kw_only=True):
    """Base of all parts of an advice."""


class PatientRef(Out, frozen=True, kw_only=True):
    """Who the advice is about."""

    id: str


class ReviewRef(Out, frozen=True, kw_only=True):
    """Who reviewed or signed today's content of a topic, in which role, on which day."""

    topic: str
    state: Literal["draft", "reviewed", "signed"]
    by: str
    role: str
    on: str


class KnowledgeRef(Out, frozen=True, kw_only=True):
    """Which knowledge spoke, how far it is signed, and whether its files are those that were sealed.

    `lapsed` names topics that were reviewed or signed before they changed.
    """

    id: str
    version: str
    digest: str
    effective: str
    review: Literal["unsigned", "partly", "signed"]
    sealed: bool = False
    reviews: tuple[ReviewRef, ...] = ()
    lapsed: tuple[str, ...] = ()


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
    low: Scalar = None  # days ISO
    high: Scalar = None
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
