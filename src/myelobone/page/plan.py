"""The dated plan by status: overdue, due, held and coming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .branches import branches
from .layout import Line, Span
from .look import Look
from .plan_words import amount, what

Item = Mapping[str, Any]
MOST = 3  # later days of a repeated line
STATUSES = ("overdue", "due", "held", "upcoming")
STYLES = {"overdue": "stop", "due": "caution", "held": "caution", "upcoming": ""}


def plan(look: Look) -> list[Line]:
    """The plan by status and day; what is done is left out."""
    found = [item for item in look.advice["plan"] if item["status"] != "done"]
    common = [item for item in found if not item.get("branch")]
    lines = look.heading("plan") if found else []
    said: set[str] = set()
    for status in STATUSES:
        chosen = [item for item in common if item["status"] == status]
        if chosen:
            lines.append((Span("  "), Span(look.word(status), STYLES[status] or "head")))
        for groups in _repeated(look, _together(chosen)):
            lines += _group(look, groups[0], said, later=[group[0] for group in groups[1:]])
    return lines + branches(look, [item for item in found if item.get("branch")])


def _together(items: Iterable[Item]) -> list[list[Item]]:
    """Items of one calendar line on one day, such as a set of tests, in order of day."""
    groups: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        parts = item["id"].split(".")
        name = ".".join(part for part in parts[:-1] if part != item["what"])
        one = name if item["kind"] == "monitor" else item["id"]
        groups.setdefault((item["due"] or "", one, item["kind"]), []).append(item)
    return [groups[key] for key in sorted(groups, key=lambda key: key[0])]


def _repeated(look: Look, groups: list[list[Item]]) -> list[list[list[Item]]]:
    """Lines that differ only in their day, such as tests at intervals, as one; in order of the first day."""
    same: dict[tuple[str, str, str], list[list[Item]]] = {}
    for group in groups:
        item = group[0]
        key = (what(look, group), look.text(item.get("text")), item["kind"])
        alone = item["status"] != "upcoming" or item["kind"] == "hold"
        same.setdefault((item["id"], "", "") if alone else key, []).append(group)
    return list(same.values())


def _group(look: Look, group: list[Item], said: set[str], later: list[Item]) -> list[Line]:
    """One dated line with later days of the same; grounds that an earlier line gave are not repeated."""
    item = group[0]
    text = look.text(item.get("text"))
    style = "" if item["status"] == "upcoming" else "head"
    name = what(look, group)
    says_it_all = item["kind"] == "supplement" or text.lower().startswith(name.lower())
    if text and says_it_all:
        window = _window(look, item)
        spans = [Span(text, style), Span(f"  {window}" if window else "")]
    else:
        spans = [Span(name, style)]
        if dose := amount(look, item):
            spans.append(Span(f" {dose}", "dose"))
        if window := _window(look, item):
            spans.append(Span(f"  {window}"))
        if text and item["kind"] not in ("dose", "monitor"):
            spans.append(Span(f"  {text}"))
    if later:
        days = [f"{each['due']}{_extra(look, each, item)}" for each in later]
        shown = days if look.full else days[:MOST]
        more = (
            look.word("and_more").format(len(days) - len(shown)) if len(days) > len(shown) else ""
        )
        spans.append(Span(f"  {look.word('then')} {look.separator.join(shown)} {more}".rstrip()))
    if (grounds := look.grounds(item)) not in said:
        spans.append(Span(f" {grounds}", "dim"))
        said.add(grounds)
    day = item["earliest"] if item["kind"] == "hold" else item["due"]
    return look.lines(spans, first=(Span(f"    {day or ' ' * 10}  "),), indent=16)


def _extra(look: Look, item: Item, first: Item) -> str:
    """The dose of a later day, where it is another one."""
    dose = amount(look, item)
    return f" {dose}" if dose and dose != amount(look, first) else ""


def _window(look: Look, item: Item) -> str:
    parts = []
    earliest, latest, due = item.get("earliest"), item.get("latest"), item.get("due")
    if item["kind"] == "hold":
        until = f"{look.word('until')} {latest}" if latest else look.word("open_end")
        parts.append(until)
    else:
        if earliest and due and earliest > due:
            parts.append(f"{look.word('not_before')} {earliest}")
        if latest and latest != due and item["status"] != "held":
            parts.append(f"{look.word('at_latest')} {latest}")
    if item.get("needs_confirmation"):
        parts.append(look.word("confirm"))
    if item.get("held_by"):
        parts.append(f"{look.word('held')}{look.colon}{_held_by(look, item['held_by'])}")
    return look.separator.join(parts)


def _held_by(look: Look, holder: str) -> str:
    """The hold or the fact that an item waits for, in a few words."""
    for item in look.advice["items"]:
        if item["id"] == holder:
            title = look.text(item["title"])
            return title.split("：")[0] if look.lang == "zh" else title.split(",")[0]
    return look.label(holder)
