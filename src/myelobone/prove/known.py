"""Trees as z3 sees them when facts are known: what tables are proved with.

Facts that are trees themselves are opened; every other fact is free within what its kind allows.
Only `is known` looks at ignorance: where a fact is not known, no other leaf about it is yes.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3
from msgspec.structs import replace

from ..decide.program import program_of
from ..language import tree as t
from ..language.model import CasesForm, Fact, FirstForm, IsForm, Knowledge, TreeForm
from ..language.printed import Range
from ..language.shapes import Shapes
from ..language.walk import nodes
from .ranges import within
from .wishes import Wish

FAR = 1000.0  # days before and after the day asked about


class Known:
    """Variables of the facts of one question, and what each may be."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.compiler = program_of(knowledge).compiler
        self.numbers: dict[str, z3.ArithRef] = {}
        self.words: dict[str, z3.ArithRef] = {}
        self.there: dict[str, z3.BoolRef] = {}
        self.told: dict[str, z3.BoolRef] = {}
        self.offered: dict[str, z3.BoolRef] = {}
        self.codes: dict[str, int] = {}
        self.limits: list[z3.BoolRef] = []

    def tree(self, tree: t.Tree) -> z3.BoolRef:
        """Whether a tree is yes."""
        match tree:
            case t.All(parts):
                return z3.And(*map(self.tree, parts))
            case t.AnyOf(parts):
                return z3.Or(*map(self.tree, parts))
            case t.NoneOf(parts):
                return z3.Not(z3.Or(*map(self.tree, parts)))
            case t.Always():
                return z3.BoolVal(True)
            case t.Known(name, negated):
                return z3.Not(self._told(name)) if negated else self._told(name)
            case t.SiteOffers(word):
                return self.offered.setdefault(word, z3.Bool(f"offers {word}"))
            case t.Exists(name):
                return self._there(name)
            case t.Is(name, words, negated):
                return self._among(name, words, negated)
            case t.InGroup(name, group, negated):
                return self._among(name, self.knowledge.vocabulary.groups.get(group, ()), negated)
            case t.Compare(name, op, right):
                return self._compare(name, op, right)

    def wishes(self, model: z3.ModelRef) -> dict[str, Wish]:
        """The values of a model, for the search of a patient."""
        names = {code: word for word, code in self.codes.items()}
        found: dict[str, Wish] = {}
        for name, there in self.there.items():
            if z3.is_false(model.eval(there, model_completion=True)):
                found[name] = None
        for name, number in self.numbers.items():
            value = model.eval(number, model_completion=True)
            found.setdefault(name, float(value.as_fraction()) if z3.is_rational_value(value)
                             else float(value.as_long()))  # fmt: skip
        for name, code in self.words.items():
            word = names.get(model.eval(code, model_completion=True).as_long())
            if word is not None:
                found.setdefault(name, word)
        return {name: wish for name, wish in found.items() if not self._is_day(name)}

    def _is_day(self, name: str) -> bool:
        return self.compiler.kind_of(name)[0] == "day"

    def all_told(self) -> z3.BoolRef:
        """That no fact is unknown."""
        return z3.And(*self.told.values())

    def ordinary(self) -> z3.BoolRef:
        """That every number is at least one and has one decimal: as a chart would have it."""
        numbers = [number for name, number in self.numbers.items() if name != "today"]
        tenths = [z3.IsInt(number * 10) for number in numbers if number.is_real()]
        return z3.And(*(number >= 1 for number in numbers), *tenths)

    def _told(self, name: str) -> z3.BoolRef:
        return self.told.setdefault(name, z3.Bool(f"known is {name}"))

    def _there(self, name: str) -> z3.BoolRef:
        """Whether the fact is known and has a value; only some facts may be none."""
        if name not in self.there:
            self.there[name] = z3.Bool(f"there is {name}")
            if not may_be_none(self.knowledge, name):
                self.limits.append(self.there[name])
        return z3.And(self.there[name], self._told(name))

    def _among(self, name: str, words: tuple[str, ...], negated: bool) -> z3.BoolRef:
        fact = self.knowledge.facts.get(name)
        if fact is not None and isinstance(fact.form, TreeForm):
            inner = self.tree(fact.form.tree)
            found = z3.Or(*(inner if word == "yes" else z3.Not(inner) for word in words))
            return z3.Not(found) if negated else found
        value = self._word(name, fact)
        found = z3.And(self._there(name), z3.Or(*(value == self._code(word) for word in words)))
        return z3.Not(found) if negated else found

    def _word(self, name: str, fact: Fact | None) -> z3.ArithRef:
        if name not in self.words:
            self.words[name] = z3.Int(f"word of {name}")
            possible = tuple(self._possible(name, fact))
            if possible:
                codes = (self.words[name] == self._code(word) for word in possible)
                self.limits.append(z3.Or(*codes))
        return self.words[name]

    def _possible(self, name: str, fact: Fact | None) -> Iterator[str]:
        if name == "sex":
            yield from ("female", "male")
        elif fact is not None and fact.kind == "truth":
            yield from fact.values or ("yes", "no")
        elif fact is not None:
            yield from fact.values

    def _code(self, word: str) -> int:
        return self.codes.setdefault(word, len(self.codes))

    def _compare(self, name: str, op: str, right: t.Quantity | t.FactRef) -> z3.BoolRef:
        there = self._there(name)
        left = self._number(name)
        if isinstance(right, t.Quantity):
            limit = self.compiler.limit(name, right).low
            bands = {
                "<": Range(below=limit), "<=": Range(through=limit), ">": Range(above=limit),
                ">=": Range(from_=limit), "=": Range(from_=limit, through=limit),
            }  # fmt: skip
            return z3.And(there, within(left, bands[op]))
        fact = self.knowledge.facts.get(name)
        if op == "=" and fact is not None and fact.kind == "word":
            other = self.knowledge.facts.get(right.name)
            same = self._word(name, fact) == self._word(right.name, other)
            return z3.And(there, self._there(right.name), same)
        difference = left - self._number(right.name)
        zero = {
            "<": Range(below=0.0), "<=": Range(through=0.0), ">": Range(above=0.0),
            ">=": Range(from_=0.0), "=": Range(from_=0.0, through=0.0),
        }[op]  # fmt: skip
        return z3.And(there, self._there(right.name), within(difference, zero))

    def _number(self, name: str) -> z3.ArithRef:
        if name not in self.numbers:
            if name == "today":
                self.numbers[name] = z3.RealVal(0)
                self.limits.append(self._there(name))
                return self.numbers[name]
            whole = self._whole(name)
            self.numbers[name] = z3.Int(name) if whole else z3.Real(name)
            self._same_take(name)
            domain = domain_of(self.knowledge, name)
            self.limits.append(within(z3.ToReal(self.numbers[name]) if whole
                                      else self.numbers[name], domain))  # fmt: skip
        return self.numbers[name]

    def _same_take(self, name: str) -> None:
        """Two takes of the latest entry that differ in how old it may be give the same, where both give."""
        mine = _latest(self.knowledge, name)
        for other, number in self.numbers.items():
            if mine is not None and other != name and _latest(self.knowledge, other) == mine:
                both = z3.And(self._there(name), self._there(other))
                self.limits.append(z3.Implies(both, self.numbers[name] == number))

    def _whole(self, name: str) -> bool:
        fact = self.knowledge.facts.get(name)
        form = fact.form if fact is not None else None
        if not isinstance(form, IsForm) or fact is None:
            return False
        counted = isinstance(form.expression, t.Total) and fact.unit == "1"
        return counted or isinstance(form.expression, t.Span | t.Count | t.DaysOver)


