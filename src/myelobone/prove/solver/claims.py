"""What the parts of the knowledge say of a patient: as z3 terms, and as `decide/` answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import z3
from msgspec import Struct

from ...decide.holds import applies
from ...decide.kleene import Truth as Answered
from ...decide.rules import answer
from ...language.model import Agent, CasesForm, Fact, Grounds, Item, Line, Part, Route, Row, Rule
from ...language.problems import Text
from ...language.tree import Always, Tree
from .days import Day
from .symbolic import Symbolic
from .symbols import NO, YES, Truth, all_of, any_of


class Claim(Struct, frozen=True, eq=False):
    """One thing that may or may not hold of a patient, named by what says it."""

    at: tuple[str, ...]
    place: str
    named: Text
    truth: Callable[[Symbolic], Truth]
    decided: Callable[[Day], Answered]
    always: bool = False  # written to hold always
    ground: Part | None = None
    wants: tuple[tuple[Tree, bool], ...] = ()  # trees, and what they would have to be

    def yes(self, symbolic: Symbolic) -> z3.BoolRef:
        """It holds."""
        return self.truth(symbolic).yes

    def seen(self, day: Day) -> bool:
        """`decide/` says that it holds."""
        return self.decided(day) is True


def rule_truth(symbolic: Symbolic, rule: Rule) -> Truth:
    """A rule fires when `when` is yes and everything in `unless` is no."""
    excepted = [symbolic.tree(tree) for tree in rule.unless]
    excepted += [rule_truth(symbolic, symbolic.knowledge.rules[name]) for name in rule.unless_rules]
    return all_of([symbolic.tree(rule.when), any_of(excepted).opposite()])


def item_truth(symbolic: Symbolic, item: Item) -> Truth:
    """A dated item applies when `when` is yes and nothing in `unless` is yes."""
    excepted = any_of(symbolic.tree(tree) for tree in item.unless)
    return all_of([symbolic.tree(item.when), excepted.opposite()])


def rule_claim(rule: Rule) -> Claim:
    """That a rule fires."""
    return Claim(
        (rule.id,), rule.place, rule.title or Text(rule.id, rule.id),
        lambda symbolic: rule_truth(symbolic, rule),
        lambda day: answer(day.outcome.run, rule),
        isinstance(rule.when, Always) and not rule.unless and not rule.unless_rules, rule,
        ((rule.when, True), *((tree, False) for tree in rule.unless)),
    )  # fmt: skip


def line_claim(agent: Agent, line: Line) -> Claim:
    """That a line of an agent's standing applies."""
    return Claim(
        (line.id, agent.id), line.place, line.says,
        lambda symbolic: symbolic.tree(line.when),
        lambda day: next(t for one, t, _ in day.states[agent.id].lines if one is line),
        isinstance(line.when, Always), line, ((line.when, True),),
    )  # fmt: skip


def item_claim(item: Item) -> Claim:
    """That a dated item applies."""
    return Claim(
        (item.id,), item.place, item.says,
        lambda symbolic: item_truth(symbolic, item),
        lambda day: applies(day.outcome.run, item),
        isinstance(item.when, Always) and not item.unless, item,
        ((item.when, True), *((tree, False) for tree in item.unless)),
    )  # fmt: skip


def rows(agent: Agent, route: Route) -> Iterator[Claim]:
    """That a patient is in a row of a dose table."""
    for n, row in enumerate(route.rows):
        name = f"{agent.id}.{route.route}"
        yield Claim(
            (f"{name}[{n}]", agent.id), row.place or route.place, Text(f"{name}[{n}]", f"{name}[{n}]"),
            partial(_row, route=route, n=n),
            partial(_in_row, agent=agent.id, row=row),
            True, row, ((row.when, True),) if row.when is not None else (),
        )  # fmt: skip


def _row(symbolic: Symbolic, route: Route, n: int) -> Truth:
    return symbolic.rows(route)[n]


def _in_row(day: Day, agent: str, row: Row) -> bool:
    return any(found is row for _, found in day.states[agent].rows)


def case_rows(fact: Fact) -> Iterator[Claim]:
    """That a row of a table of cases decides: the walk ends there, and the fact is not unknown by others."""
    if not isinstance(fact.form, CasesForm):
        return
    whens = [None if row.otherwise else row.when for row in fact.form.rows]
    for n, row in enumerate(fact.form.rows):
        name = f"{fact.id}[{n}]"
        yield Claim(
            (name, fact.id), row.place or fact.place, Text(f"{fact.label.zh}[{n}]", f"{fact.label.en}[{n}]"),
            partial(_ends, name=fact.id, whens=whens, n=n),
            partial(_ended, name=fact.id, whens=whens, n=n),
            True, fact,
            tuple((when, k == n) for k, when in enumerate(whens[: n + 1]) if when is not None),
        )  # fmt: skip


def _of(symbolic: Symbolic, when: Tree | None) -> Truth:
    return Truth(YES, NO) if when is None else symbolic.tree(when)


def _ends(symbolic: Symbolic, name: str, whens: list[Tree | None], n: int) -> Truth:
    before = [_of(symbolic, when) for when in whens[:n]]
    passed = z3.And([z3.Not(truth.yes) for truth in before])
    decides = z3.Or(z3.Not(symbolic.fact(name).unknown), z3.And([truth.no for truth in before]))
    return Truth(z3.And(passed, decides, _of(symbolic, whens[n]).yes), NO)


def _ended(day: Day, name: str, whens: list[Tree | None], n: int) -> bool:
    test = day.ctx.program.test
    before = [True if when is None else test(when)(day.ctx) for when in whens[:n]]
    when = whens[n]
    if True in before or (when is not None and test(when)(day.ctx) is not True):
        return False
    return day.ctx.fact(name).status != "unknown" or None not in before


def options(rule: Rule) -> Iterator[Claim]:
    """That an option of a choice is offered."""
    for option in rule.then.options:
        when = option.when
        yield Claim(
            (f"{rule.id}.{option.id}", rule.id), option.place or rule.place, Text(option.id, option.id),
            partial(_offered, rule=rule, when=when),
            partial(_offers, rule=rule, when=when),
            when is None, option, ((rule.when, True), *([(when, True)] if when is not None else [])),
        )  # fmt: skip


def _offered(symbolic: Symbolic, rule: Rule, when: Tree | None) -> Truth:
    return all_of([rule_truth(symbolic, rule), _of(symbolic, when)])


def _offers(day: Day, rule: Rule, when: Tree | None) -> bool:
    if answer(day.outcome.run, rule) is not True:
        return False
    return when is None or day.ctx.program.test(when)(day.ctx) is True


def grounds_of(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Statements and readings that the part rests on."""
    ground = claim.ground
    return (ground.cites, ground.readings) if isinstance(ground, Grounds) else ((), ())
