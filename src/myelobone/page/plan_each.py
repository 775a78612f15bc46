"""What is the same each time: how a dose is settled, which tests a letter stands for, what rests after a dose."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.dates import add, ordinal
from .layout import Line, Span
from .look import Look
from .plan_lines import Item, Sets, bracketed, by_table, series_of, short_hold
from .plan_words import amount, what


def each_time(look: Look, items: Iterable[Item], sets: Sets) -> list[Line]:
    """The part of the page that the months below rest on, with its grounds; comes after `sets` is filled."""
    ahead = [item for item in items if item["status"] != "done"]
    table = any(item.get("branch") for item in ahead)
    lines = _doses(look, [item for item in ahead if item["kind"] == "dose"], table=table)
    for tests, letter in sets.letters.items():
        gap = "" if look.lang == "zh" else " "
        item = sets.examples[tests]
        names = look.terms(tests)
        text = look.text(item["text"])
        spans = [
            Span(f"{look.word('tests')}{gap}{letter}", "head"), Span(f"{look.colon}{names}"),
            Span(bracketed(look, _before(look, item))),
            Span(f"  {text}" if text else "", "dim"), Span(f" {look.grounds(item)}", "dim"),
        ]  # fmt: skip
        lines += look.lines(spans, first=(Span("  "),), indent=4)
    told: set[str] = set()
    for item in ahead:
        if short_hold(item) and look.text(item["text"]) not in told:
            text = look.text(item["text"])
            told.add(text)
            spans = [Span(text), Span(f" {look.grounds(item)}", "dim")]
            lines += look.lines(spans, first=(Span("  "),), indent=4)
    return look.heading("with_each") + lines if lines else []


def _before(look: Look, item: Item) -> list[str]:
    """How long before a dose the tests that serve it may be done."""
    known = look.knowledge.calendar.get(series_of(item))
    if known is None or known.before_dose is None:
        return []
    days = add(ordinal(item["due"]), known.before_dose) - ordinal(item["due"])
    return [look.word("tests_before").format(days)]


def _window(look: Look, item: Item) -> list[str]:
    """The days after the one due on which a dose still is on time."""
    if not item["latest"] or not item["due"] or item["latest"] <= item["due"]:
        return []
    return [look.word("window_of").format(ordinal(item["latest"]) - ordinal(item["due"]))]


def _doses(look: Look, doses: list[Item], *, table: bool) -> list[Line]:
    """Each agent with its amount, what its days follow, and what the amount goes by."""
    lines: list[Line] = []
    texts: set[str] = set()
    kinds: dict[tuple[str, str, str], Item] = {}
    for item in doses:
        kinds.setdefault((what(look, [item]), amount(look, item), series_of(item)), item)
    for (name, dose, _), item in kinds.items():
        mark = "*" if by_table(look, item) else ""
        text = look.text(item["text"])
        spans = [
            Span(name, "head"), Span(f" {dose}{mark}" if dose else "", "dose"),
            Span(f"  {text}" if text not in texts else ""), Span(bracketed(look, _window(look, item))),
            Span(f" {look.grounds(item)}", "dim"),
        ]  # fmt: skip
        texts.add(text)
        lines += look.lines(spans, first=(Span("  "),), indent=4)
    facts = dict.fromkeys(
        _by(look, item) for item in doses if amount(look, item) and by_table(look, item)
    )
    named = [look.fact_label(fact) for fact in facts if fact]
    if named:
        note = look.word("dose_by").format(look.separator.join(named))
    else:
        note = look.word("dose_as_is")
    gap = "" if look.lang == "zh" else " "
    note += f"{gap}{look.word('tests_under')}" if table else ""
    if not any(amount(look, item) and by_table(look, item) for item in doses):
        note = look.word("tests_under") if table else ""
    note_lines = look.lines([Span(note)], first=(Span("  "),), indent=4) if lines and note else []
    return lines + note_lines


def _by(look: Look, item: Item) -> str | None:
    """The fact that the agent's dose table goes by, if it has one."""
    agent = look.knowledge.agents.get(item["agent"] or "")
    return next((route.by for route in agent.routes if route.by), None) if agent else None
