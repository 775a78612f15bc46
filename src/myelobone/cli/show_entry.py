"""One entry of an edition shown whole: both languages, what it rests on, and its place in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from ..language.catalogue import Entry, catalogue
from ..language.model import Knowledge
from ..language.problems import Problem, nearest
from ..page.layout import EMPTY, Line, Span, wrap
from ..page.words import Lang, word
from . import faults, options, show_details, show_uses
from .problem_codes import ProblemCode, problem_codes
from .screen import ambiguous, say, say_bytes, width
from .standing import standing_line, with_review

DATED = re.compile(r"\.\d{4}-\d\d-\d\d$")


def show(name: str, *, lang: Lang, as_json: bool, folder: str | None) -> None:
    """Prints every entry with this id, or those whose id begins with it; raises when there is none."""
    knowledge = options.load(folder)
    found = _found(name, list(catalogue(knowledge)))
    code = None if found else problem_codes().get(name)
    if not found and code is None:
        raise faults.Unusable(unknown_id(name, knowledge))
    if as_json:
        import msgspec

        body = with_review(found or [code], knowledge)
        say_bytes(msgspec.json.format(msgspec.json.encode(body), indent=2))
    elif code is not None:
        say([*_code(code, lang), standing_line(knowledge, lang)])
    else:
        lines = [line for each in found for line in (EMPTY, *_entry(each, knowledge, lang))]
        say([*lines[1:], EMPTY, standing_line(knowledge, lang)])


def is_shown(name: str, knowledge: Knowledge) -> bool:
    """Whether something has this id, be it only a problem code."""
    return name in problem_codes() or any(each.id == name for each in catalogue(knowledge))


def unknown_id(name: str, knowledge: Knowledge, more: Iterable[str] = ()) -> Problem:
    """The problem that nothing has this id, with the nearest that something has."""
    ids = [each.id for each in catalogue(knowledge)]
    return Problem(
        code="command.unknown_id",
        where="ID",
        found=name,
        nearest=nearest(name, [*ids, *more, *problem_codes()]),
        message=faults.UNKNOWN_ID,
    )


def _found(name: str, everything: list[Entry]) -> list[Entry]:
    """The entries of an id; a dated item of a plan stands for its calendar item."""
    found = [each for each in everything if each.id == name]
    found = found or [each for each in everything if each.id.startswith(f"{name}.")]
    if found or not DATED.search(name):
        return found
    items = [each for each in everything if each.kind == "calendar" and name.startswith(each.id)]
    return sorted(items, key=lambda each: len(each.id))[-1:]


def _code(code: ProblemCode, lang: Lang) -> list[Line]:
    lines: list[Line] = [
        (Span(code.id, "head"), Span(f"  {word('problem', lang)}  {code.place}", "dim"))
    ]
    lines += _indented(code.text.zh, 2)
    lines += _indented(code.text.en, 2)
    means = code.means.zh if lang == "zh" and code.means.zh else code.means.en
    return lines + _indented(means, 6, (Span(f"  {word('means', lang)}  ", "dim"),))


def complete_id(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The ids that begin with what has been typed, for the shell."""
    known = [(each.id, each.text.zh) for each in catalogue(options.load(None))]
    codes = [(code.id, code.text.zh) for code in problem_codes().values()]
    return [
        CompletionItem(name, help=text)
        for name, text in (*known, *codes)
        if name.startswith(incomplete)
    ]


def _entry(entry: Entry, knowledge: Knowledge, lang: Lang) -> list[Line]:
    lines: list[Line] = [(Span(entry.id, "head"), Span(f"  {entry.kind}  {entry.place}", "dim"))]
    lines += _indented(entry.text.zh, 2)
    lines += _indented(entry.text.en, 2)
    match entry.kind:
        case "reading":
            lines += _reading(entry.id, knowledge, lang)
            lines += show_uses.cited(entry.id, knowledge, lang)
        case "rule":
            lines += show_details.rule(knowledge.rules[entry.id], lang)
        case "agent":
            lines += show_details.agent(knowledge.agents[entry.id], lang)
        case "calendar":
            lines += show_details.conditions(knowledge.calendar[entry.id].when, lang)
        case "fact":
            lines += show_uses.fact(knowledge.facts[entry.id], knowledge, lang)
        case "term":
            lines += show_uses.term(knowledge.vocabulary.terms[entry.id], knowledge, lang)
        case "statement":
            lines += show_uses.cited(entry.id, knowledge, lang)
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
