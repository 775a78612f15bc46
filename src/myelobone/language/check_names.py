"""Every name that was used, looked up; an unknown one is reported with the nearest known."""

from __future__ import annotations

from .folder import Folder
from .grammar_words import RESERVED
from .kinds import GIVEN
from .model import EntriesForm
from .shapes import Shapes
from .units import UnitError, dimension

CODES = {
    "fact": "knowledge.unknown_fact",
    "term": "knowledge.unknown_term",
    "statement": "knowledge.unknown_statement",
    "reading": "knowledge.unknown_reading",
    "agent": "knowledge.unknown_agent",
    "agent_or_fact": "knowledge.unknown_agent",
    "rule": "knowledge.unknown_rule",
    "item": "knowledge.unknown_item",
    "topic": "knowledge.unknown_topic",
    "hold": "knowledge.unknown_hold",
    "choice": "knowledge.unknown_choice",
    "decision": "knowledge.unknown_choice",
    "printed": "knowledge.unknown_printed",
}


def check_names(folder: Folder) -> None:
    """Looks up names of facts, terms, statements, readings, agents, rules, words and units."""
    ledger = folder.ledger
    known = _known(folder)
    unlabelled: set[str] = set()
    for use in ledger.uses:
        if use.sort == "unit":
            unit_exists(folder, use.name, use.place)
        elif use.sort == "word":
            if use.name not in known["word"] and use.name not in unlabelled:
                unlabelled.add(use.name)  # said once, where it first stands
                ledger.unknown("knowledge.unlabelled_word", use.place, use.name, known["word"])
        elif use.name not in known[use.sort]:
            if use.sort == "fact" and use.name in ledger.selections:
                ledger.add("knowledge.selection_as_value", use.place, use.name)
                continue
            ledger.unknown(CODES[use.sort], use.place, use.name, known[use.sort])
    terms = Shapes(folder.vocabulary, folder.facts).rows
    for name, fact in folder.facts.items():
        if isinstance(fact.form, EntriesForm) and name in terms:
            ledger.add("knowledge.name_taken", fact.place, name)
        if name in RESERVED or name in GIVEN:
            ledger.add("knowledge.reserved_name", fact.place, name)
    for name, term in folder.vocabulary.terms.items():
        if name in RESERVED:
            ledger.add("knowledge.reserved_name", term.place, name)


def labelled(folder: Folder) -> dict[str, None]:
    """Every word that has a label: of its own, or as an agent, a term or a topic."""
    found: dict[str, None] = dict.fromkeys(folder.vocabulary.labels)
    found.update(dict.fromkeys(folder.agents))
    found.update(dict.fromkeys(folder.vocabulary.terms))
    return found


def _known(folder: Folder) -> dict[str, dict[str, None]]:
    terms = dict.fromkeys(folder.vocabulary.terms)
    facts = dict.fromkeys([*sorted(folder.ledger.facts - folder.ledger.selections), *GIVEN])
    agents = dict.fromkeys(folder.agents)
    words: dict[str, None] = {}
    for term in folder.vocabulary.terms.values():
        for attribute in term.attributes.values():
            words.update(dict.fromkeys(attribute.values))
    choices = dict.fromkeys(folder.choices())
    return {
        "fact": facts,
        "term": terms,
        "statement": dict.fromkeys(folder.statements),
        "reading": dict.fromkeys(folder.readings),
        "agent": agents,
        "agent_or_fact": {**agents, **facts},
        "rule": dict.fromkeys(folder.rules),
        "item": dict.fromkeys(folder.calendar),
        "topic": dict.fromkeys(topic.id for topic in folder.edition.topics),
        "hold": {**agents, **dict.fromkeys(folder.vocabulary.groups), **words, **terms},
        "choice": choices,
        "decision": choices,
        "word": labelled(folder),
        "printed": dict.fromkeys(folder.printed),
    }


def unit_exists(folder: Folder, name: str, place: str) -> None:
    """Reports a unit that does not exist."""
    try:
        dimension(name)
    except UnitError:
        folder.ledger.unknown("knowledge.unknown_unit", place, name, folder.vocabulary.unit_labels)
