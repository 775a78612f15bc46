"""The plainest evaluator there is: walks a tree over plain facts with three truths, nothing prepared.

Written apart from `src/`, so that it also checks it.
"""

from __future__ import annotations

from collections.abc import Mapping

from myelobone.language.tree import (
    All,
    Always,
    AnyOf,
    Compare,
    Exists,
    FactRef,
    InGroup,
    Is,
    Known,
    NoneOf,
    SiteOffers,
    Tree,
)

from .work import Plain, Table, Words, none_flag

TOLERANCE = 1e-9
Truth = bool | None


def walk(tree: Tree, facts: Mapping[str, Plain], words: Words) -> Truth:
    """Whether a tree is yes, no or unknown for a patient's facts."""
    match tree:
        case All():
            truths = [walk(part, facts, words) for part in tree.parts]
            return False if False in truths else None if None in truths else True
        case AnyOf():
            truths = [walk(part, facts, words) for part in tree.parts]
            return True if True in truths else None if None in truths else False
        case NoneOf():
            truths = [walk(part, facts, words) for part in tree.parts]
            return False if True in truths else None if None in truths else True
        case Always():
            return True
        case SiteOffers():
            raise TypeError("what a site offers is no fact")
    value, none = facts[tree.fact], facts.get(none_flag(tree.fact)) is True
    match tree:
        case Known():
            return (value is not None or none) is not tree.negated
        case Exists():
            return False if none else None if value is None else True
        case Is() | InGroup():
            if none:
                return tree.negated
            wanted = tree.words if isinstance(tree, Is) else words.groups[tree.group]
            return None if value is None else (value in wanted) is not tree.negated
        case Compare():
            return _compare(tree, value, none, facts, words)
    raise TypeError(tree)


def _compare(
    tree: Compare, value: Plain, none: bool, facts: Mapping[str, Plain], words: Words
) -> Truth:
    if isinstance(tree.right, FactRef):
        other = facts[tree.right.name]
        none = none or facts.get(none_flag(tree.right.name)) is True
    else:
        other = words.limit(tree.fact, tree.right)
    if none:
        return False
    if value is None or other is None:
        return None
    if isinstance(value, str) or isinstance(other, str):
        return value == other
    return holds(tree.op, value - other)


def holds(op: str, difference: float) -> bool:
    """Whether a difference satisfies a comparison with nought by the one law of comparison."""
    match op:
        case ">=":
            return difference >= -TOLERANCE
        case ">":
            return difference > TOLERANCE
        case "<=":
            return difference <= TOLERANCE
        case "<":
            return difference < -TOLERANCE
        case _:
            return -TOLERANCE <= difference <= TOLERANCE


def look_up(table: Table, facts: Mapping[str, Plain]) -> Plain:
    """What a dose table gives, None when it cannot be told."""
    value = facts[table.by]
    if value is None:
        return None
    for row in table.rows:
        if all(holds(op, float(value) - limit) for op, limit in row.bounds):
            return row.gives
    return None
