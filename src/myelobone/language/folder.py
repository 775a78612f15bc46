"""Everything read from a folder before names and kinds are checked."""

from __future__ import annotations

from msgspec import Struct

from .ledger import Ledger
from .model import (
    Agent,
    Edition,
    Fact,
    GlossaryTerm,
    Item,
    Reading,
    Rule,
    Statement,
    Vocabulary,
)
from .opposed import Opposed, Worse
from .printed import Excused, PrintedTable
from .screens import Screens
from .tables import Table


class Folder(Struct, frozen=True, kw_only=True):
    """The parts of an edition as they were read, and the ledger of what was met."""

    ledger: Ledger
    edition: Edition
    statements: dict[str, Statement]
    readings: dict[str, Reading]
    glossary: dict[str, GlossaryTerm]
    vocabulary: Vocabulary
    facts: dict[str, Fact]
    rules: dict[str, Rule]
    agents: dict[str, Agent]
    calendar: dict[str, Item]
    screens: Screens
    printed: dict[str, PrintedTable]
    tables: dict[str, Table]
    excused: tuple[Excused, ...]
    opposed: tuple[Opposed, ...] = ()
    worse: tuple[Worse, ...] = ()

    def choices(self) -> dict[str, tuple[str, ...]]:
        """The words that a decision on each choice may be."""
        found: dict[str, tuple[str, ...]] = {}
        for rule in self.rules.values():
            if rule.then.choice is not None:
                agents = tuple(self.agents) if rule.then.options_agents else ()
                options = tuple(option.id for option in rule.then.options)
                before = found.get(rule.then.choice, ())
                found[rule.then.choice] = tuple(dict.fromkeys(before + options + agents))
        decision = self.vocabulary.terms.get("decision")
        choose = decision.attributes.get("choose") if decision is not None else None
        for choice in choose.values if choose is not None else ():
            found.setdefault(choice, ())  # offered by no rule: any word
        return found
