"""One part of the knowledge by itself: what it looks at, and what it answers in a small world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ...decide.context import Context
from ...decide.examples import AN_ORDINARY_DAY
from ...decide.kleene import Truth, any_of
from ...decide.program import Program
from ...decide.values import Value
from ...language.dates import Duration
from ...language.model import Agent, EntriesForm, Knowledge, Rule
from ...language.spell import spell
from ...language.tree import AnyEntry, Source
from .inputs import Input, Inputs, inputs
from .tables import shown as shown_row

TRUTHS = {True: "yes", False: "no", None: "?"}
EXPRESSIONS = (
    "amount", "started", "from_", "sooner_from", "due", "earliest", "not_before", "latest", "until",
    "deadline", "alert_from",
)  # fmt: skip

CLAUSES = (
    "agent", "measure", "late", "before_dose", "at", "prompt", "until_after", "ends", "needs",
    "held_while",
)  # fmt: skip


class Subject(Struct, frozen=True):
    """A fact, rule, line, dose table or dated item, named as mutants name it."""

    element: str
    kind: str
    id: str
    agent: str = ""


def subjects(knowledge: Knowledge) -> Iterator[Subject]:
    """Everything that can be asked by itself, in the order of the knowledge."""
    for name in knowledge.facts:
        yield Subject(f"facts.{name}", "fact", name)
    for name in knowledge.rules:
        yield Subject(f"rules.{name}", "rule", name)
    for field, kind in (("standing", "lines"), ("order", "orders")):
        places: dict[str, list[tuple[Agent, Any]]] = {}
        for agent in knowledge.agents.values():
            for line in getattr(agent, field):
                places.setdefault(line.place, []).append((agent, line))
        for copies in places.values():
            agent, line = copies[0]
            own = line.id.partition(".")[2]
            name = f"all.{own}" if len(copies) > 1 else line.id
            yield Subject(f"{kind}.{name}", kind, line.id, agent.id)
    for agent in knowledge.agents.values():
        for route in agent.routes:
            yield Subject(f"doses.{agent.id}.{route.route}", "route", route.route, agent.id)
        if agent.no_dose is not None:
            yield Subject(f"no_dose.{agent.id}", "no_dose", agent.id, agent.id)
    for name in knowledge.calendar:
        yield Subject(f"calendar.{name}", "item", name)


def looks_at(program: Program, subject: Subject) -> Inputs:
    """What a subject looks at."""
    knowledge = program.knowledge
    match subject.kind:
        case "fact":
            return inputs(program, (knowledge.facts[subject.id].form,))
        case "rule":
            rule = knowledge.rules[subject.id]
            found = inputs(program, (rule.when, rule.unless, _options(rule), _entries(rule)))
            others = tuple(Input(f"rule:{name}", ("yes", "no", "?")) for name in rule.unless_rules)
            return Inputs((*found.given, *others), found.takes, found.days, found.finite)
        case "route":
            route = next(r for r in knowledge.agents[subject.agent].routes if r.route == subject.id)
            return inputs(program, (route, *(row.when for row in route.rows)))
        case "item":
            item = knowledge.calendar[subject.id]
            trees = (item.when, item.unless, item.sooner_when, *(row.when for row in item.every))
            return inputs(program, (*trees, *(getattr(item, name) for name in EXPRESSIONS)))
        case "no_dose":
            no_dose = knowledge.agents[subject.agent].no_dose
            return inputs(program, (None if no_dose is None else no_dose.when,))
        case _:
            return inputs(program, (_line(knowledge, subject).when,))


def _entries(rule: Rule) -> AnyEntry | None:
    return None if rule.each is None else AnyEntry(rule.each, rule.each_windows)


def _options(rule: Rule) -> tuple[Any, ...]:
    return tuple(option.when for option in rule.then.options)


def _line(knowledge: Knowledge, subject: Subject) -> Any:
    agent = knowledge.agents[subject.agent]
    lines = agent.standing if subject.kind == "lines" else agent.order
    return next((line for line in lines if line.id == subject.id), None)


def answer_of(program: Program, subject: Subject, ctx: Context) -> str:
    """What a subject answers, in a few words."""
    knowledge = program.knowledge
    match subject.kind:
        case "fact":
            return _fact(program, subject.id, ctx)
        case "rule":
            return _rule(program, knowledge.rules[subject.id], ctx)
        case "route":
            return _route(program, subject, ctx)
        case "item":
            return _item(program, subject.id, ctx)
        case "no_dose":
            no_dose = knowledge.agents[subject.agent].no_dose
            return "gone" if no_dose is None else TRUTHS[program.test(no_dose.when)(ctx)]
        case _:
            line = _line(knowledge, subject)
            return "gone" if line is None else TRUTHS[program.test(line.when)(ctx)]


def _fact(program: Program, name: str, ctx: Context) -> str:
    fact = program.knowledge.facts[name]
    if isinstance(fact.form, EntriesForm):
        rows = program.compiler.select(Source((), name), ())(ctx).rows
        return " ".join(f"{row.seq}{'' if sure else '?'}" for row, sure in rows) or "-"
    return shown(program.facts[name](ctx), day=fact.kind == "day")


def shown(value: Value, *, day: bool) -> str:
    """A value in a few words; days counted from today."""
    if value.status == "unknown":
        return f"? {value.why}"
    if value.status == "none":
        return "none"
    if value.word:
        return value.word if not value.low else f"{value.low:g} {value.word}"
    base = AN_ORDINARY_DAY if day or value.low > 500_000 else 0
    ends = dict.fromkeys(f"{end - base:+.9g}" if base else f"{end:.9g}" for end in (value.low, value.high))  # fmt: skip
    return ("today" if base else "") + " to ".join(ends)


def _rule(program: Program, rule: Rule, ctx: Context) -> str:
    if rule.each is None:
        return _answer(program, rule, ctx)
    selected = program.compiler.select(rule.each, rule.each_windows)(ctx)
    rows = " ".join(f"{row.seq}{'' if sure else '?'}" for row, sure in selected.rows)
    return f"{_answer(program, rule, ctx)} of {rows or '-'}"


def _answer(program: Program, rule: Rule, ctx: Context) -> str:
    when = program.rules[rule.id](ctx)
    if when is False:
        return "no"
    answers: dict[str, Truth] = {"yes": True, "no": False, "?": None}
    others = [answers[_given(ctx, name)] for name in rule.unless_rules]
    excepted = any_of([*(test(ctx) for test in program.exceptions[rule.id]), *others])
    if excepted is True:
        return "no"
    if when is not True or excepted is not False:
        return "?"
    offered = [
        f"{option.id}{'' if option.dose is None else ' ' + option.dose}"
        for option in rule.then.options
        if option.when is None or program.test(option.when)(ctx) is True
    ]
    return " ".join(["yes", *offered, *([rule.then.agent] if rule.then.agent else [])])


def _given(ctx: Context, name: str) -> str:
    value = ctx.given.get(f"rule:{name}")
    return "?" if value is None or not value.known else value.word


def _route(program: Program, subject: Subject, ctx: Context) -> str:
    for compiled in program.routes[subject.agent]:
        if compiled.route.route == subject.id:
            row = compiled.find(ctx)
            if row is None:
                return "?"
            route = compiled.route
            over = (row.over_low or route.over_low, row.over_high or route.over_high)
            printed = f"{shown_row(row).rpartition(': ')[2]} {row.printed or ''}".strip()
            most = "" if route.at_most is None else spell(route.at_most)
            figures = {"over": over, "most": most, "every": route.interval_days, "days a month": route.days_per_month}  # fmt: skip
            return ", ".join([printed, *(f"{k} {v}" for k, v in figures.items() if v)])
    return "gone"


def _item(program: Program, name: str, ctx: Context) -> str:
    item = program.knowledge.calendar[name]
    when, unless = program.items[name]
    truth = when(ctx)
    if truth is not False and unless:
        excepted = any_of([test(ctx) for test in unless])
        if excepted is True:
            truth = False
        elif excepted is None:
            truth = None
    if truth is not True:
        return TRUTHS[truth]
    found = ["yes"]
    for field in EXPRESSIONS:
        expression = getattr(item, field)
        if expression is not None:
            value = program.expression(expression)(ctx)
            found.append(f"{field.rstrip('_')} {shown(value, day=False)}")
    for row in item.every:
        met = True if row.when is None else program.test(row.when)(ctx)
        if met is not False:
            found.append(f"every {row.value.count} {row.value.unit}{'' if met else ' ?'}")
            if met is True:
                break
    found += [
        f"{field} {_clause(getattr(item, field))}" for field in CLAUSES if getattr(item, field)
    ]
    if item.sooner_when is not None:
        found.append(f"sooner {TRUTHS[program.test(item.sooner_when)(ctx)]}")
    return ", ".join(found)


def _clause(part: Any) -> str:
    if isinstance(part, tuple):
        return " ".join(map(_clause, part))
    return f"{part.count} {part.unit}" if isinstance(part, Duration) else str(part)
