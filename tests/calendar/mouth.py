"""The mouth, counted by hand: pauses around invasive procedures, antibiotics, when doses are free again."""

from __future__ import annotations

from dataclasses import dataclass

from .clinic import Clinic, pause_begins, pause_ends
from .months import months_complete
from .walked import ordinal


@dataclass
class Pause:
    """Days on which no agent may be given; without an end until something is documented."""

    start: int
    end: int | None


@dataclass
class Mouth:
    """What a procedure ahead or done asks for."""

    pause: Pause | None = None  # around a procedure ahead
    allowed: int | None = None  # its first day allowed
    healing: Pause | None = None  # after a procedure
    antibiotics: tuple[int, int] | None = None


def mouth(clinic: Clinic, today: int) -> Mouth:
    """The pauses around a procedure ahead and one that was done, and the days of antibiotics (D1 to D4)."""
    found = Mouth()
    day = _procedure_ahead(clinic, found)
    if day is None and clinic.ahead:
        found.pause = Pause(0, None)  # too soon, and not yet decided: no day is guessed
    if day is not None:
        found.pause = Pause(pause_begins(day), pause_ends(day))
        found.antibiotics = (day - 1, day + 3)
    past = _procedure_past(clinic)
    if past is None:
        return found
    if day is None and today <= past + 3:
        found.antibiotics = (past - 1, past + 3)
    resume = pause_ends(past)
    last = clinic.last_dose
    if last is not None and last >= resume:
        return found
    healed = _healed(clinic, past, today)
    if months_complete(past, today) >= 12 and not _noted_open(clinic, past):
        return found
    if resume > today:
        found.healing = Pause(past, resume)
    elif healed is None:
        found.healing = Pause(past, None)
    return found


def _procedure_ahead(clinic: Clinic, found: Mouth) -> int | None:
    """The day of the procedure, none while the doctor has not chosen one."""
    urgent = [day for day, entry in clinic.ahead if entry.get("status") == "urgent"]
    if urgent:
        found.allowed = urgent[0]
        return urgent[0]
    if clinic.last_dose is not None:
        found.allowed = pause_ends(clinic.last_dose)
    elective = [day for day, _ in clinic.ahead]
    if not elective:
        return found.allowed if clinic.still_waits else None
    if found.allowed is None or elective[0] >= found.allowed:
        return elective[0]
    if clinic.mouth_decision == "postpone":
        return found.allowed
    if clinic.mouth_decision == "mdt_exception":
        found.allowed = elective[0]
        return elective[0]
    return None


def _procedure_past(clinic: Clinic) -> int | None:
    """The last invasive procedure; a plan whose day has passed counts as done, unless postponed."""
    done = [
        day
        for day, entry in clinic.procedures
        if entry.get("status") != "planned" or clinic.mouth_decision != "postpone"
    ]
    return done[-1] if done else None


def _noted_open(clinic: Clinic, past: int) -> bool:
    after = [word for day, word in clinic.wounds if day > past]
    return "yes" in after and after[-1] != "no"


def _healed(clinic: Clinic, past: int, today: int) -> int | None:
    """The first day on which healing after that procedure was on record."""
    days = [day for day, word in clinic.wounds if day > past and word == "no"]
    for day, entry in clinic.procedures:
        if day == past and "healed_on" in entry and entry.get("status") != "planned":
            on = ordinal(entry["healed_on"])
            if past <= on <= today:
                days.append(on)
    return min(days) if days else None


def free_again(clinic: Clinic, today: int) -> int:
    """The day on which the last pause that is over ended; long ago if there was none."""
    days = [0]
    past = _procedure_past(clinic)
    if past is not None:
        days.append(max(pause_ends(past), _healed(clinic, past, today) or 0))
    if clinic.jaw_over and clinic.jaw_restart is not None:
        days.append(clinic.jaw_restart[1])
    return max(days)
