"""The first and last lines: who, which day, what must be seen, and what this program is not."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..record.model import Patient
from .agents import in_short
from .layout import EMPTY, Line, Span
from .look import MARKS, Look
from .questions import in_short as missing_in_short
from .standing import standing

URGENT = ("stop", "caution")
AGE = "age"  # the contract's name of this fact


def header(look: Look, patient: Patient | None) -> list[Line]:
    """Patient, day and banner facts; state of the knowledge; the agents and what they wait for in short."""
    advice = look.advice
    lines = first_line(look, patient)
    banner: list[Span] = []
    for name in advice["banner"]:
        banner.append(Span(" · " if banner else ""))
        banner.append(Span(f"{look.fact_label(name)} ", "dim"))
        unknown = advice["facts"].get(name, {}).get("status", "unknown") == "unknown"
        banner.append(Span(look.fact(name), "ask" if unknown else "head"))
        banner.append(Span(_age(look, name), "dim"))
    lines += look.lines(banner) if banner else []
    if unused := len(advice["problems"]):
        words = look.word("unused").format(unused)
        lines += look.lines([Span(words, "caution")], first=look.mark("◆", "caution"), indent=3)
    lines += standing_of_knowledge(look)
    emergency = any(item["level"] == "stop" for item in main_points(look))
    short = in_short(look, preferred=not emergency)  # what must stop comes before any dose
    if short := [*short, *([] if emergency else missing_in_short(look))]:
        lines += [EMPTY, *short]
    return lines


def first_line(look: Look, patient: Patient | None, more: str = "") -> list[Line]:
    """Who, as of which day, and what else belongs beside it."""
    day = f" · {look.word('as_of')} {look.advice['as_of']}"
    return look.lines([Span(_name(look, patient), "head"), Span(day + more)])


def standing_of_knowledge(look: Look) -> list[Line]:
    """Which knowledge spoke, how far it is signed, and what this program is not."""
    named = f"{look.word('knowledge')} {standing(look.advice['knowledge'], look.lang)}"
    return look.lines([Span(f"{named}{look.semicolon}{look.word('support')}", "dim")])


def waiting(look: Look) -> list[Line]:
    """What agents wait for, where an emergency stands above it."""
    emergency = any(item["level"] == "stop" for item in main_points(look))
    found = missing_in_short(look) if emergency else []
    return [EMPTY, *found] if found else []


def closing(look: Look) -> list[Line]:
    """The main points once more, so that they stand last on a screen that has scrolled."""
    lines = [EMPTY]
    for item in main_points(look):
        mark = MARKS[item["level"]]
        lines += look.lines(
            [Span(look.text(item["title"]), item["level"])],
            first=look.mark(mark, item["level"]),
            indent=3,
        )
    if len(lines) == 1:
        lines += look.lines([Span(look.word("nothing_urgent"))])
    lines += [*in_short(look), *missing_in_short(look)]
    if day := look.advice.get("next_change"):
        lines += look.lines([Span(f"{look.word('next_change')}{look.colon}{day}", "dim")])
    return lines


def main_points(look: Look) -> list[dict[str, Any]]:
    """The items that must be dealt with first: every stop, else every caution."""
    found = [item for item in look.advice["items"] if item["level"] in URGENT]
    stops = [item for item in found if item["level"] == "stop"]
    return stops or found


def _name(look: Look, patient: Patient | None) -> str:
    parts = [look.advice["patient"]["id"]]
    if patient is not None:
        if patient.name:
            parts.append(patient.name)
        if patient.sex in ("female", "male"):
            parts.append(look.word(patient.sex))
        if patient.born is not None and patient.born.exact:
            parts.append(date.fromordinal(patient.born.low).isoformat())
    age = look.advice["facts"].get(AGE, {})
    if age.get("status") == "known":
        gap = " "
        parts.append(f"{age['value']:g}{gap}{look.word('years_old')}")
    return "  ".join(parts)


def _age(look: Look, name: str) -> str:
    days = look.advice["facts"].get(name, {}).get("age_days")
    if not days or days < 0:
        return ""
    ago = f"{days} {look.word('days_ago')}"
    return f"（{ago}）" if look.lang == "zh" else f" ({ago})"
