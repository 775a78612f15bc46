"""What is due and when, counted one day after the other from what a clinic knows.

The second opinion on the calendar: written from the specification of the language (section 8) and
the clinical notes, with none of the program's arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .clinic import BISPHOSPHONATES, IV, WHOLE_BODY, Clinic
from .months import months_complete, months_later
from .mouth import Mouth, Pause, free_again, mouth
from .walked import ordinal

BASIC = ("calcium", "albumin", "vitamin_d", "phosphate", "magnesium")
FULL = (*BASIC, "creatinine", "sodium", "potassium", "urinalysis")
FAR = 2000  # days; nothing is looked for beyond


@dataclass
class Lab:
    """One measurement that is due."""

    due: int
    earliest: int
    latest: int
    dose: int | None


@dataclass
class Counted:
    """All that was counted for one day."""

    doses: list[int] = field(default_factory=list)
    labs: dict[str, list[Lab]] = field(default_factory=dict)
    served: dict[str, list[int]] = field(default_factory=dict)  # doses whose blood is drawn
    imaging: int | None = None
    dental: int | None = None
    month_12: int | None = None
    month_24: int | None = None
    exit_by: int | None = None
    mouth: Mouth = field(default_factory=Mouth)
    contrast: list[int] = field(default_factory=list)


def count(clinic: Clinic, today: int, *, may_give: bool, until: int | None = None) -> Counted:
    """Everything that is due; `may_give` says whether the running agent may be given at all.

    With `until` the whole course up to that day: doses end where their going on must be decided.
    """
    found = Counted()
    found.mouth = mouth(clinic, today)
    pauses = [p for p in (found.mouth.pause, found.mouth.healing) if p is not None]
    if clinic.jaw_open:
        pauses.append(Pause(0, None))
    if may_give and clinic.disease == "active_myeloma" and clinic.current is not None:
        found.doses = _doses(clinic, pauses, today, until)
    _milestones(clinic, found)
    end = until
    spaced = clinic.spacing() == "longer" and not clinic.urgent  # one dose, by the day typed
    open_end = found.month_24 is not None and "course" not in _settled(clinic, found)
    if until is not None and found.month_24 is not None and open_end and not spaced:
        decided = max(found.month_24, today + 1)
        found.doses = [day for day in found.doses if day < decided]
        end = min(until, decided)
    _labs(clinic, found, today, until, end)
    _yearly(clinic, found, today)
    if clinic.stopped_on_denosumab:
        last = max(day for day, agent in clinic.doses if agent == "denosumab")
        found.exit_by = months_later(last, 6)
    if clinic.current in BISPHOSPHONATES:
        given = [clinic.last_dose] if clinic.last_dose == today else []
        found.contrast = [*given, *(max(day, today) for day in found.doses)]  # type: ignore[list-item]
    return found


def _settled(clinic: Clinic, found: Counted) -> dict[str, int]:
    """Choices answered since the two months before the decision fell due."""
    assert found.month_24 is not None
    since = months_later(found.month_24, -2)
    return {name: day for name, day in clinic.answered.items() if day >= since}


# -- doses ------------------------------------------------------------------------------------


def _held(pauses: list[Pause], day: int) -> bool:
    return any(p.start <= day and (p.end is None or day < p.end) for p in pauses)


def _complete(word: str, last: int, day: int) -> bool:
    match word:
        case "every_2_months":
            return months_complete(last, day) >= 2
        case "every_3_months" | "longer":  # longer: only in hypercalcaemia, after the dose of today
            return months_complete(last, day) >= 3
        case _:
            return day - last >= 28


def _doses(clinic: Clinic, pauses: list[Pause], today: int, until: int | None) -> list[int]:
    """The next four, or all up to a day: the interval is complete and no pause stands."""
    word = clinic.spacing()
    if word == "longer" and not clinic.urgent:
        return _longer(clinic, pauses, today)
    last = clinic.last_dose
    new = clinic.began is None and (last is None or today - last >= 28)
    found: list[int] = []
    owed: int | None = None
    day = today if new or last is None else last + 1
    free = 0 if new else free_again(clinic, today)
    last_day = today + FAR if until is None else until
    while day <= last_day and (until is not None or len(found) < 4):
        ready = not found and (new or (clinic.urgent and last is not None and day >= max(last + 7, today)))  # fmt: skip
        ready = ready or (last is not None and _complete(word, last, day) and day >= free)
        if owed is not None and day <= today and _held(pauses, day):
            owed = None  # it was not given before the pause began
        if owed is None and ready and not _held(pauses, day):
            owed = day
        if owed is not None and day >= today:
            found.append(owed)
            last, owed = max(owed, today), None
        day += 1
    return found


def _longer(clinic: Clinic, pauses: list[Pause], today: int) -> list[int]:
    """One dose, on the day that was typed or after the months that were typed."""
    assert clinic.interval is not None
    typed: dict[str, Any] = clinic.interval[2]
    last = clinic.last_dose or 0
    day: int | None = None
    if "day" in typed and ordinal(typed["day"]) > last:
        day = ordinal(typed["day"])
    elif "every" in typed:
        day = months_later(last, int(typed["every"].split()[0]))
    if day is None:
        return []
    while _held(pauses, max(day, today)):
        day = max(day, today) + 1
        if day > today + FAR:
            return []
    return [day]


# -- laboratory -------------------------------------------------------------------------------


def _labs(clinic: Clinic, found: Counted, today: int, until: int | None, end: int | None) -> None:
    agent = clinic.current
    terms: tuple[str, ...] = ()
    doses = found.doses
    if agent in BISPHOSPHONATES and not clinic.jaw_open:
        terms = (*FULL, "urine_albumin") if agent == "pamidronate" else FULL
    elif agent in BISPHOSPHONATES:
        terms, doses = BASIC, []
    elif agent == "denosumab":
        terms = BASIC
    elif agent == "narlumosbart":
        terms, doses = BASIC, []
    for term in terms:
        last = clinic.measured.get(term)
        with_doses = agent != "narlumosbart" and not (clinic.jaw_open and agent != "denosumab")
        found.labs[term], found.served[term] = _lab(
            last, doses, today, end if with_doses else until
        )


def _lab(
    last: int | None, doses: list[int], today: int, end: int | None
) -> tuple[list[Lab], list[int]]:
    """Each month, and in the seven days before each dose, whichever comes first."""
    left = {
        named: max(named, today) for named in doses
    }  # a late dose is given today at the earliest
    served = [] if last is None else [n for n, real in left.items() if real - 7 <= last <= real]
    left = {named: real for named, real in left.items() if named not in served}
    until = max(doses[-1], today) if doses else today + 92
    until = until if end is None else end
    found: list[Lab] = []
    day = today if last is None else min([last + 1, *left])  # a late dose may lie before it
    while day <= until:
        month = last is None or months_complete(last, day) >= 1
        if not month and not any(named <= day for named in left):
            day += 1
            continue
        named = next((n for n in left if n - 7 <= day <= n), None)
        if last is None:
            named = None  # never drawn: due today, whatever else it is for
        window = (day, day) if named is None else (named - 7, named)
        found.append(Lab(day, *window, named))
        last = max(day, today)  # what is late is drawn today at the earliest
        left = {n: real for n, real in left.items() if n != named and not real - 7 <= last <= real}
        day = last + 1
    return found, served


# -- milestones and yearly visits ---------------------------------------------------------------


def _milestones(clinic: Clinic, found: Counted) -> None:
    if clinic.disease != "active_myeloma" or clinic.closed:
        return
    began = clinic.began if clinic.began is not None else (found.doses[0] if found.doses else None)
    if began is None:
        return
    month_12 = months_later(began, 12)
    settled = month_12 <= clinic.today and clinic.below_vgpr  # monthly until VGPR
    if clinic.current in IV and not clinic.jaw_open and not settled:
        found.month_12 = month_12
    if clinic.current in BISPHOSPHONATES or clinic.current == "denosumab":
        found.month_24 = months_later(began, 24)


def _yearly(clinic: Clinic, found: Counted, today: int) -> None:
    if clinic.disease is not None:
        like = _follow_up(clinic)
        days = [day for day, modality in clinic.studies if modality == like]
        found.imaging = months_later(days[-1], 12) if days else today
    if clinic.disease == "active_myeloma" or clinic.current is not None:
        found.dental = today if clinic.examined is None else months_later(clinic.examined, 12)


def _follow_up(clinic: Clinic) -> str:
    """The modality of the first whole-body study, else the best that the hospital has (B16)."""
    whole = [
        (day, modality not in WHOLE_BODY, modality)  # of one day the CT before the MRI
        for day, modality in clinic.studies
        if modality in (*WHOLE_BODY, "mri")
    ]
    if whole:
        return min(whole, key=lambda study: study[:2])[2]
    order = ("wbldct", "pet_ct", "mri", "mri_dwi", "ct")
    return next((m for m in order if clinic.offers is None or m in clinic.offers), "xray")
