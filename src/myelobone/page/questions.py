"""Questions on the page: what is missing and what it would change, the most telling first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .layout import Line, Span
from .look import MARKS, Look

MOST = 6  # changes named for one question
Question = Mapping[str, Any]


def questions(look: Look) -> list[Line]:
    """Every question, in the advice's order; those that change the same stand together."""
    groups: dict[tuple[str, ...], list[Question]] = {}
    for question in look.advice["questions"]:
        changes = dict.fromkeys(look.output(path) for path in question["would_change"])
        parts = [_lacking(look, question)] if question.get("lacking") else []
        key = (question["why"], *question["with"], *parts, "", *changes)
        groups.setdefault(key, []).append(question)
    lines = look.heading("questions") if groups else []
    for key, group in groups.items():
        spans = [Span(look.terms(question["fact"] for question in group), "head")]
        if group[0].get("lacking"):
            spans.append(Span(f"  {_lacking(look, group[0])}", "dim"))
        elif why := look.why(key[0]):
            spans.append(Span(f"  {why}", "dim"))
        if others := group[0]["with"]:
            spans.append(Span(f"  {look.word('together_with')} {look.terms(others)}", "dim"))
        lines += look.lines(spans, first=look.mark(MARKS["ask"], "ask"), indent=3)
        words = f"{look.word('would_change')}{look.colon}{_changes(look, key)}"
        lines += look.lines([Span(words, "dim")], first=(Span("   "),), indent=5)
    return lines


def _lacking(look: Look, question: Question) -> str:
    """What entries of the term do not give, each with its day."""
    by_day: dict[str, dict[str, None]] = {}
    for each in question["lacking"]:
        by_day.setdefault(each["on"] or "", {})[each["attribute"]] = None
    days = [
        " ".join(filter(None, (day, look.separator.join(look.label(name) for name in names))))
        for day, names in by_day.items()
    ]
    return look.word("not_given").format(look.semicolon.join(days))


def in_short(look: Look) -> list[Line]:
    """The terms without which some agent stays undetermined, in one line for the top of the page."""
    waiting = {
        f"agents.{a['agent']}" for a in look.advice["agents"] if a["standing"] == "undetermined"
    }
    asked: dict[str, None] = {}
    settled: dict[str, None] = {}
    for question in look.advice["questions"]:
        agents = [path for path in question["would_change"] if path in waiting]
        if agents:
            asked.update(dict.fromkeys([question["fact"], *question["with"]]))
            settled.update(dict.fromkeys(agents))
    if not asked:
        return []
    terms = look.terms(asked)
    names = look.separator.join(look.output(path) for path in settled)
    gap = " " if look.lang == "en" else ""
    words = look.word("open_agents").format(f"{look.word('enter')}{gap}{terms}", names)
    return look.lines([Span(words, "ask")], first=look.mark(MARKS["ask"], "ask"), indent=3)


def _changes(look: Look, key: tuple[str, ...]) -> str:
    """What the answer would change; the first few in full, the rest counted."""
    changes = key[key.index("") + 1 :]
    shown = look.semicolon.join(changes[:MOST])
    left = len(changes) - MOST
    return shown + (f" {look.word('and_more').format(left)}" if left > 0 else "")
