"""Lines of an agent that contradict: one can be yes only where a stronger one is, so that it never counts."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..language.model import Agent, Line
from ..language.problems import Text
from .finding import Examined, Finding
from .solver.ask import ask
from .solver.claims import line_claim
from .solver.days import Day
from .subject import Subject

KIND = "standing"
STRENGTH = {
    "forbid": 3,
    "undetermined": 2,
    "discourage": 1,
    "prefer": 0,
}  # the stronger one decides


def check(subject: Subject) -> Examined:
    """Every pair of lines of one agent of which one overrules the other where both are yes."""
    count = 0
    found: list[Finding] = []
    for agent in subject.knowledge.agents.values():
        for line in agent.standing:
            for other in agent.standing:
                if line.effect == "prefer" and STRENGTH.get(other.effect, 0) > 0:
                    count += 1
                    found += _never_counts(subject, agent, line, other)
    return Examined(count=count, findings=tuple(found))


def _never_counts(subject: Subject, agent: Agent, line: Line, other: Line) -> Iterator[Finding]:
    mine, stronger = line_claim(agent, line), line_claim(agent, other)
    if any(mine.seen(day) and not stronger.seen(day) for day in subject.search.days):
        return
    symbolic = subject.search.symbolic
    alone = z3.And(mine.yes(symbolic), z3.Not(stronger.yes(symbolic)))
    if ask(symbolic, alone).verdict != "none":
        return

    def both(day: Day) -> bool:
        return mine.seen(day) and stronger.seen(day)

    shown = subject.search.show(z3.And(mine.yes(symbolic), stronger.yes(symbolic)), both)
    yield Finding(
        kind=KIND, code="prove.never_counts", at=(line.id, other.id), place=line.place,
        what=Text(f"{line.id}成立时{other.id}必成立，前者从不起作用。",
                  f"{line.id} is yes only where {other.id} is, so that it never counts."),
        witness=shown.witness, cites=line.cites, readings=line.readings,
    )  # fmt: skip
