"""How the plan would change: what comes, goes or moves, one line a series and not one a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from ..decide.compare import Change
from .layout import Line, Span
from .look import Look
from .plan_words import amount, what

Item = Mapping[str, Any]
Key = tuple[str, ...]
ARROW = " → "
MOVES = ("due", "status", "earliest", "latest", "amount", "low", "high", "held_by")


def changed_plan(old: Look, new: Look, changes: tuple[Change, ...]) -> list[Line]:
    """The lines of what differs in the plan, with their heading; nothing when nothing does."""
    mine = [change for change in changes if change.part == "plan"]
    came = _series(new, [change.after for change in mine if change.kind == "added"])
    went = _series(old, [change.before for change in mine if change.kind == "removed"])
    same = _same_days(came, went)
    rebranched = _rebranched(new, same, came)
    for before, after in same:
        came.pop(after)
        went.pop(before)
    lines: list[Line] = []
    for look, sign, these, others in ((new, "+", came, went), (old, "-", went, came)):
        for names, items in _together(look, these, others).items():
            lines += _line(look, sign, names, items)
    lines += _moved(new, came, went)
    lines += rebranched
    lines += _changed(old, new, [change for change in mine if change.kind == "changed"])
    return [*new.heading("plan"), *lines] if lines else []


def _series(look: Look, found: list[Any]) -> dict[Key, list[Item]]:
    """Dated items of one calendar line, thing and branch, in order of day; what is done is left out."""
    series: dict[Key, list[Item]] = {}
    for item in sorted(map(msgspec.to_builtins, found), key=lambda item: item["due"] or ""):
        if item["status"] != "done":
            series.setdefault(_key(look, item), []).append(item)
    return series


def _key(look: Look, item: Item) -> Key:
    option = item["branch"]["option"] if item["branch"] else ""
    return item["id"].rpartition(".")[0], item["agent"] or "", amount(look, item), option


def _same_days(came: dict[Key, list[Item]], went: dict[Key, list[Item]]) -> list[tuple[Key, Key]]:
    """Series that stay on their days and only hang on another option, or on none, before and after."""

    def days(items: list[Item]) -> list[str]:
        return [item["due"] or "" for item in items]

    pairs: list[tuple[Key, Key]] = []
    for after, items in came.items():
        for before in went:
            taken = any(before == pair[0] for pair in pairs)
            if before[:-1] == after[:-1] and days(went[before]) == days(items) and not taken:
                pairs.append((before, after))
                break
    return pairs


def _rebranched(look: Look, same: list[tuple[Key, Key]], came: dict[Key, list[Item]]) -> list[Line]:
    """One line for all series that went from one option to another, or to every one."""
    names: dict[tuple[str, str], list[str]] = {}
    for before, after in same:
        told = names.setdefault((before[-1], after[-1]), [])
        told.append(f"{what(look, came[after][:1])} {after[2]}".strip())
    lines: list[Line] = []
    for (option, other), told in names.items():
        spans = [
            Span(look.separator.join(dict.fromkeys(told))),
            Span(f"  [{_option(look, option)}]{ARROW}[{_option(look, other)}]", "dim"),
        ]
        lines += look.lines(spans, first=(Span("~  ", "dim"),), indent=5)
    return lines


def _option(look: Look, option: str) -> str:
    return look.label(option) if option else look.word("any_choice")


def _together(
    look: Look, series: dict[Key, list[Item]], others: dict[Key, list[Item]]
) -> dict[tuple[str, str, str], list[Item]]:
    """Series that share their days and branch, such as a set of tests; one line for all."""
    found: dict[tuple[str, str, str], list[Item]] = {}
    names: dict[tuple[str, ...], list[str]] = {}
    kept: dict[tuple[str, ...], tuple[str, list[Item]]] = {}
    for key, items in series.items():
        if key in others:
            continue
        days = (items[0]["kind"], key[-1], *(item["due"] or "" for item in items))
        names.setdefault(days, []).append(f"{what(look, items[:1])} {key[2]}".strip())
        kept.setdefault(days, (key[-1], items))
    for days, told in names.items():
        option, items = kept[days]
        found[look.separator.join(dict.fromkeys(told)), option, str(days)] = items
    return found


def _line(look: Look, sign: str, key: tuple[str, str, str], items: list[Item]) -> list[Line]:
    name, option, _ = key
    style = "dim" if sign == "-" else ""
    spans = [Span(name, style), Span(_when(look, items), "dim")]
    if option:
        spans.append(Span(f"  [{look.label(option)}]", "dim"))
    spans.append(Span(f" {look.grounds(items[0])}", "dim"))
    first = (Span(f"{sign}  ", "dim"), Span(f"{items[0]['due'] or ' ' * 10}  ", style))
    return look.lines(spans, first=first, indent=15)


def _when(look: Look, items: list[Item]) -> str:
    count = f"  {look.word('times').format(len(items))}" if len(items) > 1 else ""
    status = items[0]["status"]
    return (f"  {look.word(status)}" if status in ("overdue", "held") else "") + count


def _moved(look: Look, came: dict[Key, list[Item]], went: dict[Key, list[Item]]) -> list[Line]:
    """Series on other days than before; those that move alike share a line."""
    names: dict[tuple[str, str, str], list[str]] = {}
    for key in came:
        if key in went:
            days = _days(look, went[key]), _days(look, came[key])
            told = names.setdefault((*days, look.grounds(came[key][0])), [])
            told.append(what(look, came[key][:1]))
    lines: list[Line] = []
    for (before, after, grounds), told in names.items():
        spans = [
            Span(f"{look.separator.join(dict.fromkeys(told))}  "), Span(before, "dim"),
            Span(f"{ARROW}{after}"), Span(f" {grounds}", "dim"),
        ]  # fmt: skip
        lines += look.lines(spans, first=(Span("~  ", "dim"),), indent=5)
    return lines


def _days(look: Look, items: list[Item]) -> str:
    more = f" {look.word('times').format(len(items))}" if len(items) > 1 else ""
    return f"{items[0]['due'] or '?'}{more}"


def _changed(old: Look, new: Look, changes: list[Change]) -> list[Line]:
    """Items that are there both times and say another day, amount or status."""
    was = {_name(item): item for item in old.advice["plan"]}
    now = {_name(item): item for item in new.advice["plan"]}
    lines: list[Line] = []
    for name in dict.fromkeys(change.id for change in changes if change.field in MOVES):
        before, after = was.get(name), now.get(name)
        if before is None or after is None or after["status"] == "done":
            continue
        spans = [
            Span(f"{what(new, [after])}  ", "head"), Span(_told(old, before), "dim"),
            Span(f"{ARROW}{_told(new, after)}"), Span(f" {new.grounds(after)}", "dim"),
        ]  # fmt: skip
        if _told(old, before) != _told(new, after):
            lines += new.lines(spans, first=(Span("~  ", "dim"),), indent=5)
    return lines


def _name(item: Item) -> str:
    option = f"@{item['branch']['option']}" if item["branch"] else ""
    return f"{item['id']}{option}"


def _told(look: Look, item: Item) -> str:
    status = look.word(item["status"]) if item["status"] in ("overdue", "held") else ""
    latest = item["latest"] if item["kind"] in ("hold", "decision") else ""
    return " ".join(part for part in (item["due"], latest, amount(look, item), status) if part)
