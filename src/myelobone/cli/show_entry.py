"""One entry of an edition shown whole: both languages, what it rests on, and its place in a file."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from ..language.model import Knowledge
from ..language.problems import Problem, nearest
from ..page.layout import EMPTY, Line, Span, wrap
from ..page.words import Lang, word
from . import faults, options, show_details
from .catalogue import Entry, catalogue
from .screen import ambiguous, say, say_bytes, width


def show(name: str, *, lang: Lang, as_json: bool, folder: str | None) -> None:
    """Prints every entry with this id, or those whose id begins with it; raises when there is none."""
    knowledge = options.load(folder)
    everything = list(catalogue(knowledge))
    found = [each for each in everything if each.id == name]
    if not found:
        found = [each for each in everything if each.id.startswith(f"{name}.")]
    if not found:
        ids = [each.id for each in everything]
        raise faults.Unusable(
            Problem(
                code="command.unknown_id",
                where="ID",
                found=name,
                nearest=nearest(name, ids),
                message=faults.UNKNOWN_ID,
            )
        )
    if as_json:
        import msgspec

        say_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2))
        return
    lines = [line for each in found for line in (EMPTY, *_entry(each, knowledge, lang))]
    say(lines[1:])


def complete_id(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The ids that begin with what has been typed, for the shell."""
    return [
        CompletionItem(each.id, help=each.text.zh)
        for each in catalogue(options.load(None))
        if each.id.startswith(incomplete)
    ]


def _entry(entry: Entry, knowledge: Knowledge, lang: Lang) -> list[Line]:
    lines: list[Line] = [(Span(entry.id, "head"), Span(f"  {entry.kind}  {entry.place}", "dim"))]
    lines += _indented(entry.text.zh, 2)
    lines += _indented(entry.text.en, 2)
    match entry.kind:
        case "reading":
            lines += _reading(entry.id, knowledge, lang)
        case "rule":
            lines += show_details.rule(knowledge.rules[entry.id], lang)
        case "agent":
            lines += show_details.agent(knowledge.agents[entry.id], lang)
        case "calendar":
            lines += show_details.conditions(knowledge.calendar[entry.id].when, lang)
    if entry.origin:
        lines.append((Span(f"  {word(entry.origin, lang)}", "dim"),))
    for name in (*entry.cites, *entry.readings, *entry.evidence):
        lines += _cited(name, knowledge, lang)
    return lines


def _cited(name: str, knowledge: Knowledge, lang: Lang) -> list[Line]:
    statement = knowledge.statements.get(name)
    reading = knowledge.readings.get(name)
    both = statement.says if statement else reading.take if reading else None
    text = "" if both is None else both.zh if lang == "zh" else both.en
    return _indented(text, 6, (Span(f"  {name}  ", "dim"),))


def _reading(name: str, knowledge: Knowledge, lang: Lang) -> list[Line]:
    reading = knowledge.readings[name]
    lines: list[Line] = []
    for key in ("printed", "alternatives", "why"):
        both = getattr(reading, key)
        text = both.zh if lang == "zh" else both.en
        lines += _indented(text, 6, (Span(f"  {word(key, lang)}  ", "dim"),))
    return lines


def _indented(text: str, rest: int, first: Line | None = None) -> list[Line]:
    start = (Span(" " * rest),) if first is None else first
    return wrap([Span(text)], width(), first=start, rest=rest, ambiguous=ambiguous())
