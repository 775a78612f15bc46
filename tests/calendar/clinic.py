"""What a clinic knows of a patient at the end of a day, and what follows from it.

Written from the clinical notes, apart from the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .months import months_later

Entry = dict[str, Any]
IV = ("zoledronic_acid", "pamidronate", "incadronate", "ibandronate")
BISPHOSPHONATES = (*IV, "clodronate", "bisphosphonate_unspecified", "alendronate")
AGENTS = (*IV, "denosumab", "clodronate", "narlumosbart", "bisphosphonate_unspecified")
GOOD = ("VGPR", "CR", "sCR")
INVASIVE = ("extraction", "implant", "apicectomy", "periodontal_surgery", "jaw_surgery")
WHOLE_BODY = ("wbldct", "pet_ct")


@dataclass
class Clinic:
    """What is known at the end of a day."""

    offers: tuple[str, ...] | None = None
    today: int = 0
    disease: str | None = None
    measured: dict[str, int] = field(default_factory=dict)  # term: last day
    calcium: list[tuple[int, float]] = field(default_factory=list)
    albumin: list[tuple[int, float]] = field(default_factory=list)
    doses: list[tuple[int, str]] = field(default_factory=list)
    began: int | None = None  # first dose of the course that runs
    last_began: int | None = None  # also of the course that was stopped
    before_reopening: int | None = None  # first dose of the course before it
    stopped_on: int | None = None  # the course, by decision
    continued_on: int | None = None
    restart: tuple[str, int] | None = None
    ever_stopped: int | None = None
    reopened_on: int | None = None
    chosen: str | None = None
    agent_stopped: str | None = None
    agent_stopped_on: int | None = None
    interval: tuple[str, int, Entry] | None = None
    answered: dict[str, int] = field(default_factory=dict)  # choice: last day
    response: tuple[str, int] | None = None
    response_below: int | None = None
    response_good: int | None = None
    relapse: int | None = None
    restart_refused: bool = False
    examined: int | None = None
    studies: list[tuple[int, str]] = field(default_factory=list)
    procedures: list[tuple[int, Entry]] = field(default_factory=list)  # invasive, past
    ahead: list[tuple[int, Entry]] = field(default_factory=list)  # invasive, today or later
    mouth_decision: str | None = None
    wounds: list[tuple[int, str]] = field(default_factory=list)
    jaw_on: int | None = None
    jaw_healed: int | None = None
    jaw_restart: tuple[str, int] | None = None
    jaw_suspected: bool = False
    exit_decision: tuple[str, Entry] | None = None

    # -- in words ---------------------------------------------------------------------------

    @property
    def last_dose(self) -> int | None:
        """The day of the last dose of any agent (C1)."""
        return self.doses[-1][0] if self.doses else None

    @property
    def last_agent(self) -> str | None:
        """The agent of the last dose."""
        return self.doses[-1][1] if self.doses else None

    @property
    def over(self) -> bool:
        """Stopped by decision, nothing given or decided anew (C6, C11)."""
        return self.stopped_on is not None

    @property
    def closed(self) -> bool:
        """Over, and no relapse since calls for a restart that was not refused."""
        relapsed = self.relapse is not None and self.relapse >= (self.stopped_on or 0)
        return self.over and (not relapsed or self.restart_refused)

    @property
    def current(self) -> str | None:
        """The agent that runs or is chosen (B7: one at a time)."""
        if self.closed:
            return None
        if self.chosen is not None:
            return self.chosen
        if self.began is None or self.agent_stopped == self.last_agent:
            return None
        return self.last_agent

    @property
    def stopped_on_denosumab(self) -> bool:
        """Off denosumab by decision, or with the agent alone (C9)."""
        if self.last_agent != "denosumab":
            return False
        return self.closed or (self.agent_stopped == "denosumab" and self.current is None)

    @property
    def still_waits(self) -> bool:
        """A planned procedure whose day has passed was postponed and not done since."""
        planned = [day for day, entry in self.procedures if entry.get("status") == "planned"]
        done = [day for day, entry in self.procedures if entry.get("status") != "planned"]
        if self.mouth_decision != "postpone" or not planned:
            return False
        return not done or done[-1] < planned[-1]

    @property
    def jaw_open(self) -> bool:
        """Osteonecrosis confirmed without healing and order, or suspected (D5)."""
        return (self.jaw_on is not None and not self.jaw_over) or self.jaw_suspected

    @property
    def jaw_over(self) -> bool:
        """Healed on a dentist's word, and restart ordered since."""
        return self.jaw_healed is not None and self.jaw_restart is not None and self.jaw_restart[0] == "yes"  # fmt: skip

    @property
    def below_vgpr(self) -> bool:
        """The last response on record was short of VGPR (C5)."""
        if self.response_below is None:
            return False
        return self.response_good is None or self.response_good <= self.response_below

    @property
    def urgent(self) -> bool:
        """Corrected calcium of 2.9 mmol/L or more, from a sample of the last 30 days (B10, B13)."""
        if not self.calcium or self.today - self.calcium[-1][0] > 30:
            return False
        day, total = self.calcium[-1]
        near = [(abs(on - day), -on, value) for on, value in self.albumin if abs(on - day) <= 7]
        corrected = total + 0.02 * (40 - min(near)[2]) if near else total
        return corrected >= 2.9 - 1e-9

    def spacing(self) -> str:
        """Monthly, or what was decided and is offered for the running agent (C2 to C5, C11)."""
        if self.interval is None or self.began is None:  # of a course about to begin again: none
            return "monthly"
        word, day, _ = self.interval
        if self.relapse is not None and self.relapse > day:
            return "monthly"
        if word == "monthly" or self.current not in IV:
            return "monthly"
        if self.current != "zoledronic_acid" and word != "every_3_months":
            return "monthly"
        return word


def pause_ends(day: int) -> int:
    """Three months after, and never under 90 days (D2)."""
    return max(months_later(day, 3), day + 90)


def pause_begins(day: int) -> int:
    """Three months before, and never under 90 days (D2)."""
    return min(months_later(day, -3), day - 90)
