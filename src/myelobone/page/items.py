"""Items on the page: alerts, advice, holds and referrals, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .layout import Line, Span
from .look import MARKS, Look

LEVELS = ("stop", "caution", "advise", "info")
REFER = "/refer"
URGENCIES = ("now", "today", "soon", "routine")
NOTES = 6  # pieces of information shown before the rest is counted


def urgent(look: Look) -> list[Line]:
    """Every alert, and what must be done today; says so when there is nothing."""
    found = sorted((item for item in _own_items(look) if _is_urgent(item)), key=_rank)
    lines = look.heading("items")
    if not found:
        return lines + look.lines(
            [Span(look.word("nothing_urgent"))], first=(Span("   "),), indent=3
        )
    return lines + [line for item in found for line in _alert(look, item)]


def advised(look: Look) -> list[Line]:
    """Advice that can wait, in the advice's order."""
    return _quietly(look, "advised", "advise")


def info(look: Look) -> list[Line]:
    """What is for information only."""
    return _quietly(look, "info", "info", most=None if look.full else NOTES)


def _quietly(look: Look, heading: str, level: str, most: int | None = None) -> list[Line]:
    found = [i for i in _own_items(look) if i["level"] == level and not _is_urgent(i)]
    found.sort(key=lambda item: not item["precaution"])
    lines = look.heading(heading) if found else []
    for item in found[:most]:
        spans = [Span(look.text(item["text"])), Span(f" {look.grounds(item)}", "dim")]
        lines += look.lines(spans, first=look.mark(MARKS[level], level), indent=3)
        lines += _details(look, item, reasons_too=False)
    return lines + look.folded(len(found) - len(found[:most]))


def _own_items(look: Look) -> list[Mapping[str, Any]]:
    """The items; a referral that comes with another item is told inside it."""
    every = look.advice["items"]
    ids = {item["id"] for item in every}
    return [
        item
        for item in every
        if item["id"].removesuffix(REFER) == item["id"] or item["id"].removesuffix(REFER) not in ids
    ]


def _referral(look: Look, item: Mapping[str, Any]) -> str | None:
    """Whom the item calls, itself or through the referral that comes with it."""
    if item.get("to"):
        return str(item["to"])
    found = [each["to"] for each in look.advice["items"] if each["id"] == item["id"] + REFER]
    return str(found[0]) if found else None


def _is_urgent(item: Mapping[str, Any]) -> bool:
    return item["level"] in ("stop", "caution") or item["urgency"] in ("now", "today")


def _rank(item: Mapping[str, Any]) -> tuple[int, int]:
    return LEVELS.index(item["level"]), URGENCIES.index(item["urgency"])


def _alert(look: Look, item: Mapping[str, Any]) -> list[Line]:
    level, urgency = item["level"], item["urgency"]
    title, text = look.text(item.get("title")), look.text(item["text"])
    same = not title or text.startswith(title)
    head = [Span(text if same else title, level)]
    if urgency in ("now", "today"):
        head = [Span(f" {look.word(urgency)} ", f"{level}_tag"), Span(" "), *head]
    grounds = Span(f" {look.grounds(item)}", "dim")
    first = look.mark(MARKS[level], level)
    lines = look.lines([*head, grounds] if same else head, first=first, indent=3)
    if not same:
        lines += look.lines([Span(text), grounds], first=(Span("   "),), indent=3)
    return lines + _details(look, item)


def _details(look: Look, item: Mapping[str, Any], *, reasons_too: bool = True) -> list[Line]:
    lines: list[Line] = []
    for label, words in _details_in_words(look, item, reasons_too):
        spans = [Span(f"{label}{look.colon}" if label else "", "dim"), Span(words)]
        lines += look.lines(spans, first=(Span("   "),), indent=5)
    return lines


def _details_in_words(
    look: Look, item: Mapping[str, Any], reasons_too: bool
) -> list[tuple[str, str]]:
    details = []
    if item.get("do"):
        details.append((look.word("do"), look.labels(item["do"])))
    if to := _referral(look, item):
        details.append((look.word("to"), look.label(to)))
    if reasons_too and (because := reasons(look, item.get("because", ()))):
        details.append((look.word("because"), because))
    if item.get("precaution"):
        details.append(("", f"{MARKS['ask']} {look.word('precaution')}"))
    if override := item.get("override"):
        until = override.get("until")
        details.append(
            (
                look.word("overridden"),
                f"{override['by']}, {override['because']}"
                + (f", {look.word('until')} {until}" if until else ""),
            )
        )
    return details


def reasons(look: Look, because: Any) -> str:
    """The facts that an answer rests on, with value and day, each once."""
    seen: dict[str, str] = {}
    for leaf in because:
        name = leaf.get("fact")
        if not name or name in seen:
            continue
        value = look.fact(name)
        day = leaf.get("on") if leaf.get("on") not in value.split("/") else None
        shown = f"{look.fact_label(name)} {value}"
        seen[name] = shown + ((f"（{day}）" if look.lang == "zh" else f" ({day})") if day else "")
    return look.separator.join(seen.values())
