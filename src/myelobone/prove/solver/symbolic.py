"""The knowledge as z3 sees it: each fact defined exactly over what may be taken from a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import z3

from ...decide.compiler import Compiler
from ...decide.program import Program, program_of
from ...language.model import (
    CasesForm,
    DoseForm,
    EntriesForm,
    Fact,
    FirstForm,
    IsForm,
    Knowledge,
    Route,
    TreeForm,
)  # fmt: skip
from ...language.tree import AnyEntry, Count, DaysOver, Decided, Expression, FactRef, Source, Tree
from . import forms
from .atoms import Atom, Taking, attribute_of, laws, silence, source_of, windows_of
from .expressions import translate
from .symbols import Sym, Truth, fresh
from .trees import translate_tree

PERSON = ("sex", "born")


class Symbolic:
    """Facts, leaves and trees of one knowledge over free values; each is translated once.

    `given` replaces facts by values of the caller's, who may so ask about one fact alone. Two with
    the same `codes` and another `side` speak of two patients whose records say the same.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        given: dict[str, Sym] | None = None,
        *,
        side: str = "",
        codes: dict[str, int] | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.program: Program = program_of(knowledge)
        self.compiler = self.program.compiler
        self.today = z3.Int("today")
        self.empirical = False
        self.offered: dict[str, z3.BoolRef] = {}  # modality or agent -> whether the site offers it
        self.side = side
        self.codes: dict[str, int] = {} if codes is None else codes
        self.atoms: dict[str, Atom] = {}
        self.definitions: dict[str, list[z3.BoolRef]] = {}  # of facts and atoms, by name
        self._facts: dict[str, Sym] = dict(given or {})
        self._trees: dict[int, tuple[Tree, Truth]] = {}
        self._owners: dict[str, str] = {}  # z3 constant -> the fact or atom it belongs to

    # words are whole numbers

    def code(self, word: str) -> int:
        """The number that stands for a word."""
        return self.codes.setdefault(word, len(self.codes) + 1)

    def among(self, sym: Sym, words: Iterable[str]) -> z3.BoolRef:
        """The value is one of these words."""
        return z3.Or([sym.value == self.code(word) for word in words])

    def is_word(self, sym: Sym, word: str) -> z3.BoolRef:
        """The value is this word."""
        return sym.value == self.code(word)

    # facts

    def fact(self, name: str) -> Sym:
        """The value of a fact, or of an attribute of the one entry that is looked at (`it.x`)."""
        found = self._facts.get(name)
        if found is None:
            kind, _ = self.compiler.kind_of(name)
            fact = self.knowledge.facts.get(name)
            written = name if fact is None else self.side + name
            found = self._own(name, fresh(written, number=kind == "number"))
            self._facts[name] = found
            if name == "today":
                self.definitions[name] = [
                    z3.Not(found.unknown),
                    z3.Not(found.none),
                    found.value == self.today,
                ]
            elif fact is None:
                self.definitions[name] = self._given(name, found)
                if name in PERSON:
                    self.atoms[name] = Atom(
                        name=name, expression=FactRef(name), absent=None, sym=found, kind=kind
                    )
            else:
                self.definitions[name] = defined(found, self._form(fact))
        return found

    def _own(self, name: str, sym: Sym) -> Sym:
        for part in sym:
            self._owners[str(part)] = name
        return sym

    def _given(self, name: str, sym: Sym) -> list[z3.BoolRef]:
        """Sex and birth are never none; nothing is known of other attributes."""
        laws = [z3.Not(z3.And(sym.unknown, sym.none))]
        if name == "sex":
            laws += [z3.Not(sym.none), self.among(sym, ("female", "male"))]
        if name == "born":
            laws += [z3.Not(sym.none), sym.value <= self.today, sym.value >= self.today - 47482]
        return laws

    def _form(self, fact: Fact) -> Sym:
        before, self.empirical = self.empirical, fact.empirical
        try:
            match fact.form:
                case IsForm(expression):
                    return self.in_own_unit(fact, expression)
                case TreeForm(tree):
                    return forms.truth_word(self, self.tree(tree))
                case FirstForm(parts):
                    return forms.first([self.in_own_unit(fact, part) for part in parts])
                case CasesForm(rows):
                    return forms.cases(self, fact, rows)
                case EntriesForm():
                    return forms.NOTHING
                case DoseForm(agent, by):
                    return forms.dose(self.knowledge.agents[agent].routes[0], self.fact(by))
        finally:
            self.empirical = before

    def value(self, expr: Expression, absent: str | None = None) -> Sym:
        """An expression in the unit in which it is written."""
        return translate(self, expr, absent).sym

    def in_own_unit(self, fact: Fact, expr: Expression) -> Sym:
        """An expression in the unit of its fact."""
        empirical, self.empirical = self.empirical, fact.empirical
        term = translate(self, expr, fact.absent)
        self.empirical = empirical
        if term.kind != "number" or fact.unit is None or fact.empirical:
            return term.sym
        return forms.scaled(term.sym, term.scale / self.compiler.scale(fact.unit))

    # trees

    def tree(self, tree: Tree) -> Truth:
        """A tree under three truths."""
        found = self._trees.get(id(tree))
        if found is None:
            empirical, self.empirical = self.empirical, False
            found = self._trees[id(tree)] = (tree, translate_tree(self, tree))
            self.empirical = empirical
        return found[1]

    def rows(self, route: Route) -> list[Truth]:
        """For each row of a dose table whether it is the patient's; yes, no, or not to be told."""
        if route.by is not None:
            return forms.bands(route, self.fact(route.by))
        always = Truth(z3.BoolVal(True), z3.BoolVal(False))
        truths = [always if row.when is None else self.tree(row.when) for row in route.rows]
        return forms.case_rows(route.rows, truths)

    # atoms

    def name_of(self, expr: Expression, absent: str | None = None) -> str:
        """A name that is the same for the same expression, wherever it stands."""
        return f"{expr!r}" + (f" absent {absent}" if absent else "")

    def take(self, take: Taking, absent: str | None) -> tuple[Atom, str]:
        """The free value of a take, and its unit."""
        compiler = self.compiler
        source = compiler.flatten(source_of(take))
        attribute = attribute_of(take)
        name = f"{type(take).__name__} {getattr(take, 'which', '')} {attribute} {source!r} {windows_of(take)!r} {absent} {getattr(take, 'limit', '')}{getattr(take, 'to', '')!r}{getattr(take, 'within', '')!r}"
        kind, unit = _kind(compiler, take, source, attribute)
        atom = self.atoms.get(name)
        if atom is None:
            sym = self._own(name, fresh(name, number=kind == "number"))
            atom = Atom(
                name=name, expression=take, absent=absent, sym=sym, kind=kind, take=take,
                source=source, windows=windows_of(take), attribute=attribute,
                silent=silence(compiler, take, source, absent),
            )  # fmt: skip
            self.atoms[name] = atom
            self.definitions[name] = []
            self.definitions[name] = laws(self, atom)
        return atom, unit

    def opaque(
        self, expr: Expression, absent: str | None, kind: str,
        about: Callable[[Sym], list[z3.BoolRef]],
    ) -> Atom:  # fmt: skip
        """A free value for an expression that is not looked into, with what is known about it."""
        name = self.name_of(expr, absent)
        atom = self.atoms.get(name)
        if atom is None:
            sym = self._own(name, fresh(self.side + name, number=kind == "number"))
            atom = Atom(name=name, expression=expr, absent=absent, sym=sym, kind=kind)
            self.atoms[name] = atom
            self.definitions[name] = about(sym)
        return atom

    def offers(self, word: str) -> z3.BoolRef:
        """The site offers a modality or an agent."""
        return self.offered.setdefault(word, z3.Bool(f"site offers {word}"))

    # what a question rests on

    def cone(self, *parts: z3.ExprRef) -> dict[str, list[z3.BoolRef]]:
        """The definitions of everything that the parts mention, directly or through others."""
        found: dict[str, list[z3.BoolRef]] = {}
        waiting = list(parts)
        seen: set[int] = set()
        while waiting:
            for constant in constants(waiting.pop(), seen):
                owner = self._owners.get(constant)
                if owner is not None and owner not in found:
                    found[owner] = self.definitions[owner]
                    waiting += found[owner]
        return found


def constants(expr: z3.ExprRef, seen: set[int]) -> set[str]:
    """The names of the constants of a term; parts already seen are passed over."""
    found: set[str] = set()
    stack = [expr]
    while stack:
        part = stack.pop()
        if part.get_id() in seen:
            continue
        seen.add(part.get_id())
        if part.num_args() == 0:
            if z3.is_const(part) and part.decl().kind() == z3.Z3_OP_UNINTERPRETED:
                found.add(part.decl().name())
        else:
            stack += part.children()
    return found


def defined(name: Sym, value: Sym) -> list[z3.BoolRef]:
    """The constants are what the value is."""
    return [
        name.unknown == value.unknown,
        name.none == value.none,
        z3.Or(name.unknown, name.none, name.value == value.value),
    ]


def _kind(compiler: Compiler, take: Taking, source: Source, attribute: str) -> tuple[str, str]:
    match take:
        case AnyEntry():
            return "word", "1"
        case Count():
            return "number", "1"
        case DaysOver():
            return "number", "d"
        case Decided():
            return "word", "1"
        case _:
            return compiler.attribute_kind(source, attribute)
