"""A dated item while the calendar is being laid out, and as the advice shows it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..language.dates import iso
from ..language.model import Item
from .output_items import OverrideOut
from .output_plan import BranchRef, PlanItem
from .overrides import still_holds
from .run import Run
from .values import Value

Status = Literal["done", "due", "overdue", "held", "upcoming"]
KINDS = {
    "dose": "dose", "measure": "monitor", "study": "imaging", "dental": "dental",
    "supplement": "supplement", "hold": "hold", "decision": "decision", "refer": "referral",
    "task": "task",
}  # fmt: skip


class Planned(Struct, frozen=True, kw_only=True):
    """One dated item; days are ordinals."""

    item: Item
    what: str
    named: int | None  # the day in its id: on which it was first due
    due: int | None
    earliest: int | None = None
    latest: int | None = None
    status: Status
    term: str | None = None
    agent: str | None = None
    modality: str | None = None
    held_by: str | None = None
    done_by: str | None = None
    confirm: bool = False
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    for_dose: int | None = None
    unrecorded: bool = False  # due since it applies, as nothing of it is recorded
    lacks: tuple[str, ...] | None = None  # terms not measured before a dose that was given


def status_on(today: int, earliest: int, latest: int) -> Status:
    """Upcoming before the window, due in it, overdue after it."""
    if today < earliest:
        return "upcoming"
    return "due" if today <= latest else "overdue"


def exact_day(value: Value) -> int | None:
    """The day of a value, when it is known to the day."""
    return int(value.low) if value.known else None


def plan_id(planned: Planned) -> str:
    """`calendar item[.term].date`."""
    parts = [planned.item.id]
    if planned.term is not None:
        parts.append(planned.term)
    if planned.named is not None:
        parts.append(iso(planned.named))
    return ".".join(parts)


def out(run: Run, planned: Planned, branch: BranchRef | None) -> PlanItem:
    """The item as the advice shows it."""
    item = planned.item
    unit, _, per = (planned.unit or "").partition("/")
    override: OverrideOut | None = None
    for name in (plan_id(planned), item.id):
        found = run.overrides.get(name)
        if found is not None and still_holds(run.ctx, found, item.when):
            override = found.out()
            break
    text = run.text(item.says)
    return PlanItem(
        id=plan_id(planned), what=planned.what, kind=KINDS[item.form],  # type: ignore[arg-type]
        agent=planned.agent, modality=planned.modality,
        earliest=_iso(planned.earliest), due=_iso(planned.due), latest=_iso(planned.latest),
        status=planned.status, branch=branch, held_by=planned.held_by, done_by=planned.done_by,
        done_on=None if planned.done_by is None else run.day(_seq(planned.done_by)),
        needs_confirmation=planned.confirm, amount=_clean(planned.amount),
        low=_clean(planned.low), high=_clean(planned.high), unit=unit or None, per=per or None,
        cites=item.cites, readings=item.readings, origin=item.origin,
        because=run.because(item.when), text=text, for_dose=_iso(planned.for_dose),
        override=override, unrecorded=planned.unrecorded,
        holds=item.hold, lacks=planned.lacks,
    )  # fmt: skip


def _seq(entry: str) -> int:
    return int(entry.removeprefix("entries[").removesuffix("]"))


def _iso(day: int | None) -> str | None:
    return None if day is None else iso(day)


def _clean(value: float | None) -> float | None:
    return None if value is None else round(value, 9)
