"""The calendar of the next day differs only by what a day explains.

Two calendars are compared where nothing else changed over night: every agent stands as it did,
every item applies as it did, the holds are the same ones and no choice opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from myelobone.decide.outcome import Outcome
from myelobone.decide.planned import Planned, plan_id

from .laws import ORDER, iso, shown

# Its days follow a dose that may slide, though it names no anchor.
NO_DOSES = "no doses"
FOLLOWS_A_DOSE = ("denosumab.watch_calcium_switched",)


def same_grounds(today: Outcome, tomorrow: Outcome) -> bool:
    """Whether nothing but the day differs: standings, holds, and which items apply."""
    if {name: (s.standing, s.without_holds) for name, s in today.states.items()} != {
        name: (s.standing, s.without_holds) for name, s in tomorrow.states.items()
    }:
        return False
    if [(h.item.id, h.truth, h.start, h.until, h.overridden) for h in today.holds] != [
        (h.item.id, h.truth, h.start, h.until, h.overridden) for h in tomorrow.holds
    ]:
        return False
    today.planned, tomorrow.planned  # noqa: B018 -- which items apply is found while they are dated
    if today.run.applies != tomorrow.run.applies:
        return False
    names = ("current_bone_agent", "interval_followed", "hypercalcaemia_urgent", "doses_from", "follow_up_modality")  # fmt: skip
    one, two = today.run.ctx, tomorrow.run.ctx
    return all(_told(one, name) == _told(two, name) for name in names)


def _told(ctx: object, name: str) -> tuple[object, ...]:
    value = ctx.fact(name)  # type: ignore[attr-defined]
    return value.status, value.word, value.low, value.high


def differences(today: Outcome, tomorrow: Outcome) -> Iterator[str]:
    """What changed over night without a reason."""
    day = tomorrow.run.ctx.today
    one = {plan_id(p): p for p in today.planned}
    two = {plan_id(p): p for p in tomorrow.planned}
    late = _late(two.values())
    anew = {
        (p.item.id, p.term) for p in two.values() if p.named == day
    }  # nothing recorded: due today, every day
    at_once = any(p.item.form == "dose" and p.named == day for p in two.values())  # hypercalcaemia
    for name in one.keys() & two.keys():
        slides = _slides(one[name], late) and (one[name].status == "upcoming" or at_once)
        if not slides:
            yield from _same_item(one[name], two[name], day)
    for name in one.keys() - two.keys():
        p = one[name]
        if p.named == day - 1 and (p.item.id, p.term) in anew:
            continue
        if p.status in ("due", "overdue") and not _ended(p, day):
            yield f"{shown(p)} was gone on {iso(day)}"
        elif p.status == "done" and p.due is not None and p.due >= day:
            yield f"{shown(p)} was done and gone on {iso(day)}"
        elif p.status == "upcoming" and not _slides(p, late) and not _past(p, day):
            yield f"{shown(p)} was gone on {iso(day)}"
    last = _last(one.values())
    for name in two.keys() - one.keys():
        p = two[name]
        if p.due is None or _slides(p, late):
            continue
        if p.due < last.get((p.item.id, p.term), day) and p.named != day:
            yield f"{shown(p)} had not been there the day before {iso(day)}"


def _same_item(one: Planned, two: Planned, day: int) -> Iterator[str]:
    before, after = ORDER.get(one.status), ORDER.get(two.status)
    if before is not None and after is not None and after < before:
        yield f"{shown(one)} became {two.status} on {iso(day)}"
    measured_too_long_ago = one.for_dose is not None and one.for_dose < day  # the dose is late
    if one.status == "done" and two.status != "done" and not measured_too_long_ago:
        yield f"{shown(one)} became {two.status} on {iso(day)}"
    if (one.due, one.agent, one.for_dose, one.earliest, one.latest) != (two.due, two.agent, two.for_dose, two.earliest, two.latest):  # fmt: skip
        if one.item.due is not None and one.named != one.due:
            return  # its day is an expression that moves
        yield f"{shown(one)} became {shown(two)} on {iso(day)}"


def _late(planned: object) -> set[str]:
    """Series whose first is due or overdue: the later ones count from today."""
    listed = list(planned)  # type: ignore[call-overload]
    found = set() if any(p.item.form == "dose" for p in listed) else {NO_DOSES}
    for p in listed:
        if p.status in ("due", "overdue") and p.item.every:
            found |= {p.item.id, f"{p.item.id}.{p.term}"}
            if p.item.form == "dose":
                found |= {"doses"}
    return found


def _slides(p: Planned, late: set[str]) -> bool:
    if p.item.form == "dose":
        return p.item.id in late
    if p.item.id in FOLLOWS_A_DOSE and NO_DOSES in late:
        return True  # it counts from the day on which one could be given
    if p.for_dose is not None or p.item.after or p.item.before_dose or p.item.id in FOLLOWS_A_DOSE:
        return "doses" in late or f"{p.item.id}.{p.term}" in late
    return f"{p.item.id}.{p.term}" in late


def _past(p: Planned, day: int) -> bool:
    """A span that has ended."""
    return p.latest is not None and p.latest <= day and p.item.form == "hold"


def _ended(p: Planned, day: int) -> bool:
    return p.item.form == "hold" or (p.latest is not None and p.latest < day and p.item.due is not None)  # fmt: skip


def _last(planned: object) -> dict[tuple[str, str | None], int]:
    found: dict[tuple[str, str | None], int] = defaultdict(int)
    for p in planned:  # type: ignore[attr-defined]
        if p.due is not None:
            found[p.item.id, p.term] = max(found[p.item.id, p.term], p.due)
    return found
