"""The agents side by side: standing, dose and how it is given, and why; equals stand together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .layout import Line, Span, cells
from .look import Look

STANDINGS = ("preferred", "option", "discouraged", "undetermined", "forbidden")
STYLES = {
    "preferred": ("●", "advise"),
    "option": ("○", ""),
    "discouraged": ("◆", "caution"),
    "undetermined": ("？", "ask"),
    "forbidden": ("▲", "stop"),
}


def agents(look: Look) -> list[Line]:
    """Every agent of the guideline, the best standing first, ties in the knowledge's order."""
    found = sorted(look.advice["agents"], key=lambda each: STANDINGS.index(each["standing"]))
    standing_room = max(cells(look.word(standing), look.ambiguous) for standing in STANDINGS)
    lines = look.heading("agents")
    for group in _groups(found):
        lines += _group(look, group, standing_room)
    return lines


def _groups(found: list[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Neighbours without a dose whose standing and reasons are the same words."""
    groups: list[list[Mapping[str, Any]]] = []
    for agent in found:
        for group in groups:
            if not agent["dose"] and not group[0]["dose"] and _same(agent, group[0]):
                group.append(agent)
                break
        else:
            groups.append([agent])
    return groups


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["standing"] == other["standing"] and [r["text"] for r in one["reasons"]] == [
        r["text"] for r in other["reasons"]
    ]


def _group(look: Look, group: list[Mapping[str, Any]], room: int) -> list[Line]:
    agent = group[0]
    mark, style = STYLES[agent["standing"]]
    standing = look.word(agent["standing"])
    blank = room - cells(standing, look.ambiguous) + 1
    first = (*look.mark(mark, style), Span(f"{standing}{' ' * blank}", style))
    indent = 3 + room + 1
    head = [Span(look.labels(each["agent"] for each in group), "head")]
    dose = agent["dose"]
    if dose:
        head.append(Span(f"  {look.text(dose['display'])}", "dose"))
        head.append(Span(f" {look.grounds(dose)}", "dim"))
    lines = look.lines(head, first=first, indent=indent)
    left = (Span(" " * indent),)
    for other in agent.get("other_doses") or ():
        text = f"{look.word('or')} {look.text(other['display'])}"
        lines += look.lines([Span(text, "dose")], first=left, indent=indent + 2)
    for note in (dose or {}).get("administration", ()):
        lines += look.lines([Span(look.text(note), "dim")], first=left, indent=indent)
    for reason in agent["reasons"]:
        lines += look.lines(
            [Span(look.text(reason["text"])), Span(f" {look.grounds(reason)}", "dim")],
            first=left,
            indent=indent + 2,
        )
    return lines
