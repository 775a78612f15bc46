"""Which facts cannot be unknown where a tree is yes: read off the tree, so that z3 need not be asked."""

from __future__ import annotations

from ..language import tree as t
from ..language.model import CasesForm, IsForm, Knowledge, TreeForm

DEEP = 12


def needed(knowledge: Knowledge, tree: t.Tree, deep: int = DEEP) -> frozenset[str]:
    """The facts that are known whenever the tree is yes; others may be known too."""
    if deep == 0:
        return frozenset()
    match tree:
        case t.All(parts):
            return frozenset().union(*(needed(knowledge, part, deep) for part in parts))
        case t.AnyOf(parts):
            return frozenset.intersection(*(needed(knowledge, part, deep) for part in parts))
        case t.Is(name, words, negated):
            return _behind(knowledge, name, () if negated else words, deep)
        case t.InGroup(name) | t.Exists(name) | t.Known(name, False):
            return _behind(knowledge, name, (), deep)
        case t.Compare(name, _, right):
            other = frozenset[str]()
            if isinstance(right, t.FactRef):
                other = _behind(knowledge, right.name, (), deep)
            return _behind(knowledge, name, (), deep) | other
        case _:
            return frozenset()


def _behind(knowledge: Knowledge, name: str, words: tuple[str, ...], deep: int) -> frozenset[str]:
    """The fact, and what must be known where it has one of these words."""
    found = frozenset({name})
    fact = knowledge.facts.get(name)
    if fact is None:
        return found
    match fact.form:
        case TreeForm(tree) if words == ("yes",):
            return found | needed(knowledge, tree, deep - 1)
        case CasesForm(rows) if words:
            ways = [row for row in rows if row.word in words]
            if ways and all(row.when is not None for row in ways):
                each = (needed(knowledge, row.when, deep - 1) for row in ways if row.when)
                return found | frozenset.intersection(*each)
            return found
        case IsForm(t.FactRef(other)):
            return found | _behind(knowledge, other, words, deep - 1)
        case _:
            return found
