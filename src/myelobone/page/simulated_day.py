"""One day of the coming months: what is done, what is said differently, what is left and what is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from ..decide.simulate.model import Act, Day, Left
from . import what_if
from .layout import EMPTY, Line, Span
from .look import MARKS, Look
from .plan_words import amount, what

ARROW = " → "
DOSES = ("given",)
LEVELS = ("stop", "caution", "advise")  # shown when nothing asks for everything
DETAILS = ("on", "from", "to", "what", "source", "range")


def one_day(old: Look, new: Look, day: Day) -> list[Line]:
    """One day on which something changes: done, what is said differently, left open, next."""
    lines: list[Line] = [EMPTY, *new.lines([Span(day.on, "head")])]
    lines += _done(new, day.acts)
    if day.advice is not None:
        lines += _items(old, new)
        changes = day.changes
        lines += what_if.agents(old, new, changes)
        lines += what_if.choices(old, new, changes)
        lines += what_if.orders(old, new, changes)
        lines += what_if.questions(old, new, changes)
    lines += _left(new, day.newly_left)
    return lines + _next(new, day)


def _done(look: Look, acts: Sequence[Act]) -> list[Line]:
    lines: list[Line] = []
    for why in ("event", "decision"):
        for act in acts:
            if act.why == why:
                told = f"{look.word(f'sim.{why}')}{look.colon}{_entry(look, act.entry)}"
                lines += look.lines([Span(told, "head")], first=(Span("   "),), indent=5)
    done = [act for act in acts if act.why in ("due", "asked")]
    same = [act for act in done if act.basis == "repeated" and "value" in act.entry]
    named = [from_to(look, thing(look, act), [act]) for act in done if act not in same]
    if same:
        names = look.separator.join(look.term(act.entry["what"]) for act in same)
        named.append(bracketed(look, names, look.word("sim.unchanged")))
    if named:
        words = [Span(f"{look.word('sim.done')}{look.colon}", "dim")]
        words.append(Span(look.semicolon.join(named)))
        lines += look.lines(words, first=(Span("   "),), indent=5)
    return lines


def _entry(look: Look, entry: Mapping[str, Any]) -> str:
    if "choose" in entry:
        return decided(look, {k: v for k, v in entry.items() if k not in DETAILS})
    told = [look.term(entry["what"])]
    for key, each in entry.items():
        if key not in DETAILS:
            shown = word_of(look, each) if isinstance(each, str) else str(each)
            told.append(shown if key == "value" else f"{key}{look.colon}{shown}")
    return " ".join(told)


def _items(old: Look, new: Look) -> list[Line]:
    """Items that came or went, or say another level; the words only where everything is wanted."""
    lines: list[Line] = []
    for sign, look, other in (("+", new, old), ("-", old, new)):
        known = {(item["id"], item["level"], item["urgency"]) for item in other.advice["items"]}
        for item in look.advice["items"]:
            told = item["level"] in LEVELS or look.full
            if told and (item["id"], item["level"], item["urgency"]) not in known:
                lines += _item(look, sign, item)
    return lines


def _item(look: Look, sign: str, item: Mapping[str, Any]) -> list[Line]:
    title, text = look.text(item["title"]), look.text(item["text"])
    shown = title or text
    if look.full and title and sign == "+" and not text.startswith(title):
        shown = f"{title}{look.colon}{text}"
    style = "dim" if sign == "-" else item["level"]
    word = look.word("added" if sign == "+" else "removed")
    spans = [
        Span(f"{word}{look.colon}", "dim"), Span(shown, style), Span(f" {look.grounds(item)}", "dim"),
    ]  # fmt: skip
    mark = look.mark(MARKS[item["level"]], style)
    return look.lines(spans, first=(Span(f" {sign} ", "dim"), *mark), indent=6)


def _left(look: Look, left: Iterable[Left]) -> list[Line]:
    """What stays undone, and why; things left for one reason on one line."""
    lines: list[Line] = []
    told: dict[str, list[str]] = {}
    for each in left:
        told.setdefault(_because(look, each), []).append(
            look.term(each.what) if each.because == "no_value" else look.label(each.what)
        )
    for because, names in told.items():
        said = look.separator.join(dict.fromkeys(names))
        spans = [Span(f"{look.word('sim.left')}{look.colon}", "dim"), Span(said, "caution")]
        spans.append(Span(f"{look.comma}{because}"))
        lines += look.lines(spans, first=look.mark(f" {MARKS['ask']}", "ask"), indent=5)
    return lines


def _because(look: Look, left: Left) -> str:
    parts = [look.label(left.choice or ""), look.label(left.option or "")]
    said = look.word(f"sim.left.{left.because}")
    return said.format(*parts, look.labels(left.needs))


def _next(look: Look, day: Day) -> list[Line]:
    told: dict[str, list[str]] = {}
    for item in map(msgspec.to_builtins, day.next):
        name = f"{what(look, [item])} {amount(look, item)}".strip()
        held = f" {look.word('held')}" if item["status"] == "held" else ""
        tests = item["kind"] == "monitor"
        on = told.setdefault(item["due"], [])
        if not tests or look.word("tests") not in on:
            on.append(look.word("tests") if tests else name + held)
    if not told:
        return []
    said = look.semicolon.join(f"{on} {look.separator.join(names)}" for on, names in told.items())
    return look.lines(
        [Span(f"{look.word('sim.next')}{look.colon}{said}", "dim")], first=(Span("   "),), indent=5
    )


def thing(look: Look, act: Act) -> str:
    """What was done, without a value that may change from day to day."""
    entry = act.entry
    if entry["what"] in DOSES:
        return f"{look.label(entry['agent'])} {entry.get('dose', '')}".strip()
    for key in ("modality", "task"):
        if key in entry:
            return look.label(entry[key])
    return look.term(entry["what"])


def from_to(look: Look, name: str, acts: Sequence[Act]) -> str:
    """The name with the value where it is not just repeated."""
    values = [str(act.entry["value"]) for act in acts if "value" in act.entry]
    if not values or all(act.basis == "repeated" for act in acts):
        return name
    first, last = word_of(look, values[0]), word_of(look, values[-1])
    return f"{name} {first}" if first == last else f"{name} {first}{ARROW}{last}"


def word_of(look: Look, value: str) -> str:
    """A value as a page prints it: a number with its unit, or the label of a word."""
    number, _, unit = value.partition(" ")
    if unit and number[:1].isdigit():
        return f"{number} {look.unit(unit)}"
    return look.label(value)


def decided(look: Look, decision: Mapping[str, Any]) -> str:
    """What was decided of which choice, with its details."""
    rest = [f"{key} {each}" for key, each in decision.items() if key not in ("choose", "value")]
    told = f"{look.label(decision['choose'])} {look.label(str(decision.get('value', '')))}"
    return " ".join([told, *rest])


def bracketed(look: Look, text: str, note: str | None) -> str:
    """The text with a note behind it, where there is one."""
    if not note:
        return text
    return f"{text}（{note}）" if look.lang == "zh" else f"{text} ({note})"
