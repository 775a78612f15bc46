"""The advice: one frozen object with everything that must be said (`contract/advice.md`)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from ..language.problems import Problem
from .output_items import AgentOut, Assumption, FactOut, ItemOut, KnowledgeRef, Out, PatientRef
from .output_plan import ChoiceOut, Lesion, Margin, OrderOut, PlanItem, Question, RuleOut


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
        data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return data


def advice_schema() -> dict[str, Any]:
    """The JSON Schema of an advice."""
    return msgspec.json.schema(Advice)
