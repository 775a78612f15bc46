"""Where the program's calendar and the count by hand differ, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from myelobone.decide.outcome import Outcome
from myelobone.decide.planned import Planned

from .asking import outcome
from .clinic import Clinic
from .counted import Counted, count
from .months import months_later
from .walked import walk

DATED = {
    "imaging": ("imaging.yearly",),
    "dental": ("dental.yearly",),
    "month_12": ("course.month_12",),
    "month_24": ("course.month_24", "course.month_24_denosumab"),
}
MONTHLY = ("monitoring.bisphosphonate", "monitoring.pamidronate", "monitoring.denosumab", "monitoring.bisphosphonate_held", "monitoring.agent_under_study")  # fmt: skip


def iso(day: int | None) -> str:
    """A day for people."""
    return "none" if day is None else date.fromordinal(day).isoformat()


def disagreements(record: dict[str, Any], day: int) -> list[str]:
    """Every difference on one day, each with both answers."""
    found = outcome(record, day)
    clinic = walk(record, day)
    may_give = False
    if clinic.current in found.states:
        may_give = found.states[clinic.current].without_holds in ("preferred", "option")
    counted = count(clinic, day, may_give=may_give)
    return list(_compare(found, counted, clinic))


def disagreements_ahead(record: dict[str, Any], day: int) -> list[str]:
    """Every difference in doses and their tests over the two years that follow a day."""
    until = months_later(day, 24)
    found = outcome(record, day, until)
    clinic = walk(record, day)
    if (found.run.ctx.fact("current_bone_agent").word or None) != clinic.current:
        return []  # told by the other comparison
    may_give = False
    if clinic.current in found.states:
        may_give = found.states[clinic.current].without_holds in ("preferred", "option")
    counted = count(clinic, day, may_give=may_give, until=until)
    return list(_compare_ahead(found, counted, until))


def _compare_ahead(found: Outcome, counted: Counted, until: int) -> Iterator[str]:
    items = ("course.doses", "course.longer_interval")
    ours = [
        p.due
        for p in found.planned
        if p.item.id in items and p.status not in ("held", "done") and p.due and p.due <= until
    ]
    by_hand = [dose for dose in counted.doses if dose <= until]
    if ours != by_hand:
        yield f"doses: {[iso(d) for d in ours]}, by hand {[iso(d) for d in by_hand]}"
    tests: dict[str, list[int | None]] = defaultdict(list)
    for p in found.planned:
        if p.item.id in MONTHLY and p.status != "done" and p.term is not None:
            tests[p.term].append(p.due)
    for term in sorted({*tests, *counted.labs}):
        hand = [lab.due for lab in counted.labs.get(term, [])]
        if tests[term] != hand:
            yield f"{term}: {[iso(d) for d in tests[term]]}, by hand {[iso(d) for d in hand]}"


def _compare(found: Outcome, counted: Counted, clinic: Clinic) -> Iterator[str]:
    by_item: dict[str, list[Planned]] = defaultdict(list)
    for planned in found.planned:
        by_item[planned.item.id].append(planned)
    agent = found.run.ctx.fact("current_bone_agent").word or None
    if agent != clinic.current:
        yield f"agent: {agent}, by hand {clinic.current}"
        return
    yield from _doses(by_item, counted)
    yield from _labs(by_item, counted)
    yield from _mouth(by_item, counted)
    for name, items in DATED.items():
        ours = [p.due for item in items for p in by_item[item]]
        by_hand = getattr(counted, name)
        if name.startswith("month"):
            if ours and ours != [by_hand]:
                yield f"{name}: {[iso(d) for d in ours]}, by hand {iso(by_hand)}"
            if not ours and by_hand is not None and not _answered(name, clinic, by_hand):
                yield f"{name}: none, by hand {iso(by_hand)}"
        elif ours != ([] if by_hand is None else [by_hand]) and by_hand is not None:
            yield f"{name}: {[iso(d) for d in ours]}, by hand {iso(by_hand)}"
    deadline = [p.latest for p in by_item["denosumab.exit"]]
    if deadline and deadline != [counted.exit_by]:
        yield f"rebound: {[iso(d) for d in deadline]}, by hand {iso(counted.exit_by)}"
    if not deadline and counted.exit_by is not None and clinic.exit_decision is None:
        yield f"rebound: none, by hand {iso(counted.exit_by)}"
    contrast = by_item["nephrotoxin.hold"] + by_item["nephrotoxin.hold_longer"]
    ours_contrast = sorted(p.earliest for p in contrast if p.earliest is not None)  # fmt: skip
    if ours_contrast != sorted(counted.contrast)[: len(ours_contrast)] or bool(ours_contrast) != bool(counted.contrast):  # fmt: skip
        yield f"contrast: {[iso(d) for d in ours_contrast]}, by hand {[iso(d) for d in sorted(counted.contrast)]}"  # fmt: skip
    for p in contrast:
        if p.latest is not None and p.earliest is not None and p.latest != p.earliest + 1:
            yield f"contrast: {iso(p.earliest)} to {iso(p.latest)}, not a day"


def _answered(name: str, clinic: Clinic, day: int) -> bool:
    choose = "interval" if name == "month_12" else "course"
    return choose in clinic.answered


def _doses(by_item: dict[str, list[Planned]], counted: Counted) -> Iterator[str]:
    items = by_item["course.doses"] + by_item["course.longer_interval"]
    ours = [p.due for p in items if p.status not in ("held", "done") and p.due is not None]
    short = min(len(ours), len(counted.doses))
    if ours[:short] != counted.doses[:short] or bool(ours) != bool(counted.doses):
        yield f"doses: {[iso(d) for d in ours]}, by hand {[iso(d) for d in counted.doses]}"


def _labs(by_item: dict[str, list[Planned]], counted: Counted) -> Iterator[str]:
    ours: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    done: dict[str, set[int]] = defaultdict(set)
    for item in MONTHLY:
        for p in by_item[item]:
            assert p.term is not None
            if p.status == "done":
                done[p.term].add(p.for_dose or 0)
            else:
                ours[p.term].append((iso(p.due), iso(p.earliest), iso(p.latest)))
    for term in sorted({*ours, *counted.labs}):
        by_hand = [(iso(x.due), iso(x.earliest), iso(x.latest)) for x in counted.labs.get(term, [])]
        short = min(len(by_hand), len(ours[term]))
        if by_hand[:short] != ours[term][:short] or bool(by_hand) != bool(ours[term]):
            yield f"{term}: {ours[term]}, by hand {by_hand}"
        if done[term] != set(counted.served.get(term, [])):
            served = sorted(counted.served.get(term, []))
            yield f"{term}: done for {[iso(d) for d in sorted(done[term])]}, by hand {[iso(d) for d in served]}"  # fmt: skip


def _mouth(by_item: dict[str, list[Planned]], counted: Counted) -> Iterator[str]:
    for item, pause in (
        ("dental.hold", counted.mouth.pause),
        ("dental.healing", counted.mouth.healing),
    ):
        ours = [(p.earliest, p.due) for p in by_item[item]]
        by_hand = [] if pause is None else [(pause.start, pause.end)]
        if item == "dental.hold" and pause is not None and pause.end is None:
            by_hand = [(None, None)]  # not yet decided
        if ours != by_hand:
            yield f"{item}: {[(iso(a), iso(b)) for a, b in ours]}, by hand {[(iso(a), iso(b)) for a, b in by_hand]}"  # fmt: skip
    windows = [(p.earliest, p.latest) for item in ("dental.antibiotics", "dental.antibiotics_after") for p in by_item[item]]  # fmt: skip
    by_hand_window = [] if counted.mouth.antibiotics is None else [counted.mouth.antibiotics]
    if windows != by_hand_window:
        yield f"antibiotics: {[(iso(a), iso(b)) for a, b in windows]}, by hand {[(iso(a), iso(b)) for a, b in by_hand_window]}"  # fmt: skip
    for p in by_item["dental.procedure"]:
        if p.earliest != (counted.mouth.allowed or p.due):
            yield f"procedure: from {iso(p.earliest)}, by hand {iso(counted.mouth.allowed)}"
