"""Demands that cannot both be met: each pair is settled by a declared precedence, or shown on one patient.

What the language itself settles needs no proof: of an agent's lines the worst wins, of a table's rows the
first, and no dose is placed inside a hold. All else is: a choice is put once, an agent has one dose
series, a term one interval, and demands that the edition declares opposed (`opposed.yaml`) never meet
unless a rule speaks that settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations, product

import z3
from msgspec import Struct

from ...decide.rules import answer
from ...language.model import Item, Knowledge
from ...language.opposed import Demand, Opposed
from ...language.problems import Text
from ..finding import Examined, Finding
from . import claims as parts
from .claims import Claim, grounds_of, rule_truth
from .days import Day
from .inforce import hold_claim
from .reach import OPEN, nearness
from .symbolic import Symbolic
from .witness import Search

KIND = "clashes"
CLASH, IDLE = "prove.clash", "prove.opposes_nothing"


class Pair(Struct, frozen=True, eq=False):
    """Two demands that must not meet, and the rules of which one settles it where they do."""

    one: Claim
    other: Claim
    settled_by: tuple[str, ...] = ()
    place: str = ""
    readings: tuple[str, ...] = ()
    also: Callable[[Symbolic], z3.BoolRef] | None = None  # what makes them disagree
    also_seen: Callable[[Day], bool] | None = None


def check(search: Search) -> Examined:
    """Every pair of demands that disagree."""
    knowledge = search.symbolic.knowledge
    found: list[Finding] = []
    pairs = [*_choices(knowledge), *_items(knowledge)]
    for opposed in knowledge.opposed:
        declared = list(_declared(knowledge, opposed))
        pairs += declared
        if not declared:
            found.append(_idle(opposed))
    for pair in pairs:
        found += _clash(search, pair)
    return Examined(count=len(pairs), findings=tuple(found))


def settled_by_the_language(knowledge: Knowledge) -> int:
    """How many pairs need no proof: lines of an agent with different effects, doses and holds of agents."""
    lines = sum(
        one.effect != other.effect and "note" not in (one.effect, other.effect)
        for agent in knowledge.agents.values()
        for one, other in combinations(agent.standing, 2)
    )
    items = knowledge.calendar.values()
    forms = [item.form for item in items]
    return lines + forms.count("dose") * forms.count("hold")


def _choices(knowledge: Knowledge) -> Iterator[Pair]:
    """Two rules that put the same choice."""
    rules = [rule for rule in knowledge.rules.values() if rule.then.choice is not None]
    for one, other in combinations(rules, 2):
        if one.then.choice == other.then.choice:
            yield Pair(parts.rule_claim(one), parts.rule_claim(other))


def _items(knowledge: Knowledge) -> Iterator[Pair]:
    """Two dated items about the same, of which only one can be followed."""
    for one, other in combinations(knowledge.calendar.values(), 2):
        if one.form == other.form and _exclude(one, other):
            yield Pair(
                parts.item_claim(one), parts.item_claim(other),
                also=partial(_same_agent, one, other) if one.form == "dose" else None,
                also_seen=partial(_same_agent_seen, one, other) if one.form == "dose" else None,
            )  # fmt: skip


def _exclude(one: Item, other: Item) -> bool:
    match one.form:
        case "dose":
            return True
        case "decision":
            return one.decision == other.decision
        case "supplement":
            return one.supplement == other.supplement
        case "study":
            about = (one.study, one.study_fact) == (other.study, other.study_fact)
            return about and bool(one.every and other.every) and one.every != other.every
        case "measure":
            shared = set(one.measure) & set(other.measure)
            return bool(shared and one.every and other.every) and one.every != other.every
        case _:
            return False


def _same_agent(one: Item, other: Item, symbolic: Symbolic) -> z3.BoolRef:
    """Both items dose one agent."""
    named = [_agent(symbolic, item) for item in (one, other)]
    usable = [usable for usable, _ in named]
    return z3.And(*usable, named[0][1] == named[1][1])


def _agent(symbolic: Symbolic, item: Item) -> tuple[z3.BoolRef, z3.ArithRef]:
    if item.agent_fact is not None:
        sym = symbolic.fact(item.agent_fact)
        return sym.usable, sym.value
    return z3.BoolVal(item.agent is not None), z3.IntVal(symbolic.code(item.agent or ""))


def _same_agent_seen(one: Item, other: Item, day: Day) -> bool:
    words = [
        item.agent if item.agent_fact is None else day.ctx.fact(item.agent_fact).word or None
        for item in (one, other)
    ]
    return words[0] is not None and words[0] == words[1]


def _declared(knowledge: Knowledge, opposed: Opposed) -> Iterator[Pair]:
    """The pairs that the edition declares opposed."""
    pairs: Iterable[tuple[Claim, Claim]]
    if opposed.of:
        claims = [claim for demand in opposed.of for claim in _meant(knowledge, demand)]
        pairs = combinations(claims, 2)
    else:
        sides = [
            [claim for demand in side for claim in _meant(knowledge, demand)]
            for side in (opposed.one, opposed.other)
        ]
        pairs = product(*sides)  # type: ignore[assignment]
    for one, other in pairs:
        if one.at != other.at:
            yield Pair(one, other, opposed.settled_by, opposed.place, opposed.readings)


def _meant(knowledge: Knowledge, demand: Demand) -> Iterator[Claim]:
    if demand.do is not None:
        for rule in knowledge.rules.values():
            if demand.do in rule.then.do:
                yield parts.rule_claim(rule)
    elif demand.hold is not None:
        held = _words(knowledge, (demand.hold,))
        for item in knowledge.calendar.values():
            if item.form == "hold" and item.after is None and held & _words(knowledge, item.hold):
                yield hold_claim(item)
    elif demand.id in knowledge.rules:
        yield parts.rule_claim(knowledge.rules[demand.id])
    elif demand.id in knowledge.calendar:
        item = knowledge.calendar[demand.id]
        yield hold_claim(item) if item.form == "hold" else parts.item_claim(item)


def _words(knowledge: Knowledge, names: Iterable[str]) -> set[str]:
    groups = knowledge.vocabulary.groups
    return {word for name in names for word in groups.get(name, (name,))}


def _clash(search: Search, pair: Pair) -> Iterator[Finding]:
    symbolic = search.symbolic
    settled = [symbolic.knowledge.rules[name] for name in pair.settled_by]
    claim = z3.And(
        pair.one.yes(symbolic),
        pair.other.yes(symbolic),
        *(z3.Not(rule_truth(symbolic, rule).yes) for rule in settled),
        *([pair.also(symbolic)] if pair.also is not None else []),
    )

    def seen(day: Day) -> bool:
        if not (pair.one.seen(day) and pair.other.seen(day)):
            return False
        if pair.also_seen is not None and not pair.also_seen(day):
            return False
        return not any(answer(day.outcome.run, rule) is True for rule in settled)

    shown = search.show(claim, seen, nearness(search, pair.one, pair.other))
    if shown.verdict == "never":
        return
    cites, readings = grounds_of(pair.one)
    code = CLASH if shown.verdict == "shown" else OPEN
    yield Finding(
        kind=KIND, code=code, at=(pair.one.at[0], pair.other.at[0]),
        place=pair.place or pair.one.place, what=_said(pair, code), witness=shown.witness,
        cites=cites, readings=readings or pair.readings,
    )  # fmt: skip


def _said(pair: Pair, code: str) -> Text:
    one, other = pair.one.at[0], pair.other.at[0]
    if code == OPEN:
        return Text(f"未能判定 {one} 与 {other} 是否会同时成立。",
                    f"Whether {one} and {other} can hold together is not decided.")  # fmt: skip
    return Text(f"{one} 与 {other} 同时成立，却没有写明以哪个为准。",
                f"{one} and {other} hold together, and nothing says which prevails.")  # fmt: skip


def _idle(opposed: Opposed) -> Finding:
    named = [
        demand.id or demand.do or demand.hold or ""
        for demand in (*opposed.of, *opposed.one, *opposed.other)
    ]
    return Finding(
        kind=KIND, code=IDLE, at=tuple(named), place=opposed.place,
        what=Text("声明相互对立的要求，并没有任何规则或日程提出。",
                  "Demands are declared opposed that no rule or dated item makes."),
        readings=opposed.readings,
    )  # fmt: skip
