"""The page of the coming months: what was assumed, then each day on which something changes, in few lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..decide.simulate.model import Act, Day, Simulation
from ..language.model import Knowledge
from ..record.model import Patient
from .header import first_line, standing_of_knowledge
from .layout import EMPTY, Line, Span
from .look import Look
from .simulated_day import DOSES, LEVELS, bracketed, decided, from_to, one_day, thing, word_of
from .words import Lang

FEW_DAYS = 4  # of a line that goes on as before


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
        lines += one_day(shown, new, day)
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
        "sim.decisions": [decided(look, each) for each in found.decisions],
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
    name = f"{look.term(value.what)} {word_of(look, value.value)}"
    if value.by is not None:
        word = look.word("sim.by" if value.by == "by" else "sim.from").format(value.on)
        return f"{name} {word}"
    return bracketed(look, name, value.on)


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
            name = thing(look, act)
            told.setdefault(name, []).append(day.on)
            kinds.setdefault(name, []).append(act)
    together: dict[tuple[str, ...], list[str]] = {}
    for name, on in told.items():
        together.setdefault(
            ((kinds[name][0].entry["what"] in DOSES and name) or "", *on), []
        ).append(from_to(look, name, kinds[name]))
    for (_, *on), names in sorted(together.items(), key=lambda item: not item[0][0]):  # doses first
        lines += _listed(look, look.separator.join(names), on)
    return lines


def _listed(look: Look, names: str, on: Sequence[str]) -> list[Line]:
    shown = list(on) if look.full or len(on) <= FEW_DAYS else [*on[: FEW_DAYS - 1], "…", on[-1]]
    spans = [Span(names), Span(f"  {', '.join(shown)}", "dim")]
    if len(on) > 1:
        spans.append(Span(f"  {look.word('times').format(len(on))}", "dim"))
    return look.lines(spans, first=(Span("   "),), indent=5)


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
