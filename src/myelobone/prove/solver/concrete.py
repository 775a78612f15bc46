"""From a model of z3 to a record: for every take that must see something, an entry that it sees.

The record is a proposal; `decide/` says what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import z3

from ...language.tree import (
    AnyEntry,
    AttributeCompare,
    Bound,
    Condition,
    Count,
    FactRef,
    FromToday,
    InWords,
    IsWord,
    Nearest,
    Take,
    Total,
)  # fmt: skip
from .atoms import Atom, shape_of
from .entries import Shown, Wanted, written
from .links import sees_none
from .symbolic import Symbolic
from .symbols import Sym


class Concrete:
    """One model read as entries."""

    def __init__(self, symbolic: Symbolic, model: z3.ModelRef) -> None:
        self.symbolic = symbolic
        self.model = model
        self.words = {number: word for word, number in symbolic.codes.items()}
        self.today = int(self.number(symbolic.today) or 0)

    def true(self, claim: z3.BoolRef) -> bool:
        """Whether the model makes a claim true."""
        return bool(z3.is_true(self.model.eval(claim, model_completion=True)))

    def number(self, value: z3.ArithRef) -> float | None:
        """A number of the model."""
        found = self.model.eval(value, model_completion=True)
        if z3.is_int_value(found):
            return float(found.as_long())
        if z3.is_rational_value(found):
            return float(found.as_fraction())
        if z3.is_algebraic_value(found):
            return float(found.approx(12).as_fraction())
        return None

    def value(self, sym: Sym, kind: str) -> float | str | None:
        """A value of the model: a number, a day as a number, or a word; None where there is none."""
        if not self.true(sym.usable):
            return None
        number = self.number(sym.value)
        if kind in ("number", "day") or number is None:
            return number
        return self.words.get(int(number))

    def entries(self, atoms: Iterable[Atom]) -> list[dict[str, Any]]:
        """Entries that these takes should see."""
        wanted: list[Wanted] = []
        takes = [atom for atom in atoms if atom.take is not None and self.sees(atom)]
        for atom in sorted(takes, key=lambda atom: atom.attribute != "date"):
            self._place(atom, wanted)
        return [entry for each in wanted for entry in written(self.symbolic, each, self.today)]

    def sees(self, atom: Atom) -> bool:
        """Whether the take must see an entry to be what the model says it is."""
        sym = atom.sym
        if self.true(sym.unknown):
            return atom.silent != "unknown"
        if self.true(sees_none(self.symbolic, atom)) or self.true(sym.none):
            return False
        if atom.silent == "known" and isinstance(atom.take, Take):
            said = atom.absent or self.symbolic.compiler.absence(atom.source)  # type: ignore[arg-type]
            return self.value(sym, atom.kind) != said
        return True

    def _place(self, atom: Atom, wanted: list[Wanted]) -> None:
        """Says of an entry what the take wants of it; a new entry where no other can be the one."""
        assert atom.source is not None
        on = self._day(atom)
        parts = self._parts(atom)
        which = getattr(atom.take, "which", type(atom.take).__name__)
        key = (atom.source, atom.windows, which)
        for each in wanted:
            fits = each.term == atom.source.terms[0] and on in (None, each.on)
            both = {
                name: _both(each.parts.get(name, value), value) for name, value in parts.items()
            }
            if (
                fits
                and () not in both.values()
                and (key in each.keys or on is not None or not atom.windows)
            ):
                each.parts.update(both)
                each.keys.add(key)
                return
        count = 1
        if isinstance(atom.take, Count):
            count = min(int(self.value(atom.sym, "number") or 1), 12)
        if on is None:
            on = self._free_day(atom)
        wanted.append(Wanted(atom.source.terms[0], on, parts, {key}, count))

    def _day(self, atom: Atom) -> int | None:
        """The day that the model names for the entry, if it does."""
        if atom.attribute == "date":
            found = self.value(atom.sym, "day")
            return None if found is None else int(float(found))
        if isinstance(atom.take, Nearest):
            to = self.value(self.symbolic.value(atom.take.to, atom.absent), "day")
            return None if to is None else int(float(to))
        for window in atom.windows:
            if isinstance(window, Bound) and window.which == "on":
                return self._bound(window)
        return None

    def _bound(self, window: Bound) -> int | None:
        found = self.value(self.symbolic.fact(window.fact), "day")
        return None if found is None else int(float(found))

    def _free_day(self, atom: Atom) -> int:
        """A day inside the windows, as late as may be."""
        day = self.today
        for window in atom.windows:
            if isinstance(window, FromToday):
                return self.today + 10
            if isinstance(window, Bound) and window.which == "before":
                bound = self._bound(window)
                day = day if bound is None else min(day, bound - 1)
        return day

    def _parts(self, atom: Atom) -> dict[str, Any]:
        assert atom.source is not None
        parts: dict[str, Any] = {}
        for condition in atom.source.conditions:
            if condition.attribute != "date":
                parts[condition.attribute] = self._meets(atom, condition)
        attribute = atom.attribute
        if attribute and attribute != "date" and not isinstance(atom.take, Total):
            shown = self.value(atom.sym, atom.kind)
            parts[attribute] = "unknown" if shown is None else shown
        elif isinstance(atom.take, Total):
            parts[attribute] = self.value(atom.sym, "number")
        if isinstance(atom.take, AnyEntry) and self.true(atom.sym.unknown):
            parts = dict.fromkeys(parts, "unknown")
        return parts

    def _meets(self, atom: Atom, condition: Condition) -> Shown:
        match condition:
            case IsWord(_, words, negated):
                return self._words(atom, condition.attribute, words, negated)
            case InWords(_, group, negated):
                words = self.symbolic.knowledge.vocabulary.groups[group]
                return self._words(atom, condition.attribute, words, negated)
            case AttributeCompare(_, op, right):
                if isinstance(right, FactRef):
                    kind, _ = self.symbolic.compiler.kind_of(right.name)
                    limit = self.value(self.symbolic.fact(right.name), kind)
                    if not isinstance(limit, float):
                        return limit
                else:
                    limit = right.value
                step = 1.0 if limit == int(limit) else abs(limit) / 16
                return limit + {">": step, "<": -step}.get(op, 0.0)

    def _words(
        self, atom: Atom, attribute: str, words: tuple[str, ...], negated: bool
    ) -> tuple[str, ...]:
        """The words that meet a condition, of which one will be written."""
        assert atom.source is not None
        shape = shape_of(self.symbolic.compiler, atom.source, attribute)
        if not negated:
            return tuple(
                word for word in words if not shape or not shape.values or word in shape.values
            )
        return tuple(word for word in (shape.values if shape else ()) if word not in words)


def _both(one: Shown, other: Shown) -> Shown:
    """What satisfies both; an empty tuple where nothing does."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        first = one if isinstance(one, tuple) else (str(one),)
        second = other if isinstance(other, tuple) else (str(other),)
        return tuple(word for word in first if word in second)
    return one if one == other else ()
