"""What was done is not asked for again in its period, on any day of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest

from . import laws
from .asking import Written, outcome
from .failing import run
from .months import months_later
from .possible import FOUND

SHARDS, EACH = 4, 20
MONTHLY = ("monitoring.bisphosphonate", "monitoring.pamidronate", "monitoring.denosumab", "monitoring.bisphosphonate_held")  # fmt: skip


def everything_done(record: Written, day: int) -> Iterator[str]:
    """Complaints when all that is wanted today is done today: in the days that follow."""
    before = outcome(record, day)
    wanted = {
        p.term for p in before.planned if p.item.id in MONTHLY and p.status in ("due", "overdue")
    }
    modality = next((p.modality for p in before.planned if p.item.id == "imaging.yearly"), None)
    after = copy.deepcopy(record)
    on = laws.iso(day)
    after["entries"] += [{"on": on, "what": t, "value": _value(t or "", record)} for t in wanted]
    after["entries"].append({"on": on, "what": "dental_examination", "result": "no finding"})
    if modality is not None:
        whole = {"region": "whole_body"} if modality.startswith("mri") or modality == "ct" else {}
        after["entries"].append({"on": on, "what": "study", "modality": modality, "findings": [], **whole})  # fmt: skip
    after["entries"] = [entry for entry in after["entries"] if not _ahead(entry, day)]
    for later in (day, day + 1, day + 20, day + 27):
        yield from _asked_again(after, day, later, wanted)
    yearly = outcome(after, months_later(day, 12) - 1)
    for p in yearly.planned:
        if p.item.id in ("imaging.yearly", "dental.yearly") and p.status in ("due", "overdue"):
            yield f"yearly: {laws.shown(p)} within a year of {on}"


def _asked_again(record: Written, done: int, day: int, wanted: set[str | None]) -> Iterator[str]:
    found = outcome(record, day)
    for p in found.planned:
        if p.item.id not in MONTHLY or p.term not in wanted or p.status == "done" or p.due is None:
            continue
        month = months_later(done, 1)
        for_later_dose = p.for_dose is not None and max(p.for_dose, day) - 7 > done
        if p.due < month and not for_later_dose:
            yield f"again: {laws.shown(p)} though done on {laws.iso(done)}, as of {laws.iso(day)}"


def _value(term: str, record: Written) -> str:
    """What was last found, so that no value jumps."""
    last = [e["value"] for e in record["entries"] if e["what"] == term and e.get("value") != "unknown"]  # fmt: skip
    return str(last[-1] if last else FOUND.get(term, "80 umol/L"))


def _ahead(entry: dict[str, object], day: int) -> bool:
    return str(entry.get("on", "")) > laws.iso(day) and "status" not in entry


@pytest.mark.parametrize("shard", range(SHARDS))
def test_what_is_done_is_not_asked_for_again_in_its_period(shard: int) -> None:
    run(range(shard * EACH, (shard + 1) * EACH), everything_done, exact=True)


@pytest.mark.nightly
@pytest.mark.parametrize("shard", range(20))
def test_what_is_done_is_not_asked_for_again_in_ten_thousand_histories(shard: int) -> None:
    first = SHARDS * EACH + shard * 500
    run(range(first, first + 500), everything_done, exact=True)
