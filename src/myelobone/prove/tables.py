"""Tables: bands and cases over numbers cover everything once, reach every row, and wait for what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import z3
from msgspec import Struct

from ..decide.doses import row_at
from ..decide.outcome import Outcome
from ..language import tree as t
from ..language.model import Agent, CaseRow, CasesForm, Grounds, Knowledge, Route, Row
from ..language.problems import Text
from ..language.walk import facts_in, nodes
from .finding import Examined, Finding, Witness
from .known import Known, domain_of, model_of, ordinary_model
from .patient import Seen, first_seen, nobody, outcome_of, with_facts
from .ranges import a_number, shown, where, within
from .subject import Subject
from .wishes import Wish, Wishes

KIND = "tables"


class Case(Struct, frozen=True):
    """One row of a table of cases: its tree, None for `otherwise`, and what it gives."""

    when: t.Tree | None
    gives: object
    place: str


class Table(Struct, frozen=True):
    """A table of cases: a fact, a route's doses, the intervals of a series."""

    name: str
    label: Text
    cases: tuple[Case, ...]
    grounds: Grounds


def check(subject: Subject) -> Examined:
    """Every table of bands or of cases over numbers."""
    knowledge = subject.knowledge
    found: list[Finding] = []
    count = 0
    for agent in knowledge.agents.values():
        for route in agent.routes:
            if _waits(route):
                count += 1
                found += _unknown_row(knowledge, agent, route)
                if route.by is not None:
                    found += _bands(knowledge, agent, route)
    for table in _case_tables(knowledge):
        count += 1
        found += _cases(subject, table)
    return Examined(count=count, findings=tuple(found))


def _waits(route: Route) -> bool:
    """Whether the table looks at anything; a plain dose waits for nothing."""
    return route.by is not None or any(row.when is not None for row in route.rows)


# a band on one fact


def _bands(knowledge: Knowledge, agent: Agent, route: Route) -> Iterator[Finding]:
    assert route.by is not None
    by, rows = route.by, route.rows
    domain = domain_of(knowledge, by)
    name = f"{agent.id}.{route.route}"
    for gap in where(lambda v: z3.Not(z3.Or(*(within(v, row) for row in rows))), rows, domain):
        yield _finding(
            "prove.gap", (name, by), route,
            Text(f"{by} {shown(gap)}：没有任何一行。", f"{by} {shown(gap)}: no row holds it."),
            knowledge, {by: a_number(gap)}, lambda outcome: row_of(outcome, agent, route) is None,
        )  # fmt: skip
    for number, row in enumerate(rows):
        for other in rows[number + 1 :]:
            yield from _overlap(knowledge, (agent, route), (row, other))


def _overlap(
    knowledge: Knowledge, of: tuple[Agent, Route], pair: tuple[Row, Row]
) -> Iterator[Finding]:
    agent, route = of
    by = route.by or ""
    both = where(
        lambda v: z3.And(*(within(v, row) for row in pair)), pair, domain_of(knowledge, by)
    )
    for each in both:
        yield _finding(
            "prove.overlap", (f"{agent.id}.{route.route}", by), pair[1],
            Text(f"{by} {shown(each)}：同属两行。", f"{by} {shown(each)}: two rows hold it."),
            knowledge, {by: a_number(each)},
            lambda outcome: all(row_at((row,), outcome.run.ctx.fact(by)) is row for row in pair),
        )  # fmt: skip


def _unknown_row(knowledge: Knowledge, agent: Agent, route: Route) -> Iterator[Finding]:
    row = row_of(outcome_of(knowledge, nobody()), agent, route)
    if row is not None:
        name = f"{agent.id}.{route.route}"
        yield Finding(
            kind=KIND, code="prove.unknown_gives", at=(name, *route.depends), place=row.place,
            what=Text(f"{name}：一无所知时也落在一行。",
                      f"{name}: a row answers although nothing is known."),
            witness=nobody(), cites=route.cites, readings=route.readings,
        )  # fmt: skip


def row_of(outcome: Outcome, agent: Agent, route: Route) -> Row | None:
    """The row of a route that `decide/` finds."""
    rows = {each.route: row for each, row in outcome.states[agent.id].rows}
    return rows[route.route]


# cases


def _case_tables(knowledge: Knowledge) -> Iterator[Table]:
    for fact in knowledge.facts.values():
        if isinstance(fact.form, CasesForm) and _numeric(fact.form.rows):
            cases = tuple(
                Case(row.when, row.word or row.value, row.place) for row in fact.form.rows
            )
            yield Table(fact.id, fact.label, cases, fact)
    for agent in knowledge.agents.values():
        for route in agent.routes:
            if any(row.when is not None for row in route.rows):
                doses = tuple(
                    Case(row.when, (row.amount, row.low, row.high, row.avoid), row.place)
                    for row in route.rows
                )
                yield Table(f"{agent.id}.{route.route}", agent.label, doses, route)
    for item in knowledge.calendar.values():
        if any(row.when is not None for row in item.every):
            spans = tuple(Case(row.when, row.value, item.place) for row in item.every)
            yield Table(item.id, item.says, spans, item)


def _numeric(rows: Sequence[CaseRow]) -> bool:
    whens = tuple(row.when for row in rows)
    return any(
        isinstance(node, t.Compare) and isinstance(node.right, t.Quantity) for node in nodes(whens)
    )


