"""The plan of one patient up to a day: what was done, what is due, what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from ..language.dates import add_months, iso, ordinal
from ..language.model import Item, Knowledge
from ..language.problems import Problem
from ..record.model import Record
from ..record.on_day import problems_on
from . import branching, choices, done
from . import questions as asking
from .knowledge_ref import knowledge_ref
from .outcome import evaluate
from .output_items import KnowledgeRef, Out, PatientRef
from .output_plan import ChoiceOut, PlanItem, Question
from .patient_on import day_number, patient_on
from .version import VERSION

MONTHS_AHEAD = 24


class Plan(Out, frozen=True, kw_only=True):
    """Every dated item of a record from its first dose up to a day, branches side by side."""

    format: Literal["myelobone-plan/1"] = "myelobone-plan/1"
    as_of: str
    until: str
    patient: PatientRef
    knowledge: KnowledgeRef
    program: str
    record_digest: str
    problems: tuple[Problem, ...]
    items: tuple[PlanItem, ...]
    questions: tuple[Question, ...]
    choices: tuple[ChoiceOut, ...]

    def to_json(self) -> bytes:
        """The plan as JSON, the same bytes for the same record, days and knowledge."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)

    def to_dict(self) -> dict[str, Any]:
        """The plan as plain Python data."""
        data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return data


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan."""
    return msgspec.json.schema(Plan)


def plan(
    record: Record,
    as_of: str | date,
    knowledge: Knowledge,
    *,
    until: str | date | None = None,
    known_then: bool = False,
) -> Plan:
    """The plan of a record as of a day, up to and with `until` (by default two years on).

    Raises ValueError when a day is none, or `until` lies before `as_of`.
    """
    today = day_number(as_of)
    horizon = add_months(today, MONTHS_AHEAD) if until is None else day_number(until)
    if horizon < today:
        raise ValueError(f"until {iso(horizon)} lies before {iso(today)}")
    ctx = patient_on(record, knowledge, today, known_then=known_then)
    outcome = evaluate(ctx, horizon=horizon)
    offered = choices.offered(outcome.run, outcome.states)
    ahead = [item for item in branching.plan(outcome) if _within(item, horizon)]
    items = [*done.items(outcome), *_hanging(ahead, knowledge)]
    return Plan(
        as_of=iso(today),
        until=iso(horizon),
        patient=PatientRef(id=record.patient.id),
        knowledge=knowledge_ref(knowledge),
        program=VERSION,
        record_digest=record.digest,
        problems=(
            *record.problems,
            *problems_on(record, knowledge.vocabulary, today, known_then=known_then),
            *choices.problems(outcome.run, offered, outcome.states),
        ),
        items=tuple(sorted(items, key=_day)),
        questions=tuple(asking.questions(outcome)),
        choices=tuple(offered),
    )


def _within(item: PlanItem, horizon: int) -> bool:
    day = item.earliest or item.due
    return day is None or ordinal(day) <= horizon


def _day(item: PlanItem) -> str:
    return item.done_on or item.due or item.earliest or "9999"


def _hanging(items: list[PlanItem], knowledge: Knowledge) -> list[PlanItem]:
    """The items, each with the choice, still to be put and decided, that its day hangs on."""
    ahead: list[tuple[PlanItem, Item]] = []
    for item in items:
        known = knowledge.calendar.get(item.id.rpartition(".")[0])
        if known is not None and known.decision is not None and known.after is not None:
            ahead.append((item, known))
    return [
        replace(item, depends_on=next((what for what in _decisions(item, ahead)), None))
        for item in items
    ]


def _decisions(item: PlanItem, ahead: list[tuple[PlanItem, Item]]) -> Iterator[str]:
    """The decisions before an item that may move it, in its own branch, the last one first."""
    day = item.for_dose or item.due
    if day is None or item.kind not in ("dose", "monitor", "hold") or item.status != "upcoming":
        return
    for decision, known in reversed(ahead):
        if known.decision is None or decision.due is None or day < decision.due:
            continue
        if decision.branch is not None and decision.branch != item.branch:
            continue
        if item.branch is not None and item.branch.choice == known.decision:
            continue
        if item.for_dose is not None or item.id.startswith(f"{known.after}."):
            yield known.decision
