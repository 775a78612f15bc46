"""An outcome under a supposition: only what rests on the supposed facts is worked out again."""

from __future__ import annotations

from collections.abc import Mapping

from ..language.model import Agent, Item, Rule
from .outcome import Outcome
from .run import Run
from .values import Value


def suppose(outcome: Outcome, given: Mapping[str, Value]) -> Outcome:
    """The outcome if some facts had these values and everything else stayed as it is."""
    program = outcome.run.ctx.program
    affected = frozenset[str]().union(*(program.dependents[name] for name in given))
    ctx = outcome.run.ctx.supposing(given, affected - given.keys())
    run = Run(ctx, outcome.run.entries_shown)
    for rule in run.knowledge.rules.values():
        if not affected & rule_facts(run, rule) and rule.id in outcome.run.answers:
            run.answers[rule.id] = outcome.run.answers[rule.id]
            if rule.id in outcome.run.rows:
                run.rows[rule.id] = outcome.run.rows[rule.id]
    result = Outcome(run)
    holds_touched = any(
        affected & item_facts(item)
        for item in run.knowledge.calendar.values()
        if item.form == "hold"
    )
    if not holds_touched:
        result._holds = outcome.holds
        kept = {
            name: state
            for name, state in outcome.states.items()
            if not affected & agent_facts(state.agent)
        }
        if len(kept) == len(outcome.states):
            result._states = kept
            if not any(affected & item_facts(i) for i in run.knowledge.calendar.values()):
                result._planned = outcome.planned
    return result


def rule_facts(run: Run, rule: Rule) -> frozenset[str]:
    """The facts a rule looks at, those of its exceptions included."""
    found = frozenset(rule.depends)
    for name in rule.unless_rules:
        found |= rule_facts(run, run.knowledge.rules[name])
    return found


def agent_facts(agent: Agent) -> frozenset[str]:
    """The facts an agent's standing and doses look at."""
    found: set[str] = set()
    for line in agent.standing:
        found.update(line.depends)
    for route in agent.routes:
        found.update(route.depends)
        if route.by is not None:
            found.add(route.by)
    if agent.no_dose is not None:
        found.update(agent.no_dose.depends)
    return frozenset(found)


def item_facts(item: Item) -> frozenset[str]:
    """The facts a calendar item looks at."""
    names = (item.agent_fact, item.study_fact, item.needs, item.held_while)
    return frozenset((*item.depends, *(name for name in names if name)))
