"""A patient's facts and leaves as z3 has them once every take is what the record gives."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from myelobone.decide.context import Context
from myelobone.decide.program import leaves
from myelobone.decide.values import Value
from myelobone.language.tree import Tree
from myelobone.prove.solver.links import linked
from myelobone.prove.solver.pins import pinned, pins, value_of
from myelobone.prove.solver.symbolic import Symbolic


class Both:
    """One knowledge for z3 and for `decide/`, compared on one patient after the other."""

    def __init__(self, symbolic: Symbolic) -> None:
        self.symbolic = symbolic
        knowledge, program = symbolic.knowledge, symbolic.program
        self.facts = {name: symbolic.fact(name) for name in knowledge.facts}
        trees: list[Tree] = list(program.trees())
        self.leaves = {
            getattr(leaf, "text", ""): leaf
            for tree in trees
            for leaf in leaves(tree)
            if not getattr(leaf, "fact", "").startswith(("it.", "order."))
        }
        self.truths = {text: symbolic.tree(leaf) for text, leaf in self.leaves.items()}
        self.agents = {
            (agent.id, route.route): symbolic.rows(route)
            for agent in knowledge.agents.values()
            for route in agent.routes
        }
        self.laws = [law for laws in symbolic.definitions.values() for law in laws]
        self.laws += list(linked(symbolic, symbolic.atoms.values()))
        self.every = z3.And(self.laws)

    def differences(self, ctx: Context) -> Iterator[str]:
        """Where the two disagree; nothing is said of what rests on an inexact value."""
        atoms = list(self.symbolic.atoms.values())
        inexact = {a.name for a in atoms if value_of(self.symbolic, a, ctx).status == "between"}
        solver = z3.Solver()
        solver.add([constant == value for constant, value in pins(self.symbolic, ctx, atoms)])
        solver.add(self._exact(inexact) if inexact else self.every)
        if solver.check() != z3.sat:
            yield "no model: a law that is said to hold of every record does not"
            return
        self.model = solver.model()
        for name, sym in self.facts.items():
            value = ctx.fact(name)
            if value.status == "between" or self._touches(inexact, *sym):
                continue
            if not all(self._true(part == want) for part, want in self._wanted(name, value)):
                yield f"{name}: {value}"
        test = self.symbolic.program.test
        for text, leaf in self.leaves.items():
            truth = self.truths[text]
            if not self._touches(inexact, *truth):
                got = True if self._true(truth.yes) else False if self._true(truth.no) else None
                if got is not test(leaf)(ctx):
                    yield f"{text}: {got} for z3, {test(leaf)(ctx)} for decide"
        for agent in self.symbolic.knowledge.agents.values():
            for compiled in self.symbolic.program.routes[agent.id]:
                rows = self.agents[agent.id, compiled.route.route]
                found = compiled.find(ctx)
                for row, truth in zip(compiled.route.rows, rows, strict=True):
                    exact = not self._touches(inexact, truth.yes)
                    if exact and self._true(truth.yes) is not (found is row):
                        yield f"{agent.id}.{compiled.route.route}: {row}"

    def _wanted(self, name: str, value: Value) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
        kind, _ = self.symbolic.compiler.kind_of(name)
        found = pinned(self.symbolic, self.facts[name], kind, value)
        if len(found) == 3 and not found[2][0].is_int():  # doubles against rationals
            shown, want = found.pop()
            close = z3.And(shown - want < z3.Q(1, 10**6), want - shown < z3.Q(1, 10**6))
            found.append((close, z3.BoolVal(True)))
        return found

    def _true(self, claim: z3.BoolRef) -> bool:
        return z3.is_true(self.model.eval(claim, model_completion=True))

    def _touches(self, inexact: set[str], *parts: z3.ExprRef) -> bool:
        return bool(inexact) and not inexact.isdisjoint(self.symbolic.cone(*parts))

    def _exact(self, inexact: set[str]) -> list[z3.BoolRef]:
        """The laws that speak of nothing inexact."""
        return [law for law in self.laws if inexact.isdisjoint(self.symbolic.cone(law))]
