"""Knowledge compiled once: every fact, rule, agent and calendar item as functions of a context."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..language.model import (
    CasesForm,
    Fact,
    IsForm,
    Item,
    Knowledge,
    Line,
    NoDose,
    OrderLine,
    Rule,
    TreeForm,
)
from ..language.tree import (
    All,
    AnyEntry,
    AnyOf,
    Compare,
    Count,
    Expression,
    FactRef,
    Leaf,
    NoneOf,
    Quantity,
    Take,
    Tree,
)
from .compiler import Compiler
from .context import Context, Evaluate
from .doses import RouteProgram, compile_routes
from .expressions import compile_expression
from .facts import compile_fact
from .output_items import FactOut
from .rows import FINDING
from .support import Supporting, compile_support
from .takes import Select
from .touching import Reads, Touched, dependents
from .trace import Decider, Support, compile_decider
from .trees import Test, compile_tree
from .values import MISSING, Value, number, word


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Every leaf of a tree, in reading order."""
    match tree:
        case All() | AnyOf() | NoneOf():
            for part in tree.parts:
                yield from leaves(part)
        case _:
            yield tree


class Program:
    """The functions of one knowledge; holds no patient and is shared by all evaluations."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.compiler = Compiler(knowledge)
        self.facts: dict[str, Evaluate] = {
            "today": lambda ctx: number(ctx.today),
            "sex": _sex,
            "born": _born,
        }
        for name, fact in knowledge.facts.items():
            self.facts[name] = compile_fact(self.compiler, fact)
        self.rules: dict[str, Test] = {
            rule.id: compile_tree(self.compiler, rule.when) for rule in knowledge.rules.values()
        }
        self.exceptions: dict[str, list[Test]] = {
            rule.id: [compile_tree(self.compiler, tree) for tree in rule.unless]
            for rule in knowledge.rules.values()
        }
        self.items: dict[str, tuple[Test, list[Test]]] = {
            item.id: (
                compile_tree(self.compiler, item.when),
                [compile_tree(self.compiler, tree) for tree in item.unless],
            )
            for item in knowledge.calendar.values()
        }
        self.lines: dict[str, list[tuple[Line, Test]]] = {
            agent.id: [(line, compile_tree(self.compiler, line.when)) for line in agent.standing]
            for agent in knowledge.agents.values()
        }
        self.routes: dict[str, tuple[RouteProgram, ...]] = {
            agent.id: compile_routes(self.compiler, agent) for agent in knowledge.agents.values()
        }
        self._touched: dict[frozenset[str], Touched] = {}
        self._trees: dict[int, tuple[Tree, Test]] = {}
        self._deciders: dict[int, tuple[Tree, Decider]] = {}
        self._supports: dict[str, Supporting] = {}
        self.kept_facts: dict[tuple[str, Value, Support], FactOut] = {}
        self._expressions: dict[tuple[int, str | None], tuple[Expression, Evaluate]] = {}

    @cached_property
    def reads(self) -> Reads:
        """Which facts each rule, agent and calendar item looks at."""
        return Reads(self.knowledge)

    @cached_property
    def dependents(self) -> dict[str, frozenset[str]]:
        """The facts that rest on each fact."""
        return dependents(self.knowledge)

    @cached_property
    def thresholds(self) -> dict[str, tuple[float, ...]]:
        """What `thresholds` gives, worked out once."""
        return thresholds(self)

    @cached_property
    def rivals(self) -> dict[str, frozenset[str]]:
        """The facts each fact is compared with."""
        return _rivals(self)

    @cached_property
    def finding_uses(self) -> list[tuple[Select, tuple[str, ...]]]:
        """Facts that look at findings: which they select, and the statements they rest on."""
        return _finding_uses(self)

    @cached_property
    def readers(self) -> dict[str, list[Fact]]:
        """The facts that read entries of each term directly, in the order of the knowledge."""
        return _readers(self)

    def touched(self, names: frozenset[str]) -> Touched:
        """What rests on any of these facts."""
        found = self._touched.get(names)
        if found is None:
            facts = frozenset[str]().union(*(self.dependents[name] for name in names))
            found = self._touched[names] = self.reads.touched(facts)
        return found

    def reading(self, term: str) -> Touched:
        """What can come out differently when entries of a term are added."""
        names = (fact.id for fact in self.knowledge.facts.values() if term in fact.terms)
        found = self.touched(frozenset(names))
        return Touched(
            found.facts,
            found.rules | {
                rule.id
                for rule in self.knowledge.rules.values()
                if rule.each is not None and term in self.compiler.flatten(rule.each).terms
            },
            found.agents, frozenset(self.items), found.holds,
        )  # fmt: skip

    def test(self, tree: Tree) -> Test:
        """The function that answers a tree of this knowledge (compiled when first asked for)."""
        found = self._trees.get(id(tree))
        if found is None:
            found = self._trees[id(tree)] = (tree, compile_tree(self.compiler, tree))
        return found[1]

    def decider(self, tree: Tree) -> Decider:
        """The function that finds the decisive leaves of a tree (compiled when first asked for)."""
        found = self._deciders.get(id(tree))
        if found is None:
            found = self._deciders[id(tree)] = (tree, compile_decider(self.compiler, tree))
        return found[1]

    def support(self, name: str) -> Supporting:
        """The function that finds what a fact rests on (compiled when first asked for)."""
        found = self._supports.get(name)
        if found is None:
            found = self._supports[name] = compile_support(self, name)
        return found

    def expression(self, expr: Expression, absent: str | None = None) -> Evaluate:
        """The function that evaluates an expression of this knowledge."""
        key = (id(expr), absent)
        found = self._expressions.get(key)
        if found is None:
            compiled = compile_expression(self.compiler, expr, absent)
            found = self._expressions[key] = (expr, compiled.evaluate)
        return found[1]

    def trees(self) -> Iterator[Tree]:
        """Every tree that decides an output: rules, agent lines, dose rows, calendar items."""
        for rule in self.knowledge.rules.values():
            yield from _rule_trees(rule)
        for agent in self.knowledge.agents.values():
            lines: list[Line | NoDose | OrderLine] = [*agent.standing, *agent.order]
            if agent.no_dose is not None:
                lines.append(agent.no_dose)
            yield from (line.when for line in lines)
            for route in agent.routes:
                yield from (row.when for row in route.rows if row.when is not None)
        for item in self.knowledge.calendar.values():
            yield from item_trees(item)


def _rule_trees(rule: Rule) -> Iterator[Tree]:
    yield rule.when
    yield from rule.unless
    yield from (option.when for option in rule.then.options if option.when is not None)


def item_trees(item: Item) -> Iterator[Tree]:
    """Every tree of a calendar item."""
    yield item.when
    yield from item.unless
    yield from (row.when for row in item.every if row.when is not None)
    if item.sooner_when is not None:
        yield item.sooner_when


def _sex(ctx: Context) -> Value:
    sex = ctx.index.record.patient.sex
    return MISSING if sex is None else word(sex)


def _born(ctx: Context) -> Value:
    born = ctx.index.record.patient.born
    return MISSING if born is None else number(born.low, born.high)


def _rivals(program: Program) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tree in _every_tree(program):
        for leaf in leaves(tree):
            if isinstance(leaf, Compare) and isinstance(leaf.right, FactRef):
                found.setdefault(leaf.fact, set()).add(leaf.right.name)
                found.setdefault(leaf.right.name, set()).add(leaf.fact)
    return {name: frozenset(others) for name, others in found.items()}


def _readers(program: Program) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in program.knowledge.facts.values():
        for term in dict.fromkeys(program.compiler.terms_of(fact.terms)):
            found.setdefault(term, []).append(fact)
    return found


def _finding_uses(program: Program) -> list[tuple[Select, tuple[str, ...]]]:
    """Facts that look at findings: which they select, and the statements they or their readers cite."""
    found = []
    facts = program.knowledge.facts.values()
    for fact in facts:
        expr = fact.form.expression if isinstance(fact.form, IsForm) else None
        if not isinstance(expr, AnyEntry | Count | Take):
            continue
        readers = (other for other in facts if fact.id in other.depends)
        cites = fact.cites or tuple(dict.fromkeys(c for other in readers for c in other.cites))
        if cites and program.compiler.flatten(expr.source).terms == (FINDING,):
            found.append((program.compiler.select(expr.source, expr.windows), cites))
    return found


def thresholds(program: Program) -> dict[str, tuple[float, ...]]:
    """The numbers each fact is held against, in its own unit, lowest first."""
    found: dict[str, set[float]] = {}
    for tree in _every_tree(program):
        for leaf in leaves(tree):
            if isinstance(leaf, Compare) and isinstance(leaf.right, Quantity):
                limit = program.compiler.limit(leaf.fact, leaf.right)
                found.setdefault(leaf.fact, set()).add(limit.low)
    for agent in program.knowledge.agents.values():
        for route in agent.routes:
            if route.by is not None:
                limits = found.setdefault(route.by, set())
                edges = (e for r in route.rows for e in (r.above, r.from_, r.below, r.through))
                limits.update(edge for edge in edges if edge is not None)
    return {name: tuple(sorted(values)) for name, values in found.items()}


def _every_tree(program: Program) -> Iterator[Tree]:
    yield from program.trees()
    for fact in program.knowledge.facts.values():
        yield from fact_trees(fact.form)


def fact_trees(form: object) -> list[Tree]:
    """The trees inside a fact's form."""
    match form:
        case TreeForm():
            return [form.tree]
        case CasesForm():
            return [row.when for row in form.rows if row.when is not None]
        case _:
            return []


_KEPT: list[Program] = []


def program_of(knowledge: Knowledge) -> Program:
    """The compiled form of a knowledge; the last few are kept, as compiling takes a while."""
    for program in _KEPT:
        if program.knowledge is knowledge:
            return program
    program = Program(knowledge)
    _KEPT.append(program)
    del _KEPT[:-4]
    return program
