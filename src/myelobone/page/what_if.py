"""The page of a what-if: what was supposed, then what would change and why, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ..decide.compare import Change
from ..decide.what_if import WhatIf
from ..language.model import Knowledge
from ..record.model import Patient
from .agents import STYLES
from .changed_plan import changed_plan
from .header import first_line, standing_of_knowledge
from .items import reasons
from .layout import EMPTY, Line, Span
from .look import MARKS, Look
from .words import Lang

ARROW = " → "
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def page(
    found: WhatIf,
    knowledge: Knowledge,
    *,
    lang: Lang = "zh",
    width: int = 80,
    patient: Patient | None = None,
    ambiguous: int = 1,
) -> list[Line]:
    """Both advices compared, as styled lines at most `width` cells wide."""
    new = Look(found.after.to_dict(), knowledge, lang, width, ambiguous)
    old = Look(found.before.to_dict(), knowledge, lang, width, ambiguous)
    lines = first_line(old, patient) + _supposed(new, found) + standing_of_knowledge(new)
    changes: list[Line] = []
    for key, part in PARTS.items():
        told = part(old, new, found.changes)
        changes += [*new.heading(key), *told] if told else []
    changes += changed_plan(old, new, found.changes)
    changes += _next(new, found.changes)
    if changes:
        return lines + changes
    return [*lines, EMPTY, *new.lines([Span(new.word("no_changes"))])]


def _supposed(look: Look, found: WhatIf) -> list[Line]:
    told = [_entry(look, each) for each in found.put]
    told += [f"{look.word('taken')} {look.term(name)}" for name in found.taken]
    if found.replaced:
        told.append(f"{look.word('replaces')} {look.separator.join(found.replaced)}")
    words = [Span(f"{look.word('supposed')}{look.colon}", "head"), Span(look.separator.join(told))]
    return look.lines(words, indent=2)


def _entry(look: Look, entry: Mapping[str, Any]) -> str:
    if "what" not in entry:  # a key of the patient
        return " ".join(f"{key} {value}" for key, value in entry.items())
    parts = [look.term(entry["what"])]
    day = ""
    for key, value in entry.items():
        if key in ("on", "from"):
            day = str(value)
        elif key != "what":
            text = look.label(value) if isinstance(value, str) else str(value)
            parts.append(text if key == "value" else f"{key}: {text}")
    shown = " ".join(parts)
    return f"{shown}（{day}）" if look.lang == "zh" else f"{shown} ({day})"


def values(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """The facts of the banner, and those that a changed answer rests on."""
    changed = dict.fromkeys(
        change.id for change in changes
        if change.part == "facts" and change.field in ("status", "value", "low", "high")
    )  # fmt: skip
    wanted = {*new.advice["banner"], *_resting(changes)}
    lines: list[Line] = []
    for name in changed:
        before, after = old.fact(name), new.fact(name)
        if name not in wanted or before == after:
            continue
        spans = [
            Span(f"{new.fact_label(name)}  "), Span(before, "dim"), Span(ARROW), Span(after, "head"),
        ]  # fmt: skip
        lines += new.lines(spans, first=(Span("   "),), indent=5)
    return lines


def _resting(changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        for thing in (change.before, change.after):
            if change.part in ("items", "agents"):
                yield from (leaf.fact for leaf in getattr(thing, "because", ()))


def agents(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """Agents that stand differently, with the reasons that came and went."""
    lines: list[Line] = []
    before = {agent["agent"]: agent for agent in old.advice["agents"]}
    for agent in new.advice["agents"]:
        was = before.get(agent["agent"])
        if was is None or (was["standing"], was["dose"]) == (agent["standing"], agent["dose"]):
            continue
        mark, style = STYLES[agent["standing"]]
        spans = [Span(f"{new.label(agent['agent'])}  ", "head"), Span(_standing(old, was), "dim")]
        spans += [Span(ARROW), Span(_standing(new, agent), style)]
        if agent["dose"]:
            spans.append(Span(f" {new.grounds(agent['dose'])}", "dim"))
        lines += new.lines(spans, first=new.mark(mark, style), indent=5)
        told = [(text["item"], text["text"]) for text in was["reasons"]]
        for reason in agent["reasons"]:
            if reason["decides"] and (reason["item"], reason["text"]) not in told:
                lines += _told(new, "+", reason)
        kept = [(text["item"], text["text"]) for text in agent["reasons"]]
        for reason in was["reasons"]:
            if reason["decides"] and (reason["item"], reason["text"]) not in kept:
                lines += _told(new, "-", reason)
    return lines


def _standing(look: Look, agent: Mapping[str, Any]) -> str:
    dose = f" {look.text(agent['dose']['display'])}" if agent["dose"] else ""
    return look.word(agent["standing"]) + dose


def _told(look: Look, sign: str, thing: Mapping[str, Any]) -> list[Line]:
    spans = [Span(look.text(thing["text"])), Span(f" {look.grounds(thing)}", "dim")]
    return look.lines(spans, first=(Span(f"     {sign} ", "dim"),), indent=7)


def items(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """Items that came, went or say something else."""
    lines: list[Line] = []
    for look, other, sign in ((new, old, "+"), (old, new, "-")):
        known = {item["id"] for item in other.advice["items"]}
        for item in look.advice["items"]:
            if item["id"] not in known:
                lines += _item(look, sign, item)
    was = {item["id"]: item for item in old.advice["items"]}
    for item in new.advice["items"]:
        before = was.get(item["id"])
        if before is not None and _said(before) != _said(item):
            lines += _item(new, "~", item)
    return lines


def _said(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(item[key] for key in ("level", "urgency", "title", "text", "to", "override"))


def _item(look: Look, sign: str, item: Mapping[str, Any]) -> list[Line]:
    style = "dim" if sign == "-" else item["level"]
    mark = MARKS[item["level"]]
    title = look.text(item["title"])
    text = look.text(item["text"])
    shown = text if not title or text.startswith(title) else f"{title}{look.colon}{text}"
    word = {"+": "added", "-": "removed"}.get(sign)
    spans = [
        Span(f"{look.word(word)}{look.colon}" if word else "", "dim"), Span(shown, style),
        Span(f" {look.grounds(item)}", "dim"),
    ]  # fmt: skip
    lines = look.lines(spans, first=(Span(f"{sign} ", "dim"), *look.mark(mark, style)), indent=5)
    because = reasons(look, item["because"]) if sign != "-" else ""
    if because:
        words = [Span(f"{look.word('because')}{look.colon}", "dim"), Span(because)]
        lines += look.lines(words, first=(Span("     "),), indent=7)
    return lines


def choices(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """Choices that are put, closed or decided."""
    lines: list[Line] = []
    for change in changes:
        if change.part != "choices" or change.field not in (None, "chosen"):
            continue
        look = old if change.kind == "removed" else new
        choice = msgspec.to_builtins(change.after or change.before)
        spans = [Span(look.label(change.id), "head")]
        if change.kind == "changed":
            was = look.label(change.before) if change.before else look.word("none_before")
            now = look.label(change.after) if change.after else look.word("none_before")
            spans += [Span(f"  {was}{ARROW}{now}")]
        else:
            options = look.separator.join(look.text(each["label"]) for each in choice["options"])
            spans += [Span(f"  {options}"), Span(f" {look.grounds(choice)}", "dim")]
        lines += look.lines(spans, first=(Span(f"{SIGNS[change.kind]}  ", "dim"),), indent=5)
    return lines


def orders(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """Orders judged differently."""
    lines: list[Line] = []
    was = {order["entry"]: order for order in old.advice["orders"]}
    for order in new.advice["orders"]:
        before = was.get(order["entry"])
        if before == order:
            continue
        agent = new.label(order["agent"]) if order["agent"] else order["entry"]
        verdict = new.word(before["verdict"]) if before else new.word("none_before")
        spans = [
            Span(f"{agent} {order['on'] or ''}  ", "head"), Span(verdict, "dim"), Span(ARROW),
            Span(new.word(order["verdict"])),
        ]  # fmt: skip
        lines += new.lines(spans, first=(Span("~  ", "dim"),), indent=5)
        for finding in order["findings"]:
            lines += _told(new, "+", finding)
    return lines


def questions(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """What is asked now and was not, and the other way round."""
    lines: list[Line] = []
    for sign, kind in (("+", "added"), ("-", "removed")):
        look = new if sign == "+" else old
        terms = [c.id.split("+")[0] for c in changes if c.part == "questions" and c.kind == kind]
        if terms:
            first = (
                Span(f"{sign} ", "dim"),
                *look.mark(MARKS["ask"], "ask" if sign == "+" else "dim"),
            )
            lines += look.lines([Span(look.terms(terms))], first=first, indent=5)
    return lines


def problems(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """What is newly wrong with the record."""
    lines: list[Line] = []
    for change in changes:
        if change.part == "problems" and change.after is not None and change.field is None:
            spans = [Span(change.after.where, "head"), Span(f"  {new.text(change.after.message)}")]
            spans.append(Span(f"  {change.after.found or ''}  [{change.after.code}]", "dim"))
            lines += new.lines(spans, first=new.mark("◆", "caution"), indent=3)
    return lines


PARTS = {
    "values": values, "items": items, "agents": agents, "choices": choices, "orders": orders,
    "questions": questions, "problems": problems,
}  # fmt: skip


def _next(look: Look, changes: tuple[Change, ...]) -> list[Line]:
    for change in changes:
        if change.part == "next_change":
            text = f"{look.word('next_change')}{look.colon}{change.before or '-'}{ARROW}{change.after or '-'}"
            return [EMPTY, *look.lines([Span(text, "dim")])]
    return []