def _cases(subject: Subject, table: Table) -> Iterator[Finding]:
    knowledge = subject.knowledge
    known = Known(knowledge)
    before: list[z3.BoolRef] = []
    for case in table.cases:
        here = known.all_told() if case.when is None else known.tree(case.when)
        reached = z3.And(here, z3.Not(z3.Or(*before)))
        if model_of(known, reached) is None:
            yield _never(table, case, knowledge)
        before.append(here)
    open_ = z3.And(z3.Not(z3.Or(*before)), known.all_told())
    model = ordinary_model(known, open_)
    answers = {repr(case.gives) for case in table.cases}
    if model is not None and len(answers) > 1:  # one that can say only one thing may be silent
        yield _open(subject, table, known, model)
    yield from _twice(knowledge, table)


def _never(table: Table, case: Case, knowledge: Knowledge) -> Finding:
    """Earlier rows take everything; this shows in a patient for whom this row's tree is yes."""
    witness = None
    if case.when is not None:
        known = Known(knowledge)
        model = ordinary_model(known, known.tree(case.when))
        witness = None if model is None else with_facts(knowledge, known.wishes(model))
    return Finding(
        kind=KIND, code="prove.row_never", at=(table.name,), place=case.place,
        what=Text(f"{table.name}：这一行永远轮不到。",
                  f"{table.name}: this row is never reached."),
        witness=witness or nobody(), cites=table.grounds.cites, readings=table.grounds.readings,
    )  # fmt: skip


def _open(subject: Subject, table: Table, known: Known, model: z3.ModelRef) -> Finding:
    knowledge = subject.knowledge
    wishes = known.wishes(model)
    names = facts_in(tuple(case.when for case in table.cases))
    zh, en = (_told(knowledge, wishes, names, lang) for lang in ("zh", "en"))

    def seen(outcome: Outcome) -> bool:
        ctx = outcome.run.ctx
        open_ = table.name not in knowledge.facts or ctx.fact(table.name).status == "unknown"
        return open_ and all(ctx.fact(name).status != "unknown" for name in names)

    return Finding(
        kind=KIND, code="prove.gap", at=(table.name, *names), place=table.grounds.place,
        what=Text(f"{table.label.zh}：条件都已知（{zh}），却没有任何一行。",
                  f"{table.label.en}: all is known ({en}), and no row holds it."),
        witness=first_seen(knowledge, Wishes(knowledge).all(wishes), seen)
        or _searched(subject, table, names, seen),
        cites=table.grounds.cites, readings=table.grounds.readings,
    )  # fmt: skip


def _told(knowledge: Knowledge, wishes: Mapping[str, Wish], names: Sequence[str], lang: str) -> str:
    """The values of a model, each with the label of its fact."""
    shown = []
    for name in names:
        if name in wishes:
            wish = wishes[name]
            label = getattr(knowledge.facts[name].label, lang) if name in knowledge.facts else name
            shown.append(f"{label} {wish:g}" if isinstance(wish, float) else f"{label} {wish}")
    return ("、" if lang == "zh" else ", ").join(shown)


def _searched(subject: Subject, table: Table, names: Sequence[str], seen: Seen) -> Witness | None:
    """A worked patient, or one made from a model, whose table stays open though all it asks is known."""
    if table.name not in subject.knowledge.facts:
        return None
    symbolic = subject.search.symbolic
    told = [z3.Not(symbolic.fact(name).unknown) for name in names]
    claim = z3.And(symbolic.fact(table.name).unknown, *told)
    return subject.search.show(claim, lambda day: seen(day.outcome)).witness


def _twice(knowledge: Knowledge, table: Table) -> Iterator[Finding]:
    """Two rows about the same one number that both hold it and give different things."""
    alone = [
        (case, names[0])
        for case in table.cases
        if case.when is not None and len(names := facts_in(case.when)) == 1
    ]
    for number, (case, name) in enumerate(alone):
        for other, again in alone[number + 1 :]:
            if name != again or case.gives == other.gives or not _all_numbers(case, other):
                continue
            known = Known(knowledge)
            assert case.when is not None
            assert other.when is not None
            model = ordinary_model(known, known.tree(case.when), known.tree(other.when))
            if model is not None:
                wishes = known.wishes(model)
                yield _finding(
                    "prove.overlap", (table.name, name), table.grounds,
                    Text(f"{table.name}：{name} {wishes.get(name)} 同属两行。",
                         f"{table.name}: {name} {wishes.get(name)}, two rows hold it."),
                    knowledge, wishes, None,
                )  # fmt: skip


def _all_numbers(*cases: Case) -> bool:
    leaves = [node for node in nodes(tuple(case.when for case in cases)) if isinstance(node, t.Is)]
    return not leaves


def _finding(
    code: str,
    at: tuple[str, ...],
    grounds: Grounds,
    what: Text,
    knowledge: Knowledge,
    wanted: dict[str, float] | dict[str, float | str | None],
    seen: Seen | None,
) -> Finding:
    return Finding(
        kind=KIND, code=code, at=at, place=grounds.place, what=what,
        witness=with_facts(knowledge, dict(wanted), seen),
        cites=grounds.cites, readings=grounds.readings,
    )  # fmt: skip
