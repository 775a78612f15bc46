"""How a fact is made, what a term may hold, what rests on a statement: the middle of one entry shown."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.model import (
    CasesForm,
    DoseForm,
    EntriesForm,
    Fact,
    FirstForm,
    Grounds,
    IsForm,
    Knowledge,
    Term,
    TreeForm,
)
from ..language.spell import spell
from ..page.layout import Line, Span, wrap
from ..page.words import Lang, word
from .screen import ambiguous, width
from .show_details import conditions

NAMED = 12  # uses named; the rest is counted


def fact(found: Fact, knowledge: Knowledge, lang: Lang) -> list[Line]:
    """How a fact is made, its unit or values, and what uses it."""
    lines = _form(found, lang)
    lines += _pairs(lang, unit=found.unit, may_be=", ".join(found.values), absent=found.absent)
    return lines + _row("used_by", _listed(_users(found.id, knowledge), lang), lang)


def term(found: Term, knowledge: Knowledge, lang: Lang) -> list[Line]:
    """What a term of the record may hold, and the facts that read it."""
    limits = found.value.plausible
    units = ", ".join(filter(None, (found.value.unit, *found.value.also)))
    values = ", ".join((*found.value.values, *found.attributes))
    lines = _pairs(
        lang, unit=units, may_be=values, plausible=f"{limits[0]:g}–{limits[1]:g}" if limits else None,
        absent=found.absent,
    )  # fmt: skip
    readers = (fact.id for fact in knowledge.facts.values() if found.id in fact.terms)
    return lines + _row("used_by", _listed(readers, lang), lang)


def cited(name: str, knowledge: Knowledge, lang: Lang) -> list[Line]:
    """Everything that rests on a statement or a reading."""
    return _row("used_by", _listed(_citing(name, knowledge), lang), lang)


def _form(found: Fact, lang: Lang) -> list[Line]:
    match found.form:
        case IsForm(expression):
            return _row("", f"= {spell(expression)}", lang)
        case TreeForm(tree):
            return conditions(tree, lang)
        case EntriesForm(source):
            return _row("made_from", spell(source), lang)
        case DoseForm(agent, by):
            return _row("table", f"{agent}, {word('by', lang)} {by}", lang)
        case FirstForm(parts):
            lines = _row("first_of", "", lang)
            return lines + [line for part in parts for line in _indented(spell(part))]
        case CasesForm(rows):
            lines = _row("case_of", "", lang)
            for row in rows:
                gives = row.word or ("none" if row.value is None else spell(row.value))
                when = word("otherwise", lang) if row.when is None else spell(row.when)
                lines += _indented(f"{gives}  ←  {when}")
            return lines


def _users(name: str, knowledge: Knowledge) -> Iterator[str]:
    groups = (knowledge.facts, knowledge.rules, knowledge.calendar)
    for group in groups:
        for each in group.values():
            if name in each.depends:
                yield each.id
    for agent in knowledge.agents.values():
        for line in agent.standing:
            if name in line.depends:
                yield line.id
        if any(route.by == name for route in agent.routes):
            yield agent.id


def _citing(name: str, knowledge: Knowledge) -> Iterator[str]:
    def rests(on: Grounds) -> bool:
        return name in (*on.cites, *on.readings, *on.evidence)

    for group in (knowledge.facts, knowledge.rules, knowledge.calendar):
        yield from (each.id for each in group.values() if rests(each))
    for agent in knowledge.agents.values():
        yield from (line.id for line in agent.standing if rests(line))
        if any(rests(part) for route in agent.routes for part in (route, *route.rows)):
            yield agent.id


def _listed(names: Iterator[str], lang: Lang) -> str:
    found = list(dict.fromkeys(names))
    more = f" {word('and_more', lang).format(len(found) - NAMED)}" if len(found) > NAMED else ""
    return ", ".join(found[:NAMED]) + more


def _pairs(lang: Lang, **texts: str | None) -> list[Line]:
    return [line for key, text in texts.items() if text for line in _row(key, text, lang)]


def _row(key: str, text: str, lang: Lang) -> list[Line]:
    if key == "used_by" and not text:
        return []
    name = f"{word(key, lang)}  " if key else ""
    spans = [Span(name, "dim"), Span(text)]
    return wrap(spans, width(), first=(Span("  "),), rest=6, ambiguous=ambiguous())


def _indented(text: str) -> list[Line]:
    return wrap([Span(text)], width(), first=(Span("    "),), rest=6, ambiguous=ambiguous())
