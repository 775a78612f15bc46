"""A record walked through day by day: what a clinic would know at the end of a day.

Written from the specification of the language and the clinical notes, apart from the program. It
reads plain records with whole dates only.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .months import months_complete, months_later

Entry = dict[str, Any]
IV = ("zoledronic_acid", "pamidronate", "incadronate", "ibandronate")
BISPHOSPHONATES = (*IV, "clodronate", "bisphosphonate_unspecified", "alendronate")
AGENTS = (*IV, "denosumab", "clodronate", "narlumosbart", "bisphosphonate_unspecified")
GOOD = ("VGPR", "CR", "sCR")
INVASIVE = ("extraction", "implant", "apicectomy", "periodontal_surgery", "jaw_surgery")
WHOLE_BODY = ("wbldct", "pet_ct")


def ordinal(text: str) -> int:
    """The number of a whole day."""
    return date.fromisoformat(text[:10]).toordinal()


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
        if self.interval is None or self.last_began is None:
            return "monthly"
        word, day, _ = self.interval
        if self.relapse is not None and self.relapse > day:
            return "monthly"
        if word == "monthly" or self.current not in IV:
            return "monthly"
        if self.current != "zoledronic_acid" and word != "every_3_months":
            return "monthly"
        return word


def walk(record: dict[str, Any], today: int) -> Clinic:
    """From the first entry to the end of `today`, one day after the other."""
    entries = record["entries"]
    by_day: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        of_day = by_day[ordinal(entry["on"])]
        if entry not in of_day:  # what is told twice counts once
            of_day.append(entry)
    offers = record.get("site", {}).get("offers")
    clinic = Clinic(offers=None if offers is None else tuple(offers))
    for day in range(min(by_day), today + 1):
        clinic.today = day
        for part in (_found, _given, _stopped, _decided):  # a decision of a day follows its dose
            for entry in by_day.get(day, []):
                part(clinic, day, entry)
    for day in sorted(by_day):
        for entry in by_day[day]:
            if day >= today and entry["what"] == "dental_procedure" and _is_invasive(entry):
                plan = entry.get("status", "done")
                if plan != "done" or day > today:
                    clinic.ahead.append((day, entry))
    return clinic


def _is_invasive(entry: Entry) -> bool:
    return entry.get("invasive", "yes") != "no"


def _found(clinic: Clinic, day: int, entry: Entry) -> None:
    """What was measured, seen or said."""
    what, value = entry["what"], entry.get("value")
    if what in ("calcium", "albumin"):
        getattr(clinic, what).append((day, float(value.split()[0])))  # type: ignore[union-attr]
    match what:
        case "disease":
            clinic.disease = value
        case "response":
            clinic.response = (value or "", day)
            if value in GOOD:
                clinic.response_good = day
            else:
                clinic.response_below = day
        case "relapse":
            clinic.relapse = day
            clinic.restart_refused = False
            if clinic.over and clinic.reopened_on is None:
                clinic.reopened_on = day
        case "dental_examination":
            clinic.examined = day
        case "study" if entry.get("status", "done") == "done":
            if entry["modality"] != "mri" or entry.get("region") == "whole_body":
                clinic.studies.append((day, entry["modality"]))
        case "dental_procedure" if _is_invasive(entry):
            clinic.procedures.append((day, entry))
        case "open_oral_wound":
            clinic.wounds.append((day, value or ""))
        case "onj":
            _jaw(clinic, day, entry["status"])
        case "onj_suspected":
            clinic.jaw_suspected = value == "yes" and (clinic.jaw_on is None or clinic.jaw_on < day)
    clinic.measured[what] = day


def _jaw(clinic: Clinic, day: int, status: str) -> None:
    if status == "suspected":
        clinic.jaw_suspected = True
        return
    clinic.jaw_suspected = False
    if status == "confirmed":
        clinic.jaw_on = day
        clinic.jaw_healed = clinic.jaw_restart = None
    else:
        clinic.jaw_on = clinic.jaw_on if clinic.jaw_on is not None else day
        clinic.jaw_healed = day


def _given(clinic: Clinic, day: int, entry: Entry) -> None:
    if entry["what"] != "given" or entry["agent"] not in AGENTS or entry.get("for") == "osteoporosis":  # fmt: skip
        return
    clinic.doses.append((day, entry["agent"]))
    clinic.chosen = clinic.agent_stopped = clinic.agent_stopped_on = None
    clinic.mouth_decision = None
    if clinic.reopened_on is not None and clinic.began is None:
        clinic.stopped_on = clinic.reopened_on = None
        clinic.began = clinic.last_began = day
        clinic.interval = None
        clinic.answered.clear()
    elif not clinic.over and clinic.began is None:
        clinic.began = clinic.last_began = day


def _stopped(clinic: Clinic, day: int, entry: Entry) -> None:
    if entry["what"] == "stopped":
        clinic.agent_stopped, clinic.agent_stopped_on = entry["agent"], day
        if clinic.chosen == entry["agent"]:
            clinic.chosen = None


def _decided(clinic: Clinic, day: int, entry: Entry) -> None:
    if entry["what"] != "decision":
        return
    choose, value = entry["choose"], entry["value"]
    clinic.answered[choose] = day
    match choose, value:
        case "bone_agent", _:
            clinic.chosen = value
        case "course", "stop":
            clinic.stopped_on = clinic.ever_stopped = day
            clinic.began = clinic.reopened_on = None
            clinic.restart_refused = False
            if clinic.relapse == day:
                clinic.reopened_on = day
            if clinic.restart is not None and clinic.restart[1] == day:
                _restart(clinic, day, clinic.restart[0])  # of one day both count, this one last
            _begin_again(clinic, day)
        case "course", "continue" if clinic.over and clinic.reopened_on is None:
            clinic.stopped_on = None
            clinic.continued_on = day
            clinic.began = clinic.last_began
            if clinic.began is None and clinic.doses:
                clinic.began = clinic.last_began = clinic.doses[0][0]
        case "restart", _:
            _restart(clinic, day, value)
        case "interval", _:
            _spaced(clinic, day, value, entry)
        case "dental_procedure", _:
            clinic.mouth_decision = value
        case "exit_plan", _:
            clinic.exit_decision = (value, entry)


def _restart(clinic: Clinic, day: int, value: str) -> None:
    if clinic.jaw_healed is not None:
        clinic.jaw_restart = (value, day)
    clinic.restart = (value, day)
    stop = clinic.ever_stopped
    if value == "no" and stop is not None and clinic.relapse is not None and clinic.relapse >= stop:
        clinic.restart_refused = True  # the last word counts, whatever was given since
        clinic.stopped_on, clinic.began, clinic.reopened_on = stop, None, None
        return
    clinic.restart_refused = False
    if value == "yes":
        if clinic.over or clinic.continued_on == day:
            clinic.reopened_on = min(day, clinic.reopened_on or day)
            clinic.stopped_on = clinic.began = None
            _begin_again(clinic, day)


def _begin_again(clinic: Clinic, day: int) -> None:
    """A dose of the day on which the course was reopened is its first."""
    if clinic.reopened_on == day and clinic.last_dose == day:
        clinic.stopped_on = clinic.reopened_on = None
        clinic.began = clinic.last_began = day
        clinic.interval = None
        clinic.answered.clear()


def _spaced(clinic: Clinic, day: int, value: str, entry: Entry) -> None:
    """Nothing is spaced within the first year, nor short of VGPR."""
    began = clinic.last_began
    if began is None or months_complete(began, day) < 12:
        return
    if value != "monthly" and clinic.response is not None:
        word, on = clinic.response
        if word not in GOOD and day - on <= 90:
            clinic.interval = None
            return
    clinic.interval = (value, day, entry)


def pause_ends(day: int) -> int:
    """Three months after, and never under 90 days (D2)."""
    return max(months_later(day, 3), day + 90)


def pause_begins(day: int) -> int:
    """Three months before, and never under 90 days (D2)."""
    return min(months_later(day, -3), day - 90)
