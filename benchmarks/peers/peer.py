"""What every engine must offer to take part: its answers for comparison, and a way to run it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..work import Plain, Work

Patients = Sequence[dict[str, Plain]]
Answers = list[Plain]  # one for each decision of a patient: rules first, then tables
Take = Callable[[int], Answers]  # all decisions of the patient at a position


class Runner(NamedTuple):
    """One way to run an engine on the patients it was made for."""

    name: str
    take: Take
    reads: bool  # whether each call turns plain Python data into the engine's own form
    headline: bool = True  # False: shown, but never the figure to be quoted


class Missing(NamedTuple):
    """An engine that cannot be had here, and why."""

    name: str
    why: str


Prepare = Callable[[Work, Patients], list[Runner]]
