"""The plan of a patient month by month: where the course stands, what is due, then a line a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..language.model import Knowledge
from ..record.model import Record
from .header import AGE
from .layout import EMPTY, Line, Span, pad
from .look import Look
from .notes import problems
from .plan_each import each_time
from .plan_lines import Bundle, Item, Sets, bracketed, bundles, notes, said
from .plan_now import decided, head, now, tally
from .plan_past import past
from .plan_table import month_room, tables
from .plan_words import what
from .questions import questions
from .sources import sources
from .words import Lang, month

CHANGES = ("plan.", "agents.")  # what a question of a plan is about


def facts_shown(knowledge: Knowledge) -> tuple[str, ...]:
    """The facts that the head of the page names."""
    screens = knowledge.screens
    age = (AGE,) if AGE in knowledge.facts else ()
    return tuple(dict.fromkeys((*age, *screens.course, *screens.banner)))


def page(
    plan: Mapping[str, Any],
    facts: Mapping[str, Mapping[str, Any]],
    record: Record,
    knowledge: Knowledge,
    *,
    lang: Lang = "zh",
    width: int = 80,
    ambiguous: int = 1,
    full: bool = False,
    known_then: bool = False,
) -> list[Line]:
    """A plan (as `Plan.to_dict()` gives it) of a record as styled lines at most `width` cells wide.

    `facts` are those of `facts_shown` on the day of the plan. The past is a summary unless `full`.
    """
    items = plan["items"]
    asked = [narrowed for question in plan["questions"] if (narrowed := _of_the_plan(question))]
    shown = {
        **plan,
        "questions": asked,
        "facts": facts,
        "agents": [],
        "banner": list(knowledge.screens.banner),
    }
    look = Look(shown, knowledge, lang, width, ambiguous, full)
    sets = Sets()
    top = (
        head(look, record, items) + now(look, items) + decided(look, record, known_then=known_then)
    )
    behind = past(look, items)
    said_so: set[str] = set()
    common = [
        item for item in items if not item.get("branch") and item["status"] in ("upcoming", "held")
    ]
    months = _months(look, [*common, *_deadlines(items)], sets, said_so)
    if months and any(item.get("branch") for item in items):
        months = [
            *look.lines([Span(look.word("any_choice"), "head")], first=(Span("  "),)),
            *months,
        ]
    table = tables(look, [item for item in items if item.get("branch")], sets)
    if not months and not table:
        months = look.lines([Span(look.word("none_ahead"))], first=(Span("  "),), indent=2)
    each = each_time(look, items, sets)
    return [
        *top, *behind, *each, *look.heading("month_by_month"), *months, *table, *questions(look),
        *problems(look), *sources(look), EMPTY, *tally(look, items),
    ]  # fmt: skip


def _of_the_plan(question: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The question with what it changes in the plan or its agents, or nothing."""
    changes = [path for path in question["would_change"] if path.startswith(CHANGES)]
    return {**question, "would_change": changes} if changes else None


def _deadlines(items: Sequence[Item]) -> list[Item]:
    """What must be settled by a later day stands on that day once more."""
    return [
        {**item, "due": item["latest"], "deadline": True}
        for item in items
        if item["kind"] in ("decision", "task")
        and not item.get("branch")
        and item["status"] in ("due", "overdue")
        and item["latest"] and item["due"] and item["latest"] > item["due"]
    ]  # fmt: skip


def _months(look: Look, items: Sequence[Item], sets: Sets, told: set[str]) -> list[Line]:
    """A heading a month, a line a day; several things of one day stand on one line."""
    days: dict[str, list[Bundle]] = {}
    for bundle in bundles(items):
        if bundle.day >= look.advice["as_of"] and not _in_force(look, bundle.first):
            days.setdefault(bundle.day, []).append(bundle)
    lines: list[Line] = []
    shown = ""
    room = month_room(look)
    for day in sorted(days):
        name = "" if day[:7] == shown else month(day, look.lang)
        shown = day[:7]
        left = pad((Span("  "), Span(name, "head")), room + 4, look.ambiguous)
        spans: list[Span] = []
        for bundle in days[day]:
            spans += [Span(look.semicolon if spans else ""), *_said(look, bundle, sets, told)]
        first = (*left, Span(f"{day[8:]}  "))
        lines += look.lines(spans, first=first, indent=room + 8)
    return lines


def _in_force(look: Look, item: Item) -> bool:
    """Held today: it stands under what is now."""
    if item["status"] != "held" or item["kind"] == "hold":
        return False
    today: str = look.advice["as_of"]
    return (item["due"] or "") <= today


def _said(look: Look, bundle: Bundle, sets: Sets, told: set[str]) -> list[Span]:
    """One thing of a day; its text and grounds where it stands for the first time."""
    item = bundle.first
    if item.get("deadline"):
        return [Span(f"{look.word('deadline')}{look.colon}{what(look, [item])}", "caution")]
    words = said(look, sets, bundle)
    spans = [Span(words, "dose" if item["kind"] == "dose" else "")]
    if item["kind"] in ("dose", "monitor"):
        return spans
    text = look.text(item["text"])
    if text not in told:
        told.add(text)
        if text.lower().startswith(what(look, [item]).lower()):
            spans = [Span(text + bracketed(look, notes(look, item)))]
        else:
            spans.append(Span(f"  {text}"))
        spans.append(Span(f" {look.grounds(item)}", "dim"))
    return spans
