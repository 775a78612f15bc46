"""The agents side by side: standing, dose and how it is given, and why; equals stand together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .layout import Line, Span, cells
from .look import Look

Agent = Mapping[str, Any]

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
    found = look.advice["agents"]
    standing_room = max(cells(look.word(standing), look.ambiguous) for standing in STANDINGS)
    lines = look.heading("agents")
    for standing in STANDINGS:
        mine = [_decisive(look, agent) for agent in found if agent["standing"] == standing]
        common = _common(mine)
        shown = [_without(agent, common) for agent in mine]
        if common:
            indent = 3 + standing_room + 1
            first = _first(look, standing, standing_room)
            alike = not any(agent["reasons"] or agent["dose"] for agent in shown)
            names = _names(look, shown) if alike else look.word("all_below")
            lines += look.lines([Span(names, "head")], first=first, indent=indent)
            for reason in common:
                lines += _reason(look, reason, (Span(" " * indent),), indent)
            shown = [] if alike else shown
        for group in _groups(shown):
            lines += _group(look, group, standing_room)
    return lines


def _decisive(look: Look, agent: Agent) -> Agent:
    """A forbidden agent with the reasons that forbid it; what else may be said of it changes nothing."""
    if agent["standing"] != "forbidden" or look.full:
        return agent
    deciding = [reason for reason in agent["reasons"] if reason.get("decides", True)]
    return {**agent, "reasons": deciding or agent["reasons"]}


def _common(agents: list[Agent]) -> list[Agent]:
    """The reasons that three or more agents of one standing all have."""
    if len(agents) < 3:
        return []
    shared = set.intersection(*({str(r["text"]) for r in agent["reasons"]} for agent in agents))
    return [reason for reason in agents[0]["reasons"] if str(reason["text"]) in shared]


def _without(agent: Agent, common: list[Agent]) -> Agent:
    told = [reason["text"] for reason in common]
    return {**agent, "reasons": [r for r in agent["reasons"] if r["text"] not in told]}


def current(look: Look) -> str | None:
    """The agent in use, if any: a fact of the course whose value is one."""
    for name in look.knowledge.screens.course:
        fact = look.advice["facts"].get(name, {})
        if fact.get("status") == "known" and fact["value"] in look.knowledge.agents:
            return str(fact["value"])
    return None


def in_short(look: Look, *, preferred: bool = True) -> list[Line]:
    """The agent in use when it may not be given today, and each preferred agent with its dose."""
    lines: list[Line] = []
    for agent in sorted(look.advice["agents"], key=lambda each: each["agent"] != current(look)):
        standing = agent["standing"]
        barred = agent["agent"] == current(look) and standing in ("forbidden", "undetermined")
        if not barred and (standing != "preferred" or not preferred):
            continue
        mark, style = STYLES[standing]
        words = [Span(f"{look.word(standing)}{look.colon}{look.label(agent['agent'])}", style)]
        if barred:
            words.append(Span(f"  {look.word('current')}", style))
        if agent["dose"]:
            words.append(Span(f"  {look.text(agent['dose']['display'])}", "dose"))
        lines += look.lines(words, first=look.mark(mark, style), indent=3)
    return lines


def _groups(found: list[Agent]) -> list[list[Agent]]:
    """Neighbours without a dose whose standing and reasons are the same words."""
    groups: list[list[Agent]] = []
    for agent in found:
        for group in groups:
            if not agent["dose"] and not group[0]["dose"] and _same(agent, group[0]):
                group.append(agent)
                break
        else:
            groups.append([agent])
    return groups


def _same(one: Agent, other: Agent) -> bool:
    return one["standing"] == other["standing"] and [r["text"] for r in one["reasons"]] == [
        r["text"] for r in other["reasons"]
    ]


def _group(look: Look, group: list[Agent], room: int) -> list[Line]:
    agent = group[0]
    first = _first(look, agent["standing"], room)
    indent = 3 + room + 1
    head = [Span(_names(look, group), "head")]
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
        lines += _reason(look, reason, left, indent)
    return lines


def _names(look: Look, group: list[Agent]) -> str:
    """The agents of a group by name, the one in use marked."""
    used = f"（{look.word('current')}）" if look.lang == "zh" else f" ({look.word('current')})"
    names = [each["agent"] for each in group]
    return look.separator.join(
        look.label(name) + (used if name == current(look) else "") for name in names
    )


def _first(look: Look, standing: str, room: int) -> Line:
    mark, style = STYLES[standing]
    words = look.word(standing)
    blank = " " * (room - cells(words, look.ambiguous) + 1)
    return (*look.mark(mark, style), Span(words + blank, style))


def _reason(look: Look, reason: Agent, first: Line, indent: int) -> list[Line]:
    look.told.add(look.text(reason["text"]))
    undecided = f"{look.word('undecided')}{look.colon}" if reason.get("truth", True) is None else ""
    spans = [
        Span(undecided, "ask"),
        Span(look.text(reason["text"])),
        Span(f" {look.grounds(reason)}", "dim"),
    ]
    return look.lines(spans, first=first, indent=indent + 2)
