"""Which pages the book has, in which order, under which part of the contents."""

from __future__ import annotations

from typing import NamedTuple

from .places import NO_PAGE
from .teller import Teller


class Leaf(NamedTuple):
    """One page: its file without the suffix, its title, the part of the contents, topics signed on it."""

    name: str
    title: str
    part: str
    topics: tuple[str, ...] = ()


def pages(teller: Teller) -> list[Leaf]:
    """All pages but the front page, in the order in which they are read."""
    known, places = teller.knowledge, teller.places
    every = tuple(topic.id for topic in known.edition.topics)
    found = []
    for chapter in places.chapters:
        name = f"chapter-{chapter.id}"
        topics = [
            each.topic
            for each in known.statements.values()
            if places.page("statement", each.id) == name
        ]
        title = f"{chapter.id} {teller.text(chapter.title)}"
        found.append(Leaf(name, title, "guideline", tuple(dict.fromkeys(topics))))
    if any(places.page("rule", name) == NO_PAGE for name in known.rules):
        found.append(Leaf(NO_PAGE, teller.word("rules"), "guideline", every))
    found.append(Leaf("agents", teller.word("agents_all"), "agents", every))
    found += [
        Leaf(
            f"agent-{agent.id}", teller.text(agent.label), "agents", _agent_topics(teller, agent.id)
        )
        for agent in known.agents.values()
    ]
    found.append(Leaf("calendar", teller.word("calendar"), "calendar", every))
    found += [
        Leaf(f"readings-{page.id}", f"{page.id} {teller.text(page.title)}", "readings", every)
        for page in places.reading_pages
    ]
    found.append(Leaf("questions", teller.word("questions"), "readings", every))
    found += [
        Leaf(f"facts-{page.id}", teller.text(page.title), "facts", every)
        for page in places.fact_pages
    ]
    for name in ("terms", "glossary", "patients", "sign", "register"):
        found.append(Leaf(name, teller.word(name), "reference", every))
    return found


def _agent_topics(teller: Teller, name: str) -> tuple[str, ...]:
    """The topics of the statements that an agent's lines and doses cite."""
    known = teller.knowledge
    agent = known.agents[name]
    parts = (
        *agent.standing,
        *agent.order,
        *agent.routes,
        *(row for r in agent.routes for row in r.rows),
    )
    cited = [each for part in parts for each in part.cites if each in known.statements]
    return tuple(dict.fromkeys(known.statements[each].topic for each in cited))
