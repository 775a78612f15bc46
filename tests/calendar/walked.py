"""A record walked through day by day: what a clinic would know at the end of a day.

Written from the specification of the language and the clinical notes, apart from the program. It
reads plain records with whole dates only.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from .clinic import AGENTS, GOOD, Clinic, Entry
from .months import months_complete


def ordinal(text: str) -> int:
    """The number of a whole day."""
    return date.fromisoformat(text[:10]).toordinal()


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
        clinic.before_reopening = clinic.last_began
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
        if clinic.last_began is not None and clinic.last_began >= clinic.relapse:
            clinic.last_began = clinic.before_reopening  # what was given began no course
        clinic.stopped_on, clinic.began, clinic.reopened_on = stop, None, None
        return
    clinic.restart_refused = False
    if value == "yes" and (clinic.over or clinic.continued_on == day):
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
