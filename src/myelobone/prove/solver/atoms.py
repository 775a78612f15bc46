"""What is taken from a record, as free values: each with what can be said of it whatever the record holds.

An atom is an expression that z3 does not look into: a take, a fact on another day, or a count of
calendar months. `decide/` evaluates the same expression for a concrete patient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import z3
from msgspec import Struct

from ...decide.compiler import Compiler
from ...decide.takes import absent_value
from ...language.model import Attribute
from ...language.tree import (
    AnyEntry,
    Bound,
    Count,
    DaysOver,
    Decided,
    Expression,
    FromToday,
    InWords,
    IsWord,
    Nearest,
    Source,
    Take,
    Total,
    Window,
    Within,
)  # fmt: skip
from .symbols import Sym, rational

if TYPE_CHECKING:
    from .symbolic import Symbolic

Taking = Take | Nearest | AnyEntry | Count | Total | DaysOver | Decided


class Atom(Struct, frozen=True, kw_only=True, eq=False):
    """A free value, the expression that `decide/` evaluates for it, and what always holds of it."""

    name: str
    expression: Expression
    absent: str | None
    sym: Sym
    kind: str
    facts: tuple[str, ...] = ()  # that its laws mention
    laws: tuple[z3.BoolRef, ...] = ()
    take: Taking | None = None
    source: Source | None = None  # with its named selections spelled out
    windows: tuple[Window, ...] = ()
    attribute: str = ""
    silent: str = ""  # what no entry gives: unknown, none or known


def source_of(take: Taking) -> Source:
    """Where a take looks."""
    if isinstance(take, Decided):
        return Source(("decision",), None, (IsWord("choose", (take.choice,)),))
    return take.source


def windows_of(take: Taking) -> tuple[Window, ...]:
    """The windows of a take; `nearest` has none."""
    return () if isinstance(take, Nearest) else take.windows


def attribute_of(take: Taking) -> str:
    """The attribute that a take gives; empty for those that look at whole entries."""
    match take:
        case Take() | Nearest() | Total():
            return take.attribute
        case Decided():
            return "value"
        case _:
            return ""


def silence(compiler: Compiler, take: Taking, source: Source, absent: str | None) -> str:
    """The status of a take where the record holds no entry."""
    if isinstance(take, Decided):
        return "none"
    said = absent if absent is not None else compiler.absence(source)
    if isinstance(take, AnyEntry | Count | Total | DaysOver):
        return "unknown" if said is None else "known"
    return absent_value(said, attribute_of(take), source.terms).status


def shape_of(compiler: Compiler, source: Source, attribute: str) -> Attribute | None:
    """How the record shapes an attribute of a source's entries."""
    for term in compiler.source_terms(source):
        if attribute == "value":
            return term.value
        inner = [shape.attributes for shape in term.attributes.values()]
        for shapes in (term.attributes, *inner):
            if attribute in shapes:
                return shapes[attribute]
    return None


def laws(symbolic: Symbolic, atom: Atom) -> list[z3.BoolRef]:
    """What holds of a take whatever the record says."""
    sym, take = atom.sym, atom.take
    assert take is not None
    assert atom.source is not None
    found = [z3.Not(z3.And(sym.unknown, sym.none))]
    usable = sym.usable
    if isinstance(take, Nearest):
        found += _of_day(symbolic, atom, take)
    elif atom.silent != "none":
        found.append(z3.Not(sym.none))
    match take:
        case AnyEntry():
            allowed = ("yes", "no") if atom.silent == "known" else ("yes",)
            found.append(z3.Implies(usable, symbolic.among(sym, allowed)))
        case Count() | DaysOver():
            found.append(z3.Implies(usable, sym.value >= (0 if atom.silent == "known" else 1)))
        case Take() | Nearest() | Decided():
            found += [z3.Implies(usable, law) for law in _of_value(symbolic, atom)]
        case Total():
            pass
    found += _of_bounds(symbolic, atom)
    return found


