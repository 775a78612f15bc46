"""One entry of the knowledge in words, as the book tells it: what is cited on a screen leads here."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from msgspec import Struct

from ...book import agents, facts, items, readings, rules, statements, terms
from ...book.carrying import Carrying
from ...book.html import Html, element, join
from ...book.places import Places
from ...book.teller import Teller
from ...edition import own_edition
from ...language.model import Knowledge
from ...page.words import Lang


class Told(Struct, frozen=True):
    """What an entry is called and the whole of it, as HTML that is escaped already."""

    id: str
    title: str
    html: str


class Here(Places):
    """Where each thing stands in the clinic: a page of its own."""

    def of(self, kind: str, name: str) -> str | None:
        """The address of a thing, None for what has no page here."""
        if kind in ("patient", "topic"):
            return None
        owner = name.partition(".")[0] if kind in ("line", "route") else name
        anchor = f"#{quote(name)}" if owner != name else ""
        return f"/knowledge/{quote(owner)}{anchor}"


def told(name: str, lang: Lang) -> Told | None:
    """The statement, reading, rule, fact, agent, dated item or term of an id; None when there is none."""
    known = own_edition()
    owner = _owner(name, known)
    if owner is None:
        return None
    return _told(owner, lang, known.digest)


def _owner(name: str, known: Knowledge) -> str | None:
    every = (known.statements, known.readings, known.rules, known.facts, known.agents, known.calendar, known.vocabulary.terms)  # fmt: skip
    if any(name in group for group in every):
        return name
    agent = name.partition(".")[0]
    return agent if agent in known.agents else None


@cache
def _of(lang: Lang, digest: str) -> tuple[Teller, Carrying]:
    known = own_edition()
    return Teller(known, Here(known, ()), lang), Carrying(known, ())


@cache
def _users(digest: str) -> dict[str, list[tuple[str, str]]]:
    return facts.users(own_edition())


def _told(name: str, lang: Lang, digest: str) -> Told:
    teller, carrying = _of(lang, digest)
    known = teller.knowledge
    if (statement := known.statements.get(name)) is not None:
        return _as(name, name, statements.statement(teller, carrying, statement))
    if (reading := known.readings.get(name)) is not None:
        title = f"{name} {teller.text(reading.about)}"
        return _as(name, title, readings.reading(teller, carrying, reading))
    if (rule := known.rules.get(name)) is not None:
        title = teller.text(rule.title) or name
        return _as(name, title, rules.rule(teller, carrying, rule, 2))
    if (agent := known.agents.get(name)) is not None:
        return _as(name, teller.text(agent.label), agents.agent_page(teller, carrying, agent))
    if (item := known.calendar.get(name)) is not None:
        return _as(name, items.title(teller, item), items.item(teller, carrying, item))
    if (fact := known.facts.get(name)) is not None:
        html = facts.described(teller, fact, _users(digest).get(name, []))
        return _as(name, teller.text(fact.label), html)
    term = known.vocabulary.terms[name]
    readers = [fact.id for fact in known.facts.values() if name in fact.terms]
    return _as(name, teller.text(term.label), terms.described(teller, term, readers))


def _as(name: str, title: str, *parts: Html) -> Told:
    return Told(name, title, str(join([element("div", *parts, class_="told")])))
