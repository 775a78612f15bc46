"""Texts with a gap in them: a placeholder that can be unknown on a day on which its text is shown."""

from __future__ import annotations

from collections.abc import Iterator

import z3
from msgspec import Struct

from ..language.model import Knowledge
from ..language.problems import Text
from .finding import Examined, Finding
from .forgetting import forgotten
from .needed import needed
from .solver.ask import ask
from .solver.claims import Claim, grounds_of, item_claim, line_claim, rule_claim
from .solver.days import Day
from .subject import Subject
from .unused import named_in, resting_on

KIND = "texts"
OPEN = Text(
    "未见这样的患者，也未证明没有", "No such patient was found, and none is proved impossible"
)


class Shown(Struct, frozen=True, eq=False):
    """A text: when it is shown, and the facts whose values it prints."""

    claim: Claim
    facts: tuple[str, ...]


def check(subject: Subject) -> Examined:
    """Every value that a text of a rule, an agent's line or a dated item prints."""
    found: list[Finding] = []
    count = 0
    for shown in _texts(subject.knowledge):
        count += len(shown.facts)
        found += _unknown(subject, shown)
    return Examined(count=count, findings=tuple(found))


def _texts(knowledge: Knowledge) -> Iterator[Shown]:
    for rule in knowledge.rules.values():
        yield _shown(knowledge, rule_claim(rule), rule.says, rule.title)
    told: set[str] = set()
    for agent in knowledge.agents.values():
        for line in agent.standing:
            if line.place not in told:  # a line that all agents share is one text
                told.add(line.place)
                yield _shown(knowledge, line_claim(agent, line), line.says)
    for item in knowledge.calendar.values():
        yield _shown(knowledge, item_claim(item), item.says)


def _shown(knowledge: Knowledge, claim: Claim, *texts: Text | None) -> Shown:
    names = dict.fromkeys(name for name in named_in(*texts) if _may_be_unknown(knowledge, name))
    return Shown(claim, tuple(names))


def _may_be_unknown(knowledge: Knowledge, name: str) -> bool:
    """Whether a fact rests on a patient at all; limits and intervals of the guideline do not."""
    if name not in knowledge.facts:
        return False
    rest = [knowledge.facts[each] for each in resting_on(knowledge, [name])]
    return any(fact.terms or {"born", "sex"} & set(fact.depends) for fact in rest)


def _unknown(subject: Subject, shown: Shown) -> Iterator[Finding]:
    """One question for the whole text; each value by itself only where that is not enough."""
    when = getattr(shown.claim.ground, "when", None)
    known = frozenset[str]() if when is None else needed(subject.knowledge, when)
    open_ = [name for name in shown.facts if name not in known]
    if not open_:
        return
    symbolic = subject.search.symbolic
    yes = shown.claim.yes(symbolic)
    unknown = {name: symbolic.fact(name).unknown for name in open_}
    if _never(subject, yes, z3.Or(list(unknown.values()))):
        return
    for name, gap in unknown.items():
        day = _shown_on(subject, shown.claim, name, z3.And(yes, gap))
        if day is not None:
            yield _finding(subject.knowledge, shown.claim, name, day)
        elif len(unknown) == 1 or not _never(subject, yes, gap):
            yield _open(subject.knowledge, shown.claim, name)


def _never(subject: Subject, *claims: z3.BoolRef) -> bool:
    return ask(subject.search.symbolic, z3.And(*claims)).verdict == "none"


def _shown_on(subject: Subject, claim: Claim, name: str, gap: z3.BoolRef) -> Day | None:
    """A recorded day that shows the gap, one from which something was left out, or a record that z3 proposes."""

    def seen(day: Day) -> bool:
        return claim.seen(day) and day.ctx.fact(name).status == "unknown"

    days = [day for day in subject.search.days if claim.seen(day)]
    if not days:
        return subject.search.settle(gap, seen).day
    recorded = next((day for day in days if day.ctx.fact(name).status == "unknown"), None)
    return recorded or forgotten(subject.knowledge, name, days, seen)


def _finding(knowledge: Knowledge, claim: Claim, name: str, day: Day) -> Finding:
    cites, readings = grounds_of(claim)
    label = knowledge.facts[name].label
    return Finding(
        kind=KIND, code="prove.unknown_shown", at=(claim.at[0], name), place=claim.place,
        what=Text(f"{claim.at[0]}：写出的{label.zh}可能未知。",
                  f"{claim.at[0]}: prints {label.en}, which can be unknown."),
        witness=day.witness, cites=cites, readings=readings,
    )  # fmt: skip


def _open(knowledge: Knowledge, claim: Claim, name: str) -> Finding:
    cites, readings = grounds_of(claim)
    label = knowledge.facts[name].label
    return Finding(
        kind=KIND, code="prove.undecided", at=(claim.at[0], name), place=claim.place,
        what=Text(f"{claim.at[0]}：写出的{label.zh}是否可能未知，未能判定。",
                  f"{claim.at[0]}: whether {label.en}, which it prints, can be unknown is not decided."),
        cites=cites, readings=readings, severity="listed", because=OPEN,
    )  # fmt: skip