def _latest(knowledge: Knowledge, name: str) -> t.Take | None:
    """The take of a fact without its age limits; None for any other window."""
    fact = knowledge.facts.get(name)
    form = fact.form if fact is not None else None
    take = form.expression if isinstance(form, IsForm) else None
    if not isinstance(take, t.Take) or take.which != "latest":
        return None
    aged = all(isinstance(window, t.Within) for window in take.windows)
    return replace(take, windows=()) if aged else None


def may_be_none(knowledge: Knowledge, name: str, deep: int = 20) -> bool:
    """Whether a fact can be none: absence is declared so, or something that it is made of can be."""
    fact = knowledge.facts.get(name)
    if fact is None or deep == 0:
        return False
    if fact.absent == "none":
        return True
    match fact.form:
        case CasesForm(rows):
            if any(row.value is None and row.word is None for row in rows):
                return True
            parts: tuple[t.Expression, ...] = tuple(row.value for row in rows if row.value)
        case FirstForm(parts):
            parts = parts[-1:]
        case IsForm(expression):
            parts = (expression,)
        case TreeForm():
            return False
        case _:
            return True
    return any(_none_in(knowledge, part, deep, fact.absent) for part in parts)


def _none_in(knowledge: Knowledge, part: t.Expression, deep: int, absent: str | None) -> bool:
    for node in nodes(part):
        match node:
            case t.FactRef(name) | t.InUnit(name) | t.AsOf(name):
                if may_be_none(knowledge, name, deep - 1):
                    return True
            case t.Take(_, source) | t.Nearest(source):
                terms = Shapes(knowledge.vocabulary, knowledge.facts).terms(source)
                declared = [knowledge.vocabulary.terms.get(term) for term in terms]
                if absent is None and any(
                    term is None or term.absent == "none" for term in declared
                ):
                    return True
            case t.Decided():
                return True
            case _:
                pass
    return False


def domain_of(knowledge: Knowledge, name: str) -> Range:
    """What a number may be: as far as its term is plausible; a day, near; else from zero upwards."""
    fact = knowledge.facts.get(name)
    if fact is None or fact.kind == "day":
        return Range(from_=-FAR, through=FAR)
    form = fact.form
    if isinstance(form, IsForm) and isinstance(form.expression, t.Take):
        take = form.expression
        terms = [knowledge.vocabulary.terms.get(each) for each in take.source.terms]
        limits = [term.value.plausible for term in terms if term is not None]
        if take.attribute == "value" and len(limits) == 1 and limits[0] is not None:
            return Range(from_=limits[0][0], through=limits[0][1])
    return Range(from_=0.0)


def model_of(known: Known, *claims: z3.BoolRef) -> z3.ModelRef | None:
    """Values for which all claims hold, or None; raises RuntimeError when z3 cannot tell."""
    solver = z3.Solver()
    solver.add(*claims, *known.limits)
    answer = solver.check()
    if answer == z3.unknown:
        raise RuntimeError(solver.reason_unknown())
    return solver.model() if answer == z3.sat else None


def ordinary_model(known: Known, *claims: z3.BoolRef) -> z3.ModelRef | None:
    """The same with ordinary numbers where there are such."""
    return model_of(known, *claims, known.ordinary()) or model_of(known, *claims)
