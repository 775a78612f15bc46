"""What holds between takes of the same terms, whatever the record says.

A take with more conditions sees fewer entries: where it sees one, so does the other, and its latest
day is no later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, permutations

import z3

from ...language.tree import AnyEntry, Count, FromToday, IsWord, Take, Window, Within
from .atoms import Atom
from .symbolic import Symbolic


def linked(symbolic: Symbolic, atoms: Iterable[Atom]) -> Iterator[z3.BoolRef]:
    """The laws between these takes."""
    takes = [atom for atom in atoms if atom.source is not None]
    takes.sort(key=_terms)
    for _, group in groupby(takes, key=_terms):
        for wide, narrow in permutations(group, 2):
            if _sees_all_of(wide, narrow):
                yield from _between(symbolic, wide, narrow)
            yield from _of_the_last(symbolic, wide, narrow)


def _terms(atom: Atom) -> tuple[str, ...]:
    assert atom.source is not None
    return atom.source.terms


def _bounds(atom: Atom) -> tuple[Window, ...]:
    return tuple(window for window in atom.windows if not isinstance(window, Within))


def _ahead(atom: Atom) -> bool:
    return any(isinstance(window, FromToday) for window in atom.windows)


def _sees_all_of(wide: Atom, narrow: Atom) -> bool:
    """Every entry that the narrow take sees, the wide one sees too; `within` left aside."""
    assert wide.source is not None
    assert narrow.source is not None
    return (
        set(wide.source.conditions) <= set(narrow.source.conditions)
        and set(_bounds(wide)) <= set(_bounds(narrow))
        and _ahead(wide) == _ahead(narrow)
    )


def sees_one(symbolic: Symbolic, atom: Atom) -> z3.BoolRef:
    """The take certainly sees an entry."""
    match atom.take:
        case AnyEntry():
            return z3.And(atom.sym.usable, symbolic.is_word(atom.sym, "yes"))
        case Count():
            return z3.And(atom.sym.usable, atom.sym.value >= 1)
        case _:
            return atom.sym.usable if atom.silent != "known" else z3.BoolVal(False)


def sees_none(symbolic: Symbolic, atom: Atom) -> z3.BoolRef:
    """The take certainly sees no entry."""
    if isinstance(atom.take, AnyEntry | Count):
        if any(isinstance(window, Within) for window in atom.windows):
            return z3.BoolVal(False)
        if isinstance(atom.take, Count):
            return z3.And(atom.sym.usable, atom.sym.value == 0)
        return z3.And(atom.sym.usable, z3.Not(symbolic.is_word(atom.sym, "yes")))
    if isinstance(atom.take, Take) and atom.take.which != "previous" and atom.silent == "none":
        return atom.sym.none
    return z3.BoolVal(False)


def _between(symbolic: Symbolic, wide: Atom, narrow: Atom) -> Iterator[z3.BoolRef]:
    yield z3.Not(z3.And(sees_one(symbolic, narrow), sees_none(symbolic, wide)))
    if wide.attribute != "date" or narrow.attribute != "date":
        return
    if not isinstance(wide.take, Take) or not isinstance(narrow.take, Take):
        return
    both = z3.And(wide.sym.usable, narrow.sym.usable)
    if wide.take.which == "latest":
        yield z3.Implies(both, narrow.sym.value <= wide.sym.value)
    if wide.take.which == "earliest":
        yield z3.Implies(both, narrow.sym.value >= wide.sym.value)


def _of_the_last(symbolic: Symbolic, last: Atom, chosen: Atom) -> Iterator[z3.BoolRef]:
    """Where the last entry meets one more condition, the last that meets it is that entry."""
    assert last.source is not None
    assert chosen.source is not None
    if not isinstance(last.take, Take) or last.take.which != "latest" or last.silent == "known":
        return
    if _bounds(last) != _bounds(chosen):
        return
    more = set(chosen.source.conditions) - set(last.source.conditions)
    if len(more) != 1 or not set(last.source.conditions) <= set(chosen.source.conditions):
        return
    (condition,) = more
    if not isinstance(condition, IsWord) or condition.attribute != last.attribute:
        return
    among = symbolic.among(last.sym, condition.words)
    meets = z3.And(last.sym.usable, z3.Not(among) if condition.negated else among)
    yield z3.Not(z3.And(meets, sees_none(symbolic, chosen)))
