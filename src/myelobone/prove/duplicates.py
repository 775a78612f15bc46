"""Lines said twice: the same condition with the same outcome, or one fact under two names."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from ..decide.outcome import Outcome
from ..decide.rules import answer
from ..language import tree as t
from ..language.dates import Duration
from ..language.model import (
    Agent,
    EntriesForm,
    Fact,
    Grounds,
    IsForm,
    Item,
    Knowledge,
    Line,
    OrderLine,
    Rule,
)
from ..language.problems import Text
from .drafts import Draft
from .finding import Examined, Finding, Witness
from .patient import first_seen, nobody
from .wishes import Wishes

KIND = "duplicates"
P = TypeVar("P", Rule, Line, OrderLine, Item, Fact)


def check(knowledge: Knowledge) -> Examined:
    """Rules, lines and order checks of each agent, dated items, and facts, each with all of its kind."""
    found: list[Finding] = []
    count = len(knowledge.rules) + len(knowledge.calendar) + len(knowledge.facts)
    for rule, other in _pairs(knowledge.rules.values(), _rule_key):
        found.append(_twice(knowledge, rule, other, _fires(knowledge, rule, other)))
    for agent in knowledge.agents.values():
        count += len(agent.standing) + len(agent.order)
        for line, twin in _pairs(agent.standing, _line_key):
            witness = _both_lines(knowledge, agent, line, twin)
            found.append(_twice(knowledge, line, twin, witness))
        for order, again in _pairs(agent.order, _order_key):
            found.append(_twice(knowledge, order, again, nobody()))
    for item, second in _pairs(knowledge.calendar.values(), _item_key):
        found.append(_twice(knowledge, item, second, nobody()))
    for fact, alias in _pairs(knowledge.facts.values(), _fact_key):
        found.append(_twice(knowledge, fact, alias, _same_value(knowledge, fact, alias)))
    return Examined(count=count, findings=tuple(found))


def plain(tree: t.Tree | None) -> Hashable:
    """A tree without regard to the order of its parts and to how its leaves are spelt."""
    match tree:
        case t.All(parts) | t.AnyOf(parts) | t.NoneOf(parts):
            inner = frozenset(plain(part) for part in parts)
            one = len(inner) == 1 and not isinstance(tree, t.NoneOf)
            return next(iter(inner)) if one else (type(tree).__name__, inner)
        case None | t.Always():
            return tree
        case _:
            names = (name for name in tree.__struct_fields__ if name != "text")
            return type(tree).__name__, *(repr(getattr(tree, name)) for name in names)


def _rule_key(rule: Rule) -> Hashable:
    unless = frozenset((*map(plain, rule.unless), *rule.unless_rules))
    then = repr((rule.then.main, rule.then.level, rule.then.do, rule.then.refer, rule.then.choice))
    return plain(rule.when), unless, repr(rule.each), then, rule.origin, rule.cites


def _line_key(line: Line) -> Hashable:
    return plain(line.when), line.effect, line.origin, line.cites


def _order_key(line: OrderLine) -> Hashable:
    return plain(line.when), line.level, line.origin, line.cites


def _item_key(item: Item) -> Hashable:
    left_out = ("id", "place", "says", "cites", "readings", "evidence", "strength", "when")
    rest = tuple(
        repr(getattr(item, name)) for name in item.__struct_fields__ if name not in left_out
    )
    return plain(item.when), rest


def _fact_key(fact: Fact) -> Hashable:
    form = fact.form
    constant = isinstance(form, IsForm) and isinstance(form.expression, t.Quantity | Duration)
    if constant or isinstance(form, EntriesForm):  # two limits may be the same number
        return fact.id
    return repr(fact.form), fact.unit, fact.absent, fact.values, fact.empirical


def _pairs(parts: Iterable[P], key: Callable[[P], Hashable]) -> Iterator[tuple[P, P]]:
    """Each part with the first one that is the same."""
    met: dict[Hashable, P] = {}
    for part in parts:
        first = met.setdefault(key(part), part)
        if first is not part:
            yield first, part


def _twice(
    knowledge: Knowledge,
    one: Rule | Line | OrderLine | Item | Fact,
    other: Rule | Line | OrderLine | Item | Fact,
    witness: Witness | None,
) -> Finding:
    grounds: Grounds = other
    code = "prove.duplicate_fact" if isinstance(one, Fact) else "prove.duplicate_line"
    return Finding(
        kind=KIND, code=code, at=(other.id, one.id), place=grounds.place,
        what=Text(f"{other.id}与{one.id}条件、结果都相同。",
                  f"{other.id} says what {one.id} says, under the same condition."),
        witness=witness, cites=grounds.cites, readings=grounds.readings,
    )  # fmt: skip


def _fires(knowledge: Knowledge, one: Rule, other: Rule) -> Witness | None:
    def both(outcome: Outcome) -> bool:
        return answer(outcome.run, one) is True and answer(outcome.run, other) is True

    return first_seen(knowledge, Wishes(knowledge).tree(one.when, True, Draft()), both)


def _both_lines(knowledge: Knowledge, agent: Agent, one: Line, other: Line) -> Witness | None:
    def both(outcome: Outcome) -> bool:
        lines = {line.id: truth for line, truth, _ in outcome.states[agent.id].lines}
        return lines[one.id] is True and lines[other.id] is True

    return first_seen(knowledge, Wishes(knowledge).tree(one.when, True, Draft()), both)


def _same_value(knowledge: Knowledge, one: Fact, other: Fact) -> Witness | None:
    def same(outcome: Outcome) -> bool:
        left, right = outcome.run.ctx.fact(one.id), outcome.run.ctx.fact(other.id)
        return left.known and (left.low, left.word) == (right.low, right.word)

    found = first_seen(knowledge, Wishes(knowledge).tree(t.Known(one.id), True, Draft()), same)
    return found or nobody()
