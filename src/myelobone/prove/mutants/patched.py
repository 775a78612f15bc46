"""A compiled knowledge with one thing in it changed: only what changed is compiled again."""

from __future__ import annotations

from copy import copy

from msgspec.structs import replace

from ...decide.compiler import Compiler
from ...decide.doses import compile_routes
from ...decide.facts import compile_fact
from ...decide.program import Program
from ...decide.touching import Touched
from ...decide.trees import compile_tree
from ...language.model import DoseForm, EntriesForm, Knowledge
from .mutants import Change

CACHES = ("_touched", "_trees", "_deciders", "_supports", "_expressions", "kept_facts")


class Patched:
    """A changed program, what was changed in it, and all that rests on that."""

    def __init__(self, base: Program, change: Change) -> None:
        self.change = change
        self.program = _copy(base, changed_knowledge(base.knowledge, change))
        self.facts = _changed_facts(base, change)
        _compile(self.program, self.facts, change)
        self.direct = _direct(base, change)
        self.touched = joined(base.touched(self.facts) if self.facts else NOTHING, self.direct)


def changed_knowledge(knowledge: Knowledge, change: Change) -> Knowledge:
    """The knowledge with the changed parts in their places."""
    return replace(
        knowledge,
        facts={**knowledge.facts, **change.facts} if change.facts else knowledge.facts,
        rules={**knowledge.rules, **change.rules} if change.rules else knowledge.rules,
        agents={**knowledge.agents, **change.agents} if change.agents else knowledge.agents,
        calendar={**knowledge.calendar, **change.items} if change.items else knowledge.calendar,
    )


def _copy(base: Program, knowledge: Knowledge) -> Program:
    program = copy(base)
    program.knowledge = knowledge
    for name in (
        "thresholds",
        "rivals",
    ):  # worked out when asked for, of the knowledge as it is now
        program.__dict__.pop(name, None)
    program.compiler = Compiler.__new__(Compiler)
    program.compiler.__dict__.update(base.compiler.__dict__, knowledge=knowledge)
    for name in CACHES:
        kept = getattr(base, name)
        setattr(
            program, name, dict(kept) if name in ("_trees", "_deciders", "_expressions") else {}
        )
    return program


def _changed_facts(base: Program, change: Change) -> frozenset[str]:
    """The facts whose functions change: the changed ones, and those that hold a changed part in them."""
    found = set(change.facts)
    todo = [
        name for name in change.facts if isinstance(base.knowledge.facts[name].form, EntriesForm)
    ]
    while todo:  # a selection is part of every take that names it
        name = todo.pop()
        for fact in base.knowledge.facts.values():
            if name in fact.depends and fact.id not in found:
                found.add(fact.id)
                if isinstance(fact.form, EntriesForm):
                    todo.append(fact.id)
    for fact in base.knowledge.facts.values():
        if isinstance(fact.form, DoseForm) and fact.form.agent in change.agents:
            found.add(fact.id)
    return frozenset(found)


def _compile(program: Program, facts: frozenset[str], change: Change) -> None:
    compiler, knowledge = program.compiler, program.knowledge
    if any(isinstance(knowledge.facts[name].form, EntriesForm) for name in facts):
        compiler._flat, compiler._selects = {}, {}
    if facts:
        compiled = {name: compile_fact(compiler, knowledge.facts[name]) for name in facts}
        program.facts = {**program.facts, **compiled}
    if change.rules:
        rules = change.rules.values()
        program.rules = {**program.rules, **{r.id: compile_tree(compiler, r.when) for r in rules}}
        program.exceptions = {
            **program.exceptions,
            **{r.id: [compile_tree(compiler, tree) for tree in r.unless] for r in rules},
        }
    if change.agents:
        agents = change.agents.values()
        program.lines = {
            **program.lines,
            **{a.id: [(n, compile_tree(compiler, n.when)) for n in a.standing] for a in agents},
        }
        program.routes = {**program.routes, **{a.id: compile_routes(compiler, a) for a in agents}}
    if change.items:
        program.items = {
            **program.items,
            **{
                item.id: (
                    compile_tree(compiler, item.when),
                    [compile_tree(compiler, tree) for tree in item.unless],
                )
                for item in change.items.values()
            },
        }


def _direct(base: Program, change: Change) -> Touched:
    """What is itself changed, facts left out."""
    return Touched(
        frozenset(),
        _and_those_it_excepts(base, change),
        frozenset(change.agents),
        frozenset(change.items),
        any(base.knowledge.calendar[name].form == "hold" for name in change.items),
    )


def joined(one: Touched, other: Touched) -> Touched:
    """All that either touches."""
    return Touched(
        one.facts | other.facts,
        one.rules | other.rules,
        one.agents | other.agents,
        one.items | other.items,
        one.holds or other.holds,
    )


def _and_those_it_excepts(base: Program, change: Change) -> frozenset[str]:
    found = set(change.rules)
    grown = bool(found)
    while grown:
        more = {
            rule.id
            for rule in base.knowledge.rules.values()
            if rule.id not in found and found & set(rule.unless_rules)
        }
        found |= more
        grown = bool(more)
    return frozenset(found)


NOTHING = Touched(frozenset(), frozenset(), frozenset(), frozenset(), False)
