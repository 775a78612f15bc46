"""The dated plan: overdue, due, held and coming; what hangs on an open choice stands in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .layout import Line, Span, beside, cells
from .look import Look

Item = Mapping[str, Any]
STATUSES = ("overdue", "due", "held", "upcoming")
STYLES = {"overdue": "stop", "due": "caution", "held": "caution", "upcoming": ""}


def plan(look: Look) -> list[Line]:
    """The plan by status and day; what is done is left out."""
    found = [item for item in look.advice["plan"] if item["status"] != "done"]
    common = [item for item in found if not item.get("branch")]
    lines = look.heading("plan") if found else []
    for status in STATUSES:
        chosen = [item for item in common if item["status"] == status]
        if chosen:
            lines.append((Span("  "), Span(look.word(status), STYLES[status] or "head")))
        for group in _together(chosen):
            lines += _group(look, group)
    return lines + _branches(look, [item for item in found if item.get("branch")])


def _together(items: Iterable[Item]) -> list[list[Item]]:
    """Items of one calendar line on one day, such as a set of tests, in order of day."""
    groups: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        parts = item["id"].split(".")
        name = ".".join(part for part in parts[:-1] if part != item["what"])
        groups.setdefault((item["due"] or "", name, item["kind"]), []).append(item)
    return [groups[key] for key in sorted(groups, key=lambda key: key[0])]


def _group(look: Look, group: list[Item]) -> list[Line]:
    item = group[0]
    spans = [Span(_what(look, group), "" if item["status"] == "upcoming" else "head")]
    if amount := _amount(look, item):
        spans.append(Span(f" {amount}", "dose"))
    if window := _window(look, item):
        spans.append(Span(f"  {window}"))
    text = look.text(item.get("text"))
    if text and item["kind"] not in ("dose", "monitor"):
        spans.append(Span(f"  {text}"))
    spans.append(Span(f" {look.grounds(item)}", "dim"))
    return look.lines(spans, first=(Span(f"    {item['due'] or ' ' * 10}  "),), indent=16)


def _what(look: Look, group: Sequence[Item]) -> str:
    item = group[0]
    if item["kind"] == "dose" and item.get("agent"):
        return look.label(item["agent"])
    if item["kind"] == "imaging" and item.get("modality"):
        return look.label(item["modality"])
    return look.labels(each["what"] for each in group)


def _amount(look: Look, item: Item) -> str:
    unit = item.get("unit") or ""
    per = f"/{item['per']}" if item.get("per") else ""
    if item.get("amount") is not None:
        return f"{item['amount']:g} {unit}{per}".strip()
    if item.get("low") is not None and item.get("high") is not None:
        return f"{item['low']:g}–{item['high']:g} {unit}{per}".strip()
    return ""


def _window(look: Look, item: Item) -> str:
    parts = []
    earliest, latest, due = item.get("earliest"), item.get("latest"), item.get("due")
    if item["kind"] == "hold":
        parts.append(f"{earliest} {look.word('until')} {latest or '?'}")
    else:
        if earliest and due and earliest > due:
            parts.append(f"{look.word('not_before')} {earliest}")
        if latest and latest != due:
            parts.append(f"{look.word('at_latest')} {latest}")
    if item.get("needs_confirmation"):
        parts.append(look.word("confirm"))
    if item.get("held_by"):
        parts.append(f"{look.word('held')}{look.colon}{_held_by(look, item['held_by'])}")
    return look.separator.join(parts)


def _held_by(look: Look, holder: str) -> str:
    name = ".".join(part for part in holder.split(".") if not part[:4].isdigit())
    found = look.knowledge.calendar.get(name)
    return look.text(found.says).split("{")[0] if found and "{" not in found.says.zh else name


def _branches(look: Look, items: list[Item]) -> list[Line]:
    """One block a choice, one column an option, one row for each thing that is dated."""
    lines: list[Line] = []
    for choice in dict.fromkeys(item["branch"]["choice"] for item in items):
        mine = [item for item in items if item["branch"]["choice"] == choice]
        options = list(dict.fromkeys(item["branch"]["option"] for item in mine))
        head = [Span(look.label(choice), "head"), Span(f"  {look.word('branches')}", "dim")]
        lines += look.lines(head, first=(Span("  "),), indent=4)
        names = list(dict.fromkeys(_what(look, [item]) for item in mine))
        wide = max(cells(name, look.ambiguous) for name in names)
        room = min(max(wide, 8), 20)
        each = 26
        fit = max(1, (look.width - 4 - room) // (12 + 2))
        for start in range(0, len(options), fit):
            lines += _table(look, mine, names, options[start : start + fit], room, each)
    return lines


def _table(
    look: Look, items: list[Item], names: list[str], options: list[str], room: int, most: int
) -> list[Line]:
    size = min(most, max(12, (look.width - 4 - room) // len(options) - 2))
    widths = [room, *([size] * len(options))]
    rows = [[_cell(look, "", room), *(_cell(look, look.label(o), size, "head") for o in options)]]
    for name in names:
        row = [_cell(look, name, room)]
        for option in options:
            days = [
                item for item in items
                if item["branch"]["option"] == option and _what(look, [item]) == name
            ]  # fmt: skip
            row.append([line for item in days for line in _cell(look, _day(look, item), size)])
        rows.append(row)
    return [(Span("    "), *line) for row in rows for line in beside(row, widths)]


def _cell(look: Look, text: str, size: int, style: str = "") -> list[Line]:
    from .layout import wrap

    return wrap([Span(text, style)], size, ambiguous=look.ambiguous)


def _day(look: Look, item: Item) -> str:
    status = f" {look.word(item['status'])}" if item["status"] in ("held", "overdue") else ""
    return " ".join(part for part in (item["due"] or "", _amount(look, item), status) if part)
