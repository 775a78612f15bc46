"""Items on the page: alerts, advice, holds and referrals, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .layout import Line, Span
from .look import MARKS, Look

LEVELS = ("stop", "caution", "advise", "info")
URGENCIES = ("now", "today", "soon", "routine")


def items(look: Look) -> list[Line]:
    """Everything to act on; says so when there is nothing."""
    found = [item for item in look.advice["items"] if item["level"] != "info"]
    found.sort(key=_rank)
    lines = look.heading("items")
    if not any(item["level"] in ("stop", "caution") for item in found):
        lines += look.lines([Span(look.word("nothing_urgent"))], first=(Span("  "),), indent=2)
    for item in found:
        lines += _item(look, item)
    return lines


def info(look: Look) -> list[Line]:
    """What is for information only."""
    found = [item for item in look.advice["items"] if item["level"] == "info"]
    return (look.heading("info") if found else []) + [
        line for item in found for line in _item(look, item)
    ]


def _rank(item: Mapping[str, Any]) -> tuple[int, int]:
    return LEVELS.index(item["level"]), URGENCIES.index(item["urgency"])


def _item(look: Look, item: Mapping[str, Any]) -> list[Line]:
    level = item["level"]
    title, text = look.text(item.get("title")), look.text(item["text"])
    urgency = item["urgency"]
    when = [Span(f" {look.word(urgency)} ", f"{level}_tag")] if urgency in ("now", "today") else []
    grounds = Span(f" {look.grounds(item)}", "dim")
    first = look.mark(MARKS[level], level)
    same = not title or text.startswith(title.rstrip("。."))
    head = text if same else title
    spans = [*when, Span(" " if when else ""), Span(head, level if level != "info" else "")]
    lines = look.lines([*spans, *([grounds] if same else [])], first=first, indent=3)
    if not same:
        lines += look.lines([Span(text), grounds], first=(Span("   "),), indent=3)
    for label, words in _details(look, item):
        lines += look.lines(
            [Span(f"{label}{look.colon}", "dim"), Span(words)], first=(Span("   "),), indent=5
        )
    return lines


def _details(look: Look, item: Mapping[str, Any]) -> list[tuple[str, str]]:
    details = []
    if item.get("do"):
        details.append((look.word("do"), look.labels(item["do"])))
    if item.get("to"):
        details.append((look.word("to"), look.label(item["to"])))
    if because := reasons(look, item.get("because", ())):
        details.append((look.word("because"), because))
    if item.get("precaution"):
        details.append((MARKS["ask"], look.word("precaution")))
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
        day = leaf.get("on")
        shown = f"{look.label(name)} {look.fact(name)}"
        seen[name] = shown + ((f"（{day}）" if look.lang == "zh" else f" ({day})") if day else "")
    return look.separator.join(seen.values())
