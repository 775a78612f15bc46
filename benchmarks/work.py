"""The work that all engines do: whole rules and a dose table of the real knowledge, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from myelobone.decide.program import Program, leaves
from myelobone.language.model import Knowledge, Route, Rule
from myelobone.language.model import Row as DoseRow
from myelobone.language.tree import (
    All,
    Compare,
    Exists,
    FactRef,
    NoneOf,
    Quantity,
    SiteOffers,
    Tree,
)

Plain = float | str | bool | None

THREE = ("hypercalcaemia.treat_now", "renal.hydrate_with_care")  # and the dose table
TABLE = "zoledronic_acid"


class Row(NamedTuple):
    """A row of a dose table: what its fact must satisfy, and what it gives."""

    bounds: tuple[tuple[str, float], ...]
    gives: float | str


class Table(NamedTuple):
    """A dose table read by one fact; rows are tried in order."""

    agent: str
    by: str
    rows: tuple[Row, ...]
    route: Route


class Work(NamedTuple):
    """Decisions to be taken on each patient, and the facts that they read with their kinds."""

    name: str
    rules: dict[str, Tree]
    tables: tuple[Table, ...]
    facts: dict[str, str]
    words: Words

    @property
    def decisions(self) -> int:
        """How many decisions are taken on one patient."""
        return len(self.rules) + len(self.tables)


class Words:
    """What a reader of trees must look up: groups of words, and limits in the unit of their fact."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.groups = program.compiler.vocabulary.groups
        self.may_be_none = frozenset(
            leaf.fact
            for tree in program.trees()
            for leaf in leaves(tree)
            if isinstance(leaf, Exists)
        )
        self._limits: dict[tuple[str, Quantity], float] = {}

    def limit(self, fact: str, quantity: Quantity) -> float:
        """A leaf's quantity in the unit of the fact it is compared with."""
        key = (fact, quantity)
        if key not in self._limits:
            self._limits[key] = self.program.compiler.limit(fact, quantity).low
        return self._limits[key]


def none_flag(fact: str) -> str:
    """The name under which plain data say that a fact is none rather than unknown."""
    return f"{fact}__none"


def three(knowledge: Knowledge, words: Words) -> Work:
    """Three decisions: two rules and a dose table."""
    rules = {name: whole(knowledge, knowledge.rules[name]) for name in THREE}
    return _work("three decisions", rules, (table(knowledge, TABLE),), words)


def everything(knowledge: Knowledge, words: Words) -> Work:
    """Every rule that is a function of facts alone."""
    rules = {
        rule.id: whole(knowledge, rule)
        for rule in knowledge.rules.values()
        if rule.each is None and _exportable(whole(knowledge, rule))
    }
    return _work(f"{len(rules)} rules", rules, (), words)


def whole(knowledge: Knowledge, rule: Rule) -> Tree:
    """A rule with its exceptions as one tree."""
    exceptions = [whole(knowledge, knowledge.rules[name]) for name in rule.unless_rules]
    exceptions += rule.unless
    return All((rule.when, NoneOf(tuple(exceptions)))) if exceptions else rule.when


def table(knowledge: Knowledge, agent: str) -> Table:
    """The first dose table of an agent."""
    route = knowledge.agents[agent].routes[0]
    assert route.by is not None
    return Table(agent, route.by, tuple(Row(_bounds(row), gives(row)) for row in route.rows), route)


def gives(row: DoseRow) -> float | str:
    """What a row gives: an amount, or the word for none."""
    return row.avoid or row.amount or "as printed"


def _bounds(row: DoseRow) -> tuple[tuple[str, float], ...]:
    edges = ((">", row.above), (">=", row.from_), ("<", row.below), ("<=", row.through))
    return tuple((op, edge) for op, edge in edges if edge is not None)


def _exportable(tree: Tree) -> bool:
    """Sites and attributes of single entries are no facts."""
    return not any(
        isinstance(leaf, SiteOffers) or any("." in name for name in _names(leaf))
        for leaf in leaves(tree)
    )


def _names(leaf: object) -> list[str]:
    found = [leaf.fact] if hasattr(leaf, "fact") else []
    if isinstance(leaf, Compare) and isinstance(leaf.right, FactRef):
        found.append(leaf.right.name)
    return found


def _work(name: str, rules: dict[str, Tree], tables: tuple[Table, ...], words: Words) -> Work:
    names = {
        fact: None for tree in rules.values() for leaf in leaves(tree) for fact in _names(leaf)
    }
    names |= {table.by: None for table in tables}
    kinds = {fact: words.program.compiler.kind_of(fact)[0] for fact in names}
    return Work(name, rules, tables, kinds, words)