def _of_value(symbolic: Symbolic, atom: Atom) -> list[z3.BoolRef]:
    assert atom.source is not None
    value, attribute, windows = atom.sym.value, atom.attribute, atom.windows
    found: list[z3.BoolRef] = []
    if attribute == "date":
        today = symbolic.today
        ahead = any(isinstance(window, FromToday) for window in windows)
        found.append(value >= today if ahead else value <= today)
        return found + [
            value >= today - longest(window.duration.count, window.duration.unit)
            for window in windows
            if isinstance(window, Within)
        ]
    if attribute in ("lower limit", "upper limit"):
        return found
    shape = shape_of(symbolic.compiler, atom.source, attribute)
    if shape is not None and shape.plausible is not None and atom.kind == "number":
        low, high = shape.plausible
        found += [value >= rational(low), value <= rational(high)]
    if atom.kind == "word":
        words = _words(symbolic, atom, shape)
        if words is not None:
            found.append(symbolic.among(atom.sym, words))
    return found


def _of_day(symbolic: Symbolic, atom: Atom, take: Nearest) -> list[z3.BoolRef]:
    """What is nearest to a day hangs on that day."""
    to = symbolic.value(take.to, atom.absent)
    found = [z3.Implies(to.none, atom.sym.none), z3.Implies(to.unknown, atom.sym.unknown)]
    if atom.silent != "none":
        found.append(z3.Implies(to.usable, z3.Not(atom.sym.none)))
    return found


def _words(symbolic: Symbolic, atom: Atom, shape: Attribute | None) -> tuple[str, ...] | None:
    """The words that the attribute may be, as its shape and the conditions on it leave them."""
    assert atom.source is not None
    words = shape.values if shape is not None and shape.values else None
    said = None
    if atom.attribute == "value" and isinstance(atom.take, Take):
        said = atom.absent or symbolic.compiler.absence(atom.source)
    if words is not None and said not in (None, "none", *words):
        words = (*words, said) if said is not None else words
    for condition in atom.source.conditions:
        if getattr(condition, "attribute", None) != atom.attribute:
            continue
        match condition:
            case IsWord(_, allowed, negated):
                group = allowed
            case InWords(_, name, negated):
                group = symbolic.knowledge.vocabulary.groups[name]
            case _:
                continue
        if words is not None:
            words = tuple(word for word in words if (word in group) is not negated)
        elif not negated:
            words = group
    return words


def _of_bounds(symbolic: Symbolic, atom: Atom) -> list[z3.BoolRef]:
    """What a bound does: an unknown one leaves the take unknown, one that is none finds nothing."""
    found = []
    sym = atom.sym
    stopped = z3.BoolVal(False)  # an earlier bound already decided
    for window in atom.windows:
        if not isinstance(window, Bound):
            continue
        bound = symbolic.fact(window.fact)
        found.append(z3.Implies(z3.And(z3.Not(stopped), bound.unknown), sym.unknown))
        stopped = z3.Or(stopped, bound.unknown)
        if not window.if_any:
            found.append(z3.Implies(z3.And(z3.Not(stopped), bound.none), _silent(symbolic, atom)))
            stopped = z3.Or(stopped, bound.none)
        if atom.attribute == "date" and isinstance(atom.take, Take):
            value = sym.value
            inside = {
                "since": value >= bound.value, "after": value > bound.value,
                "before": value < bound.value, "on": value == bound.value,
            }[window.which]  # fmt: skip
            found.append(z3.Implies(z3.And(sym.usable, bound.usable), inside))
    return found


def _silent(symbolic: Symbolic, atom: Atom) -> z3.BoolRef:
    """The take says what it says of no entry."""
    match atom.silent:
        case "unknown":
            return atom.sym.unknown
        case "none":
            return atom.sym.none
        case _:
            if isinstance(atom.take, AnyEntry):
                return z3.And(atom.sym.usable, z3.Not(symbolic.is_word(atom.sym, "yes")))
            if isinstance(atom.take, Count | Total | DaysOver):
                return z3.And(atom.sym.usable, atom.sym.value == 0)
            return atom.sym.usable


def longest(count: int, unit: str) -> int:
    """The most days that a span of calendar time can be."""
    return {"hours": count // 24 + 1, "days": count, "weeks": 7 * count}.get(
        unit, most_days(count * (12 if unit == "years" else 1))
    )


def least_days(months: int) -> int:
    """The fewest days between a day and the same day some months later."""
    return months * 30436875 // 1000000 - 3


def most_days(months: int) -> int:
    """The most days between a day and the same day some months later."""
    return -(-months * 30436875 // 1000000) + 3
