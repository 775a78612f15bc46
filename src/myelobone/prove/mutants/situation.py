"""A patient met once under the sound knowledge, kept ready to be met again under a changed one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from ...decide.context import Context
from ...decide.order_day import on_its_day
from ...decide.orders import ORDERED
from ...decide.outcome import Outcome, branches
from ...decide.patient_on import patient_on
from ...decide.program import Program
from ...decide.run import Run
from ...decide.values import Value
from ...language.model import Knowledge
from ...record.model import Record
from .patched import NOTHING, Patched, joined

Broken = Callable[[Outcome, frozenset[str]], str | None]  # the first part no longer shown


class Situation(Struct, frozen=True, kw_only=True):
    """A patient as of a day, what was found, and how to tell that an answer is wrong.

    `contexts` are all in which something was evaluated: the day itself, other days it looks back
    to, the days of orders, and the branches of open choices. `broken` names what a new outcome no
    longer shows as it must; `sees` lists the parts of an advice that it looks at.
    """

    name: str
    source: str  # patient, boundary, dose
    outcome: Outcome
    contexts: tuple[Context, ...]
    lines: tuple[Context, ...]  # those in which agents, rules and items were looked at
    ordered: bool
    sees: frozenset[str]
    words: frozenset[str]  # by which it speaks of things
    broken: Broken
    whole: Callable[[Knowledge], str | None] | None = None  # what only a whole advice shows


def situation(
    name: str,
    source: str,
    record: Record,
    today: int,
    program: Program,
    *,
    sees: frozenset[str],
    words: frozenset[str],
    broken: Broken,
    whole: Callable[[Knowledge], str | None] | None = None,
    given: Mapping[str, Value] | None = None,
) -> Situation:
    """Meets a patient as of a day (an ordinal) and keeps everything that was worked out."""
    ctx = patient_on(record, program.knowledge, today)
    if given:
        plain = Outcome(Run(ctx))
        plain.signature()
        touched = program.touched(frozenset(given))
        ctx = ctx.supposing(given, touched.facts - given.keys())
    outcome = Outcome(Run(ctx))
    outcome.signature()
    for fact in program.knowledge.facts:
        ctx.fact(fact)
    orders = [
        Outcome(Run(on_its_day(ctx, row)))
        for row in ctx.index.rows.get(ORDERED, ())
        if row.dated and row.low == row.high and "orders" in sees
    ]
    taken = [branch for *_, branch in branches(outcome)] if "plan" in sees else []
    for each in (*orders, *taken):
        each.signature()
    looked = tuple(each.run.ctx for each in (outcome, *orders, *taken))
    return Situation(
        name=name, source=source, outcome=outcome, contexts=tuple(_with_days(looked)),
        lines=looked, ordered=ORDERED in ctx.index.rows, sees=sees, words=words, broken=broken, whole=whole,
    )  # fmt: skip


def _with_days(contexts: tuple[Context, ...]) -> Iterator[Context]:
    for ctx in contexts:
        yield ctx
        yield from _with_days(tuple(ctx.days.values()))


def met_again(situation: Situation, patched: Patched) -> Outcome:
    """The outcome of the same patient under a changed knowledge; what comes out alike is kept.

    `touched` of the outcome names the facts whose values differ, and what looks at them.
    """
    before = situation.outcome
    ctx = under(before.run.ctx, patched.program, patched.touched.facts)
    then = before.run.ctx.memo
    differ = frozenset(
        name for name in patched.touched.facts if name in then and ctx.fact(name) != then[name]
    )
    looking = patched.program.reads.touched(differ) if differ else NOTHING
    run = Run(ctx, before.run.entries_shown, before.run.overrides, before.run.horizon)
    return Outcome(run, before, joined(looking, patched.direct))


def under(ctx: Context, program: Program, forget: frozenset[str]) -> Context:
    """A context under another program, without the values that may differ there."""
    other = Context(program, ctx.index, ctx.today, known_then=ctx.known_then)
    other.given = ctx.given
    other.local = ctx.local
    other.in_sight = ctx.in_sight
    if not forget:
        other.memo = dict(ctx.memo)
        other.days = ctx.days  # facts mean there what they meant
        return other
    other.memo = {name: value for name, value in ctx.memo.items() if name not in forget}
    other.memo.update(ctx.given)
    other.days = {day: under(inner, program, forget) for day, inner in ctx.days.items()}
    return other
