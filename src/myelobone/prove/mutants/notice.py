"""Whether a change can be seen at all in a situation: cheap looks at what it touches, before a whole answer."""

from __future__ import annotations

from ...decide.context import Context
from ...decide.doses import RouteProgram
from ...decide.kleene import Truth, any_of
from ...decide.program import Program
from ...decide.rows import Row as EntryRow
from ...decide.rules import answer
from ...language.model import Row, Rule
from .patched import Patched
from .situation import Situation, met_again

Gives = tuple[object, ...]


def noticed(situation: Situation, patched: Patched) -> bool:
    """Whether something directly changed comes out differently somewhere in the situation."""
    return (
        _facts(situation, patched)
        or _rules(situation, patched)
        or _agents(situation, patched)
        or _items(situation, patched)
    )


def _facts(situation: Situation, patched: Patched) -> bool:
    functions = patched.program.facts
    for ctx in situation.contexts:
        for name in patched.facts:
            before = ctx.memo.get(name)
            if before is None or name in ctx.given:
                continue
            after = functions[name](ctx)
            if before != after:
                return True
    return False


def _rules(situation: Situation, patched: Patched) -> bool:
    before = situation.outcome.run
    for rule in patched.change.rules.values():
        old = before.knowledge.rules[rule.id]
        if rule.each is None:
            was, now = before.ctx.program, patched.program
            if _asked(was, old, before.ctx) != _asked(now, rule, before.ctx):
                return True
        else:
            after = met_again(situation, patched).run
            answer(after, rule)
            if _each(after.rows[rule.id]) != _each(before.rows.get(rule.id, [])):
                return True
        if rule.then != old.then and before.answers[rule.id] is True:
            return True
    return False


def _asked(program: Program, rule: Rule, ctx: Context) -> tuple[object, ...]:
    when = program.rules[rule.id](ctx)
    if when is False:
        return (False,)
    return (when, any_of(test(ctx) for test in program.exceptions[rule.id]), rule.unless_rules)


def _each(rows: list[tuple[int, EntryRow, Context, Truth]]) -> list[object]:
    return [(number, truth) for number, _, _, truth in rows]


def _agents(situation: Situation, patched: Patched) -> bool:
    for agent in patched.change.agents.values():
        before = situation.outcome.run.ctx.program
        old = before.knowledge.agents[agent.id]
        if agent.order != old.order and situation.ordered:
            return True
        if agent.no_dose != old.no_dose:
            return True
        if agent.standing != old.standing:
            tests = [
                (line, test)
                for line, test in patched.program.lines[agent.id]
                if line not in old.standing
            ]
            gone = [pair for pair in before.lines[agent.id] if pair[0] not in agent.standing]
            for ctx in situation.lines:
                now = [
                    (line.effect, truth)
                    for line, test in tests
                    if (truth := test(ctx)) is not False
                ]
                then = [
                    (line.effect, truth) for line, test in gone if (truth := test(ctx)) is not False
                ]
                if now != then:
                    return True
        if agent.routes != old.routes:
            for ctx in situation.lines:
                if _given(patched.program.routes[agent.id], ctx) != _given(
                    before.routes[agent.id], ctx
                ):
                    return True
    return False


def _given(routes: tuple[RouteProgram, ...], ctx: Context) -> list[Gives]:
    return [
        (route.route.route, route.route.over_low, route.route.over_high, route.route.interval_days,
         route.route.days_per_month, route.route.at_most, *_row(route.find(ctx)))
        for route in routes
    ]  # fmt: skip


def _row(row: Row | None) -> Gives:
    if row is None:
        return ()
    return (row.amount, row.low, row.high, row.unit, row.avoid, row.printed, row.over_low, row.over_high)  # fmt: skip


def _items(situation: Situation, patched: Patched) -> bool:
    for item in patched.change.items.values():
        when, unless = patched.program.items[item.id]
        base_when, base_unless = situation.outcome.run.ctx.program.items[item.id]
        for ctx in situation.lines:
            after = when(ctx), [test(ctx) for test in unless]
            if (base_when(ctx), [test(ctx) for test in base_unless]) != after:
                return True
            if after[0] is not False:
                return True  # it stands in the plan: its days may differ
    return False
