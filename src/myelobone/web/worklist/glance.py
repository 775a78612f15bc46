"""An advice as one line of a list: how much there is to do, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from ...advice import Advice
from ...decide.output_plan import PlanItem
from ...language.problems import Text
from ...language.screens import Screens

WEEK = timedelta(days=7)
EVERY_DAY = ("supplement",)  # goes on without a visit
DECISIVE = ("agents.", "plan.")


class Next(Struct, frozen=True):
    """What comes next, and when."""

    day: str
    kind: str
    label: Text
    text: Text


class Glance(Struct, frozen=True, kw_only=True):
    """Counts of what a patient needs as of a day; `facts` are those that knowledge names for lists."""

    as_of: str
    stops: int
    cautions: int
    overdue: int
    due: int
    week: int  # due now or within seven days
    held: int
    decisions: int
    questions: int
    first: Text | None  # the first thing that must not be overlooked
    next: Next | None
    facts: dict[str, Text | None]


def glance(advice: Advice, screens: Screens) -> Glance:
    """What a list shows of an advice: the facts that knowledge names for it, and its names of kinds."""
    labels = {kind: lane.label for lane in screens.timeline for kind in lane.kinds}
    today = date.fromisoformat(advice.as_of)
    soon = (today + WEEK).isoformat()
    stops = [i for i in advice.items if i.level == "stop" and i.override is None]
    sets: dict[tuple[str, str | None, str | None], PlanItem] = {}
    for item in advice.plan:
        if item.kind not in EVERY_DAY and item.override is None and item.status != "done":
            sets.setdefault((item.kind, item.agent or item.modality, item.due), item)
    dated = list(sets.values())
    wanted = [i for i in dated if i.status in ("due", "overdue") and i.kind != "hold"]
    ahead = [
        i for i in dated
        if i.status == "upcoming" and i.kind != "hold" and (i.earliest or i.due or "9") <= soon
    ]  # fmt: skip
    return Glance(
        as_of=advice.as_of,
        stops=len(stops),
        cautions=sum(i.level == "caution" and i.override is None for i in advice.items),
        overdue=sum(i.status == "overdue" for i in wanted),
        due=sum(i.status == "due" for i in wanted),
        week=len(wanted) + len(ahead),
        held=sum(i.kind == "hold" and i.status == "held" for i in dated),
        decisions=sum(c.chosen is None and bool(c.options) for c in advice.choices),
        questions=sum(
            any(p.startswith(DECISIVE) for p in q.would_change) for q in advice.questions
        ),
        first=stops[0].title if stops else None,
        next=_next(dated, labels),
        facts={
            name: fact.display if (fact := advice.facts.get(name)) else None
            for name in screens.worklist
        },
    )


def _next(dated: list[PlanItem], labels: dict[str, Text]) -> Next | None:
    days = [
        (i.due, i)
        for i in dated
        if i.due is not None and i.status in ("due", "overdue", "upcoming")
    ]
    coming = [(day, item) for day, item in days if item.kind != "hold"]
    if not coming:
        return None
    day, item = min(coming, key=lambda pair: pair[0])
    return Next(day, item.kind, labels.get(item.kind, item.text), item.text)
