"""Everything in an edition that has an id, as one list: what it is, what it is called, what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from .model import Grounds, Knowledge, Part
from .problems import Text

KINDS = (
    "statement", "reading", "rule", "fact", "agent", "line", "calendar", "term", "glossary",
)  # fmt: skip


class Entry(Struct, frozen=True, kw_only=True):
    """One thing in an edition: kind, id, both names or texts, what it rests on, where it stands."""

    kind: str
    id: str
    text: Text
    place: str
    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    origin: str | None = None


def catalogue(knowledge: Knowledge) -> Iterator[Entry]:
    """Every entry, kind by kind, in the order of the files."""
    for statement in knowledge.statements.values():
        yield _entry("statement", statement.id, statement.says, statement)
    for reading in knowledge.readings.values():
        yield _entry("reading", reading.id, _joined(reading.about, reading.take), reading)
    for rule in knowledge.rules.values():
        yield _entry("rule", rule.id, rule.says, rule)
    for fact in knowledge.facts.values():
        yield _entry("fact", fact.id, fact.label, fact)
    for agent in knowledge.agents.values():
        yield _entry("agent", agent.id, agent.label, agent)
        for line in agent.standing:
            yield _entry("line", line.id, line.says, line)
    for item in knowledge.calendar.values():
        yield _entry("calendar", item.id, item.says, item)
    for term in knowledge.vocabulary.terms.values():
        yield _entry("term", term.id, term.label, term)
    for word in knowledge.glossary.values():
        yield _entry("glossary", word.id, word.term, word)


def matching(knowledge: Knowledge, words: Iterable[str], kind: str | None = None) -> list[Entry]:
    """The entries whose id or texts hold every word, in either language, those with it in the id first."""
    wanted = [word.casefold() for word in words]
    found = []
    for entry in catalogue(knowledge):
        text = f"{entry.id} {entry.text.zh} {entry.text.en}".casefold()
        if kind in (None, entry.kind) and all(word in text for word in wanted):
            found.append(entry)
    return sorted(found, key=lambda each: not all(word in each.id.casefold() for word in wanted))


def _entry(kind: str, name: str, text: Text, part: Part) -> Entry:
    if not isinstance(part, Grounds):
        return Entry(kind=kind, id=name, text=text, place=part.place)
    grounded = part.cites or part.readings or kind in ("rule", "line", "calendar")
    return Entry(
        kind=kind,
        id=name,
        text=text,
        place=part.place,
        cites=part.cites,
        readings=part.readings,
        evidence=part.evidence,
        origin=part.origin if grounded else None,
    )


def _joined(about: Text, take: Text) -> Text:
    return Text(zh=f"{about.zh}：{take.zh}", en=f"{about.en}: {take.en}")
