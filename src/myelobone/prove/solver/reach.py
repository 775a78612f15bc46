"""What can never hold of any patient, and what always does: each part shown on one patient, or proved dead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import z3

from ...language.model import TreeForm
from ...language.problems import Text
from ...language.tree import All, AnyOf, Is, Leaf, NoneOf, Tree
from ..finding import Examined, Finding
from . import claims as parts
from .claims import Claim, grounds_of
from .days import Day
from .witness import Search

RULES, PARTS = "rules_reached", "parts_reached"
DEEP = 2  # facts opened within facts
NEVER, ALWAYS, OPEN = "prove.never_fires", "prove.always_fires", "prove.undecided"


def rules(search: Search) -> Examined:
    """Every rule fires for some patient, and is silent for another."""
    found = [parts.rule_claim(rule) for rule in search.symbolic.knowledge.rules.values()]
    return _examined(search, RULES, [(claim,) for claim in found])


def others(search: Search) -> Examined:
    """Every agent line, dose row, row of a table of cases, dated item and option holds for some patient."""
    return _examined(search, PARTS, list(_groups(search)))


def _groups(search: Search) -> Iterator[tuple[Claim, ...]]:
    """Parts to be reached; a line that several agents share must be reached for one of them."""
    knowledge = search.symbolic.knowledge
    shared: dict[str, list[Claim]] = {}
    for agent in knowledge.agents.values():
        for line in agent.standing:
            shared.setdefault(line.place or line.id, []).append(parts.line_claim(agent, line))
    yield from (tuple(group) for group in shared.values())
    for agent in knowledge.agents.values():
        for route in agent.routes:
            yield from ((claim,) for claim in parts.rows(agent, route))
    for fact in knowledge.facts.values():
        yield from ((claim,) for claim in parts.case_rows(fact))
    for item in knowledge.calendar.values():
        yield (parts.item_claim(item),)
    for rule in knowledge.rules.values():
        yield from ((claim,) for claim in parts.options(rule))


def _examined(search: Search, kind: str, groups: Sequence[tuple[Claim, ...]]) -> Examined:
    found: list[Finding] = []
    for group in groups:
        reached = _reached(search, group)
        if reached is not None:
            found.append(_finding(kind, group[0], reached))
        elif not any(claim.always for claim in group):
            found += _always(search, kind, group)
    return Examined(count=len(groups), findings=tuple(found))


def _reached(search: Search, group: tuple[Claim, ...]) -> str | None:
    """None when one of the claims shows on some patient; else the code of what was found."""
    for day in search.days:
        if any(claim.seen(day) for claim in group):
            return None
    verdicts = []
    for claim in group:
        shown = search.settle(claim.yes(search.symbolic), claim.seen, nearness(search, claim))
        if shown.verdict == "shown":
            return None
        verdicts.append(shown.verdict)
    return NEVER if set(verdicts) == {"never"} else OPEN


def _always(search: Search, kind: str, group: tuple[Claim, ...]) -> Iterator[Finding]:
    for claim in group:
        shown = search.show(z3.Not(claim.yes(search.symbolic)), partial(_silent, claim))
        if shown.verdict != "shown":
            yield _finding(kind, claim, ALWAYS if shown.verdict == "never" else OPEN)


def _silent(claim: Claim, day: Day) -> bool:
    return not claim.seen(day)


def _finding(kind: str, claim: Claim, code: str) -> Finding:
    zh, en = {
        NEVER: ("对任何患者都不会成立", "holds for no patient"),
        ALWAYS: (
            "对每位患者都成立，条件形同虚设",
            "holds for every patient, its condition says nothing",
        ),
        OPEN: (
            "既未找到使其成立的患者，也未证明没有",
            "neither shown on a patient nor proved impossible",
        ),
    }[code]
    cites, readings = grounds_of(claim)
    return Finding(
        kind=kind, code=code, at=claim.at, place=claim.place,
        what=Text(f"{claim.named.zh}：{zh}。", f"{claim.named.en}: {en}."),
        cites=cites, readings=readings,
    )  # fmt: skip


def nearness(search: Search, *claims: Claim) -> Callable[[Day], int]:
    """How much of the claims a recorded day shows: of their leaves, those that are as they would have to be."""
    program = search.symbolic.program
    wanted = [
        (program.test(leaf), value)
        for claim in claims
        for tree, truth in claim.wants
        for leaf, value in _leaves(search, tree, truth, DEEP)
    ]

    def near(day: Day) -> int:
        return sum(test(day.ctx) is value for test, value in wanted)

    return near


def _leaves(search: Search, tree: Tree, truth: bool, deep: int) -> Iterator[tuple[Leaf, bool]]:
    """The leaves of a tree with what they would have to be; facts that are trees are opened."""
    match tree:
        case All(inner) | AnyOf(inner):
            for part in inner:
                yield from _leaves(search, part, truth, deep)
        case NoneOf(inner):
            for part in inner:
                yield from _leaves(search, part, not truth, deep)
        case Is(name, ("yes",), False) if deep > 0 and _is_tree(search, name):
            form = search.symbolic.knowledge.facts[name].form
            assert isinstance(form, TreeForm)
            yield from _leaves(search, form.tree, truth, deep - 1)
            yield tree, truth
        case _:
            yield tree, truth


def _is_tree(search: Search, name: str) -> bool:
    fact = search.symbolic.knowledge.facts.get(name)
    return fact is not None and isinstance(fact.form, TreeForm)
