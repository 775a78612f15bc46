"""What the search looks through: every thing of the book with its words and its address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from .places import lines_of
from .teller import Teller

LONGEST = 400  # of the words kept for one thing


class Entry(NamedTuple):
    """One thing that can be found."""

    kind: str
    id: str
    title: str
    target: str
    words: str


def entries(teller: Teller) -> Iterator[Entry]:
    """Everything with an id, in the order of the knowledge."""
    known = teller.knowledge

    def entry(kind: str, name: str, title: str, words: str = "") -> Entry:
        return Entry(kind, name, title, teller.places.of(kind, name) or "", words[:LONGEST])

    for statement in known.statements.values():
        yield entry("statement", statement.id, teller.text(statement.says))
    for reading in known.readings.values():
        words = " ".join(teller.text(each) for each in (reading.take, reading.printed))
        yield entry("reading", reading.id, teller.text(reading.about), words)
    for rule in known.rules.values():
        says = teller.plain(rule.says)
        yield entry("rule", rule.id, teller.text(rule.title) or says, says)
    for agent in known.agents.values():
        yield entry(
            "agent",
            agent.id,
            teller.text(agent.label),
            teller.plain(agent.approved.says) if agent.approved else "",
        )
        for line in lines_of(agent):
            yield entry(
                "line",
                line.id,
                f"{teller.text(agent.label)}{teller.colon}{teller.plain(line.says)}",
            )
        for route in agent.routes:
            title = f"{teller.text(agent.label)} {teller.label(route.route)}"
            yield entry("route", f"{agent.id}.{route.route}", title, teller.word("dose_table"))
    for item in known.calendar.values():
        yield entry("calendar", item.id, teller.plain(item.says))
    for fact in known.facts.values():
        yield entry("fact", fact.id, teller.text(fact.label))
    for term in known.vocabulary.terms.values():
        yield entry("term", term.id, teller.text(term.label), teller.labels(term.value.values))


def index(teller: Teller) -> str:
    """The index as a script, so that a page read from a file can load it."""
    kinds = {kind: teller.word(f"kind.{kind}") for kind in (
        "statement", "reading", "rule", "agent", "line", "route", "calendar", "fact", "term",
    )}  # fmt: skip
    rows = [[e.kind, e.id, e.title, e.target, e.words] for e in entries(teller)]
    words = {
        "kinds": kinds,
        "found": teller.word("found_entries"),
        "none": teller.word("nothing_matches"),
    }
    data = json.dumps({"words": words, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    return f"window.BOOK={data.replace('<', chr(92) + 'u003c')};\n"
