"""The page of the coming months: what was assumed, then each day on which something changes, in few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from ..decide.simulate.model import Act, Day, Left, Simulation
from ..language.model import Knowledge
from ..record.model import Patient
from . import what_if
from .header import first_line, standing_of_knowledge
from .layout import EMPTY, Line, Span
from .look import MARKS, Look
from .plan_words import amount, what
from .words import Lang

ARROW = " → "
FEW_DAYS = 4  # of a line that goes on as before
LEVELS = ("stop", "caution", "advise")  # shown when nothing asks for everything
DETAILS = ("on", "from", "to", "what", "source", "range")


def page(
    found: Simulation,
    knowledge: Knowledge,
    *,
    lang: Lang = "zh",
    width: int = 80,
    patient: Patient | None = None,
    ambiguous: int = 1,
    full: bool = False,
) -> list[Line]:
    """The assumptions and the days, as styled lines at most `width` cells wide."""
    look = Look(found.start.to_dict(), knowledge, lang, width, ambiguous, full)
    lines = first_line(look, patient) + _assumptions(look, found) + standing_of_knowledge(look)
    routine: list[Day] = []
    shown: Look = look
    for day in found.days:
        if not full and _goes_on(day):
            routine.append(day)
            continue
        lines += _as_before(shown, routine)
        routine = []
        new = shown
        if day.advice is not None:
            new = Look(day.advice.to_dict(), knowledge, lang, width, ambiguous, full)
        lines += _day(shown, new, day)
        shown = new
    lines += _as_before(shown, routine)
    return lines + _end(shown, found)


def _assumptions(look: Look, found: Simulation) -> list[Line]:
    said = look.word("sim.played").format(found.as_of, found.until)
    lines = look.lines([Span(said, "head")])
    lines += look.lines([Span(look.word("sim.rules"), "dim")])
    groups = {
        "sim.repeated": [_value(look, each) for each in found.values if each.basis == "repeated"],
        "sim.given": [_value(look, each) for each in found.values if each.basis != "repeated"],
        "sim.events": [str(each["text"]) for each in found.events],
        "sim.decisions": [_decision(look, each) for each in found.decisions],
        "sim.unused": [str(each) for each in found.unused],
    }
    for key, told in groups.items():
        if told:
            words = [Span(f"{look.word(key)}{look.colon}", "head")]
            style = "caution" if key == "sim.unused" else ""
            words.append(Span(look.semicolon.join(told), style))
            lines += look.lines(words, indent=2)
    return lines


def _value(look: Look, value: Any) -> str:
    name = f"{look.term(value.what)} {_word(look, value.value)}"
    if value.by is not None:
        word = look.word("sim.by" if value.by == "by" else "sim.from").format(value.on)
        return f"{name} {word}"
    return _bracketed(look, name, value.on)


def _decision(look: Look, decision: Mapping[str, Any]) -> str:
    rest = [f"{key} {each}" for key, each in decision.items() if key not in ("choose", "value")]
    told = f"{look.label(decision['choose'])} {look.label(str(decision.get('value', '')))}"
    return " ".join([told, *rest])


def _goes_on(day: Day) -> bool:
    """A day on which only what was due is done, as before, and nothing else is said."""
    quiet = all(act.why in ("due", "asked") for act in day.acts)
    return quiet and not day.newly_left and not any(_shown(change) for change in day.changes)


def _shown(change: Any) -> bool:
    if change.part == "items":
        item = change.after or change.before
        if change.field is None:
            return item.level in LEVELS
        return change.field in ("level", "urgency", "title")
    if change.part == "agents":
        return change.field in ("standing", "dose")
    return change.part in ("choices", "questions", "orders") and change.field in (None, "chosen")


def _as_before(look: Look, days: Sequence[Day]) -> list[Line]:
    """A run of days that go on as before: each thing with its days."""
    if not days:
        return []
    span = days[0].on if len(days) == 1 else f"{days[0].on} – {days[-1].on}"
    lines = [EMPTY, *look.lines([Span(span, "head"), Span(f"  {look.word('sim.goes_on')}", "dim")])]
    told: dict[str, list[str]] = {}
    kinds: dict[str, list[Act]] = {}
    for day in days:
        for act in day.acts:
            name = _name(look, act)
            told.setdefault(name, []).append(day.on)
            kinds.setdefault(name, []).append(act)
    together: dict[tuple[str, ...], list[str]] = {}
    for name, on in told.items():
        together.setdefault(
            ((kinds[name][0].entry["what"] in DOSES and name) or "", *on), []
        ).append(_from_to(look, name, kinds[name]))
    for (_, *on), names in sorted(together.items(), key=lambda item: not item[0][0]):  # doses first
        lines += _listed(look, look.separator.join(names), on)
    return lines


DOSES = ("given",)


def _listed(look: Look, names: str, on: Sequence[str]) -> list[Line]:
    shown = list(on) if look.full or len(on) <= FEW_DAYS else [*on[: FEW_DAYS - 1], "…", on[-1]]
    spans = [Span(names), Span(f"  {', '.join(shown)}", "dim")]
    if len(on) > 1:
        spans.append(Span(f"  {look.word('times').format(len(on))}", "dim"))
    return look.lines(spans, first=(Span("   "),), indent=5)


def _name(look: Look, act: Act) -> str:
    """What was done, without a value that may change from day to day."""
    entry = act.entry
    if entry["what"] in DOSES:
        return f"{look.label(entry['agent'])} {entry.get('dose', '')}".strip()
    for key in ("modality", "task"):
        if key in entry:
            return look.label(entry[key])
    return look.term(entry["what"])


def _from_to(look: Look, name: str, acts: Sequence[Act]) -> str:
    """The name with the value where it is not just repeated."""
    values = [str(act.entry["value"]) for act in acts if "value" in act.entry]
    if not values or all(act.basis == "repeated" for act in acts):
        return name
    first, last = _word(look, values[0]), _word(look, values[-1])
    return f"{name} {first}" if first == last else f"{name} {first}{ARROW}{last}"


def _word(look: Look, value: str) -> str:
    number, _, unit = value.partition(" ")
    if unit and number[:1].isdigit():
        return f"{number} {look.unit(unit)}"
    return look.label(value)


def _day(old: Look, new: Look, day: Day) -> list[Line]:
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
    named = [_from_to(look, _name(look, act), [act]) for act in done if act not in same]
    if same:
        names = look.separator.join(look.term(act.entry["what"]) for act in same)
        named.append(_bracketed(look, names, look.word("sim.unchanged")))
    if named:
        words = [Span(f"{look.word('sim.done')}{look.colon}", "dim")]
        words.append(Span(look.semicolon.join(named)))
        lines += look.lines(words, first=(Span("   "),), indent=5)
    return lines


def _entry(look: Look, entry: Mapping[str, Any]) -> str:
    if "choose" in entry:
        return _decision(look, {k: v for k, v in entry.items() if k not in DETAILS})
    told = [look.term(entry["what"])]
    for key, each in entry.items():
        if key not in DETAILS:
            shown = _word(look, each) if isinstance(each, str) else str(each)
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


def _end(look: Look, found: Simulation) -> list[Line]:
    """Where the play ended, and that nothing was stored."""
    lines: list[Line] = [EMPTY]
    if not found.complete:
        words = look.word("sim.stopped").format(found.played_until)
        lines += look.lines([Span(words, "caution")])
    overdue = list(dict.fromkeys(_overdue(look, found)))
    words = look.word("sim.overdue" if overdue else "sim.none_overdue")
    lines += look.lines([Span(words.format(look.separator.join(overdue)))])
    count = len(found.entries)
    return lines + look.lines([Span(look.word("sim.entries").format(count), "dim")])


def _overdue(look: Look, found: Simulation) -> Iterator[str]:
    """Dated items that were overdue at the end of a day, with the day they were due."""
    for day in found.days:
        for each in day.overdue:
            line, _, due = each.rpartition(".")
            known = look.knowledge.calendar.get(line)
            name = look.output(f"plan.{line}") if known else look.term(line.rpartition(".")[2])
            yield f"{name} {due}"


def _bracketed(look: Look, text: str, note: str | None) -> str:
    if not note:
        return text
    return f"{text}（{note}）" if look.lang == "zh" else f"{text} ({note})"
