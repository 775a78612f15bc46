"""Facts that nobody uses: no rule, agent, dated item, text or screen rests on them, however far away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..decide.outcome import Outcome, differences
from ..decide.suppose import suppose
from ..decide.values import MISSING, Value, number, word
from ..language import tree as t
from ..language.model import Agent, Fact, IsForm, Item, Knowledge, Rule
from ..language.problems import Text
from ..language.screens import Screens
from ..language.walk import facts_in
from .drafts import Draft
from .finding import Examined, Finding, Witness
from .patient import first_seen, nobody, outcome_of
from .wishes import Wishes

KIND = "unused"
PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)[}.]")


def check(knowledge: Knowledge) -> Examined:
    """Every fact."""
    used = used_facts(knowledge)
    idle = [fact for fact in knowledge.facts.values() if fact.id not in used]
    return Examined(
        count=len(knowledge.facts), findings=tuple(_finding(knowledge, fact) for fact in idle)
    )


def used_facts(knowledge: Knowledge) -> set[str]:
    """The facts that something shown or decided rests on."""
    return resting_on(knowledge, _roots(knowledge))


def resting_on(knowledge: Knowledge, names: Iterable[str]) -> set[str]:
    """These facts, and all facts that they rest on."""
    todo = [name for name in names if name in knowledge.facts]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            fact = knowledge.facts[name]
            todo += [each for each in fact.depends if each in knowledge.facts]
    return found


def named_in(*texts: Text | None) -> Iterator[str]:
    """The facts that texts show."""
    for text in texts:
        if text is not None:
            yield from PLACEHOLDER.findall(text.zh)
            yield from PLACEHOLDER.findall(text.en)


def _roots(knowledge: Knowledge) -> Iterator[str]:
    for rule in knowledge.rules.values():
        yield from _rule(rule)
    for agent in knowledge.agents.values():
        yield from _agent(agent)
    for item in knowledge.calendar.values():
        yield from _item(item)
    yield from _screens(knowledge.screens)
    for table in knowledge.printed.values():
        yield table.of
    for fact in knowledge.facts.values():  # the answer to a choice
        form = fact.form
        if isinstance(form, IsForm) and isinstance(form.expression, t.Decided):
            yield fact.id


def _rule(rule: Rule) -> Iterator[str]:
    yield from rule.depends
    yield from facts_in(rule.when, rule.unless, rule.each, rule.each_windows)
    yield from named_in(rule.says, rule.title)
    yield from (*rule.then.show, *rule.then.checklist, *rule.then.ask)


def _agent(agent: Agent) -> Iterator[str]:
    for line in agent.standing:
        yield from line.depends
        yield from named_in(line.says)
    for order in agent.order:
        yield from order.depends
        yield from named_in(order.says)
    for route in agent.routes:
        yield from route.depends
        yield from named_in(*route.administration)
    if agent.no_dose is not None:
        yield from agent.no_dose.depends
        yield from named_in(agent.no_dose.says)
    yield from named_in(agent.approved.says if agent.approved is not None else None)


def _item(item: Item) -> Iterator[str]:
    yield from item.depends
    yield from named_in(item.says)


def _screens(screens: Screens) -> Iterator[str]:
    yield from screens.banner
    yield from screens.course
    for panel in screens.trends:
        yield from (curve.name for curve in panel.curves if curve.fact)
        yield from (name for name in (panel.low, panel.high) if name is not None)


def _finding(knowledge: Knowledge, fact: Fact) -> Finding:
    return Finding(
        kind=KIND, code="prove.unused_fact", at=(fact.id,), place=fact.place,
        what=Text(f"{fact.label.zh}：没有任何一处用到。", f"{fact.label.en}: nothing uses it."),
        witness=_witness(knowledge, fact), cites=fact.cites, readings=fact.readings,
    )  # fmt: skip


def _witness(knowledge: Knowledge, fact: Fact) -> Witness | None:
    """A patient who has the fact, and whose advice stays as it is whatever it is said to be."""
    if fact.kind == "entries":
        return nobody()

    def idle(outcome: Outcome) -> bool:
        return not any(
            differences(outcome, suppose(outcome, {fact.id: value}))
            for value in (MISSING, *_others(fact))
        )

    def has(outcome: Outcome) -> bool:
        return outcome.run.ctx.fact(fact.id).known and idle(outcome)

    some = t.Known(fact.id)
    found = first_seen(knowledge, Wishes(knowledge).tree(some, True, Draft()), has)
    if found is None and idle(outcome_of(knowledge, nobody())):
        return nobody()
    return found


def _others(fact: Fact) -> Iterator[Value]:
    if fact.kind in ("number", "day"):
        yield from (number(0.0), number(1000.0))
    for each in fact.values or (("yes", "no") if fact.kind == "truth" else ()):
        yield word(each)
