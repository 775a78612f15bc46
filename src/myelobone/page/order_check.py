"""The page of an order check: each order with its verdict, everything found, and the table's dose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..language.model import Knowledge
from ..record.model import Entry, Record
from .header import first_line, standing_of_knowledge
from .layout import EMPTY, Line, Span
from .look import MARKS, Look
from .notes import VERDICTS, problems
from .words import Lang

LEVELS = {"stop": "stop", "undetermined": "ask", "caution": "caution"}  # the worst first
SHOWN = ("dose", "route", "over", "for")


def page(
    advice: Mapping[str, Any],
    record: Record,
    knowledge: Knowledge,
    *,
    lang: Lang = "zh",
    width: int = 80,
    ambiguous: int = 1,
) -> list[Line]:
    """The orders of an advice (as `Advice.to_dict()` gives it) on the record that it was made of."""
    look = Look(advice, knowledge, lang, width, ambiguous)
    lines = first_line(look, record.patient) + standing_of_knowledge(look) + look.heading("orders")
    if not advice["orders"]:
        lines += look.lines([Span(look.word("no_orders"))], first=(Span("   "),), indent=3)
    for order in advice["orders"]:
        lines += _order(look, order, record.entries[int(order["entry"][8:-1])])
    return lines + problems(look) + _tally(look)


def _order(look: Look, order: Mapping[str, Any], entry: Entry) -> list[Line]:
    mark, style = VERDICTS.get(order["verdict"], ("●", "advise"))
    agent = look.label(order["agent"]) if order["agent"] else order["entry"]
    told = [look.label(entry.attributes[key].written) for key in SHOWN if key in entry.attributes]
    spans = [
        Span(look.word(order["verdict"]), style), Span(f"  {agent}", "head"),
        Span(f" {' '.join(told)}"), Span(f"  {order['on'] or look.word('no_day')}", "dim"),
    ]  # fmt: skip
    lines = look.lines(spans, first=look.mark(mark, style), indent=5)
    left = (Span("   "),)
    seen: set[str] = set()
    for level, style in LEVELS.items():
        for finding in order["findings"]:
            text = look.text(finding["text"])
            if finding["level"] != level or text in seen:
                continue
            seen.add(text)
            words = [Span(text), Span(f" {look.grounds(finding)}", "dim")]
            first = (*left, *look.mark(MARKS[style], style))
            lines += look.lines(words, first=first, indent=8)
    if not order["findings"]:
        lines += look.lines([Span(look.word("nothing_found"))], first=left, indent=5)
    if dose := order["order_dose"]:
        words = [
            Span(f"{look.word('right_dose')}{look.colon}", "dim"), Span(look.text(dose["display"]), "dose"),
            Span(f" {look.grounds(dose)}", "dim"),
        ]  # fmt: skip
        lines += look.lines(words, first=left, indent=5)
    if because := _measured(look, order["rests_on"]):
        words = [Span(f"{look.word('because')}{look.colon}", "dim"), Span(because)]
        lines += look.lines(words, first=left, indent=5)
    return lines


def _measured(look: Look, rests_on: list[Mapping[str, Any]]) -> str:
    """What the table goes by, each with its day."""
    told = []
    for each in rests_on:
        day = f"（{each['on']}）" if look.lang == "zh" else f" ({each['on']})"
        shown = f"{look.fact_label(each['fact'])} {look.text(each['display'])}"
        told.append(shown + (day if each["on"] else ""))
    return look.separator.join(told)


def _tally(look: Look) -> list[Line]:
    """How many orders of each verdict, last on the screen."""
    verdicts = [order["verdict"] for order in look.advice["orders"]]
    told = [
        f"{look.word(verdict)} {verdicts.count(verdict)}"
        for verdict in (*VERDICTS, "accepted") if verdict in verdicts
    ]  # fmt: skip
    return [EMPTY, *look.lines([Span(" · ".join(told), "head")])] if told else []
