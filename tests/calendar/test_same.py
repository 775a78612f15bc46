"""The same record and day give the same calendar: in any process, in any order of the file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec
import pytest

from myelobone.decide.branching import plan
from myelobone.decide.planned import plan_id

from .asking import outcome
from .histories import history

ROOT = Path(__file__).parents[2]


def digest(seeds: range) -> str:
    """One number for the plans of some histories."""
    total = sha256()
    for seed in seeds:
        made = history(seed)
        for day in made.days:
            total.update(msgspec.json.encode(plan(outcome(made.record, day))))
    return total.hexdigest()


@pytest.mark.parametrize("start", [0, 40])
def test_the_same_input_gives_the_same_bytes_in_every_process(start: int) -> None:
    code = (
        f"from tests.calendar.test_same import digest; print(digest(range({start}, {start + 40})))"
    )
    found = set()
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        found.add(made.stdout.strip())
    assert found == {digest(range(start, start + 40))}


def test_the_order_of_days_in_the_file_changes_nothing() -> None:
    for seed in range(150):
        made = history(seed, exact=True)
        by_day = defaultdict(list)
        for entry in made.record["entries"]:
            by_day[entry["on"]].append(entry)
        days = list(by_day)
        Random(seed).shuffle(days)
        moved = {**made.record, "entries": [entry for day in days for entry in by_day[day]]}
        for day in made.days:
            before, after = outcome(made.record, day), outcome(moved, day)
            assert [(plan_id(p), p.due, p.status) for p in before.planned] == [
                (plan_id(p), p.due, p.status) for p in after.planned
            ], f"history({seed})"


def test_what_has_nothing_to_do_with_the_calendar_changes_no_id() -> None:
    for seed in range(100):
        made = history(seed, exact=True)
        more = {"on": made.record["entries"][0]["on"], "what": "ldh", "value": "200 U/L"}
        told = {**made.record, "entries": [more, *made.record["entries"]]}
        for day in made.days:
            before, after = outcome(made.record, day), outcome(told, day)
            assert [plan_id(p) for p in before.planned] == [plan_id(p) for p in after.planned]
