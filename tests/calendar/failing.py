"""Many histories through one check, and the smallest record of the first that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from .histories import History, history
from .shrink import shrunk, written

Check = Callable[[dict[str, Any], int], Iterable[str]]


def run(seeds: Iterable[int], check: Check, *, exact: bool | None = None) -> None:
    """Every history of some seeds; the first with a complaint fails, with its smallest record."""
    for seed in seeds:
        made = history(seed, exact=exact)
        for day in made.days:
            complaints = list(check(made.record, day))
            if complaints:
                pytest.fail(told(made, day, complaints, check), pytrace=False)


def told(made: History, day: int, complaints: list[str], check: Check) -> str:
    """The seed, the day, what is wrong, and the record cut down to what that needs."""
    kind = complaints[0].split(":")[0]
    least = shrunk(
        made.record, lambda record: any(c.split(":")[0] == kind for c in check(record, day))
    )
    left = [c for c in check(least, day) if c.split(":")[0] == kind]
    return "\n".join(
        [
            f"history({made.seed}), exact={made.exact}, as of {date.fromordinal(day)}:",
            *(f"  {complaint}" for complaint in complaints[:10]),
            "the smallest record that shows it:",
            *(f"  {complaint}" for complaint in left[:3]),
            "",
            written(least),
        ]
    )
