"""Fills in what was not known while reading: kinds of facts, dependencies, examples."""

from __future__ import annotations

from msgspec.structs import replace

from .folder import Folder
from .kinds import Kinds
from .model import Agent, DoseForm, Example, Fact, Given, Item, Knowledge, Line, Route, Rule
from .walk import facts_in, terms_in


def finish(folder: Folder, kinds: Kinds, format_: str, digest: str) -> Knowledge:
    """The knowledge as every reader sees it."""
    return Knowledge(
        format=format_,
        digest=digest,
        edition=folder.edition,
        statements=folder.statements,
        readings=folder.readings,
        glossary=folder.glossary,
        vocabulary=folder.vocabulary,
        facts={name: _fact(fact, folder, kinds) for name, fact in folder.facts.items()},
        rules={name: _rule(rule, kinds) for name, rule in folder.rules.items()},
        agents={agent.id: _agent(agent) for agent in _in_order(folder)},
        calendar={name: _item(item) for name, item in folder.calendar.items()},
        screens=folder.screens,
        printed=folder.printed,
        tables=folder.tables,
        excused=folder.excused,
        opposed=folder.opposed,
        worse=folder.worse,
    )


def _in_order(folder: Folder) -> list[Agent]:
    """The agents in the order in which the vocabulary names them."""
    given = folder.vocabulary.terms.get("given")
    named = given.attributes["agent"].values if given and "agent" in given.attributes else ()
    order = {word: number for number, word in enumerate(named)}
    return sorted(folder.agents.values(), key=lambda agent: order.get(agent.id, len(order)))


def _fact(fact: Fact, folder: Folder, kinds: Kinds) -> Fact:
    kind = kinds.of_fact(fact.id)
    depends = facts_in(fact.form)
    if isinstance(fact.form, DoseForm):
        agent = folder.agents.get(fact.form.agent)
        rows = agent.routes[0].rows if agent is not None and agent.routes else ()
        depends = tuple(dict.fromkeys((fact.form.by, *facts_in(rows))))
    if kind is None:
        return replace(fact, depends=depends, terms=terms_in(fact.form))
    words = kind.values if kind.kind == "word" else ()
    return replace(
        fact, kind=kind.kind, unit=kind.unit if kind.kind == "number" else None,
        values=fact.values if kind.kind == "truth" else words,
        depends=depends, terms=terms_in(fact.form),
    )  # fmt: skip


def _rule(rule: Rule, kinds: Kinds) -> Rule:
    def examples(found: tuple[Example, ...]) -> tuple[Example, ...]:
        return tuple(tuple(_given(one, rule, kinds) for one in example) for example in found)

    return replace(
        rule,
        fires=examples(rule.fires), quiet=examples(rule.quiet), asks=examples(rule.asks),
        depends=facts_in(rule.each, rule.each_windows, rule.when, rule.unless, rule.then.options),
    )  # fmt: skip


def _given(given: Given, rule: Rule, kinds: Kinds) -> Given:
    """`none` is a word where the fact may be that word; `today` is a day."""
    kind = kinds.of_name(given.fact, rule.each)
    if given.none and kind is not None and "none" in kind.values:
        return Given(given.fact, word="none")
    return given


def _agent(agent: Agent) -> Agent:
    return replace(
        agent,
        standing=tuple(_line(line) for line in agent.standing),
        no_dose=agent.no_dose and replace(agent.no_dose, depends=facts_in(agent.no_dose.when)),
        routes=tuple(_route(route) for route in agent.routes),
        order=tuple(replace(line, depends=facts_in(line.when)) for line in agent.order),
    )


def _line(line: Line) -> Line:
    return replace(line, depends=facts_in(line.when))


def _route(route: Route) -> Route:
    by = () if route.by is None else (route.by,)
    depends = tuple(dict.fromkeys(by + facts_in(route.rows)))
    return replace(route, depends=depends)


def _item(item: Item) -> Item:
    named = (item.agent_fact, item.study_fact, item.needs, item.held_while)
    names = tuple(name for name in named if name is not None)
    return replace(item, depends=tuple(dict.fromkeys(names + facts_in(item))))
