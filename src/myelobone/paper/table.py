"""What the picture shows, as a table: for those who cannot see it, and for programs."""

from __future__ import annotations

from typing import Any

from ..decide.plan import Plan
from ..language.dates import iso
from ..language.model import Knowledge
from ..page.look import Look
from ..page.words import Lang
from ..record.model import Record
from .from_plan import OTHER
from .gather import gather
from .marks import Mark, in_order
from .words import word

FORMAT = "myelobone-timeline/1"


def table(plan: Plan, record: Record, knowledge: Knowledge, lang: Lang = "zh") -> dict[str, Any]:
    """Each lane with its marks in the order of days, as plain data."""
    look = Look({"facts": {}, "items": ()}, knowledge, lang)
    found = gather(plan, record, look)
    every = in_order([*found.earlier, *found.marks])
    names = {lane.id: look.text(lane.label) for lane in knowledge.screens.timeline}
    names[OTHER] = word("other", lang) if OTHER not in names else names[OTHER]
    lanes = [
        {"id": id_, "label": name, "marks": [_row(m) for m in every if m.lane == id_]}
        for id_, name in names.items()
    ]
    return {
        "format": FORMAT,
        "as_of": plan.as_of,
        "until": plan.until,
        "patient": {"id": plan.patient.id},
        "lanes": [lane for lane in lanes if lane["marks"]],
        "undated": found.undated,
    }


def _row(mark: Mark) -> dict[str, Any]:
    days = {"on": mark.day, "from": mark.first, "to": mark.last, "due": mark.due}
    return {
        **{key: None if day is None else iso(day) for key, day in days.items()},
        "status": mark.status,
        "label": mark.label,
        "branch": mark.branch and dict(zip(("choice", "option"), mark.branch, strict=True)),
        "depends_on_a_decision": mark.hangs,
        "count": mark.count,
        "stands_for": list(mark.stands_for),
        "text": mark.title,
    }
