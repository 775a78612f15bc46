"""All that a picture draws of a plan and its record, and what it can only name."""

from __future__ import annotations

from msgspec import Struct

from ..decide.plan import Plan
from ..language.dates import ordinal
from ..page.look import Look
from ..record.model import Record
from .from_plan import from_plan
from .from_record import from_record
from .marks import Mark, in_order

BACK = 183  # days before the plan within which entries are drawn


class Found(Struct, frozen=True, kw_only=True):
    """Marks from left to right; those too long before the plan; how many entries have no day."""

    marks: list[Mark]
    earlier: list[Mark]
    undated: int


def gather(plan: Plan, record: Record, look: Look) -> Found:
    """The marks of a plan and of the record it was made from."""
    lanes = look.knowledge.screens.timeline
    today = ordinal(plan.as_of)
    planned = from_plan(plan, look, lanes)
    told = {item.done_by for item in plan.items if item.done_by is not None}
    entries, undated = from_record(record, look, lanes, today, told)
    start = min([today, *(mark.day for mark in planned)]) - BACK
    return Found(
        marks=in_order([*planned, *(mark for mark in entries if mark.day >= start)]),
        earlier=in_order(mark for mark in entries if mark.day < start),
        undated=undated,
    )
