"""Choices: nothing is preset before the doctor decides, and there is something to choose between."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..language import tree as t
from ..language.model import CasesForm, Fact, IsForm, Knowledge, Rule
from ..language.problems import Text
from .finding import Examined, Finding
from .patient import nobody
from .solver.claims import rule_claim, rule_truth
from .solver.days import Day
from .solver.witness import Shown
from .subject import Subject

KIND = "choices"


def check(subject: Subject) -> Examined:
    """Every rule that puts a choice."""
    rules = [rule for rule in subject.knowledge.rules.values() if rule.then.main == "choice"]
    found: list[Finding] = []
    for rule in rules:
        found += _one_option(subject, rule)
        found += _preset(subject, rule)
    return Examined(count=len(rules), findings=tuple(found))


def _one_option(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """A choice with one option decides for the doctor."""
    if rule.then.options_agents or len(rule.then.options) > 1:
        return
    claim = rule_claim(rule)
    shown = subject.search.show(claim.yes(subject.search.symbolic), claim.seen)
    named = ", ".join(option.id for option in rule.then.options)
    yield _finding(
        "prove.one_option", rule, (rule.id,), shown,
        Text(f"{rule.id}：只有一个选项（{named}）。", f"{rule.id}: the only option is {named}."),
    )  # fmt: skip


def _preset(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """While the choice is open, no fact that looks at its decision already names one of its options."""
    knowledge, symbolic = subject.knowledge, subject.search.symbolic
    decided = decided_fact(knowledge, rule.then.choice or "")
    if decided is None:
        return
    options = _options(knowledge, rule)
    open_ = z3.And(rule_truth(symbolic, rule).yes, symbolic.fact(decided.id).none)
    for fact in knowledge.facts.values():
        named = tuple(word for word in options if word in _defaults(fact, decided.id))
        if not named:
            continue
        value = symbolic.fact(fact.id)
        claim = z3.And(open_, value.usable, symbolic.among(value, named))

        def seen(day: Day, fact: Fact = fact, named: tuple[str, ...] = named) -> bool:
            given = day.ctx.fact(fact.id)
            undecided = day.ctx.fact(decided.id).status == "none"
            return rule_claim(rule).seen(day) and undecided and given.known and given.word in named

        shown = subject.search.show(claim, seen)
        if shown.verdict != "never":
            given = named if shown.day is None else (shown.day.ctx.fact(fact.id).word,)
            told = [knowledge.vocabulary.labels.get(word, Text(word, word)) for word in given]
            zh, en = "、".join(text.zh for text in told), ", ".join(text.en for text in told)
            yield _finding(
                "prove.preset", rule, (rule.id, fact.id), shown,
                Text(f"{rule.id}：尚未决定，{fact.label.zh}已是{zh}。",
                     f"{rule.id}: nothing is decided, and {fact.label.en} is {en}."),
            )  # fmt: skip


def decided_fact(knowledge: Knowledge, choice: str) -> Fact | None:
    """The fact that answers a choice."""
    for fact in knowledge.facts.values():
        form = fact.form
        expression = form.expression if isinstance(form, IsForm) else None
        if isinstance(expression, t.Decided) and expression.choice == choice:
            return fact
    return None


def _options(knowledge: Knowledge, rule: Rule) -> tuple[str, ...]:
    if rule.then.options_agents:
        return tuple(knowledge.agents)
    return tuple(option.id for option in rule.then.options)


def _defaults(fact: Fact, decided: str) -> tuple[str, ...]:
    """The words that a table which looks at the decision may give by itself."""
    if not isinstance(fact.form, CasesForm) or decided not in fact.depends:
        return ()
    return tuple(row.word for row in fact.form.rows if row.word is not None)


def _finding(code: str, rule: Rule, at: tuple[str, ...], shown: Shown, what: Text) -> Finding:
    return Finding(
        kind=KIND, code=code, at=at, place=rule.place, what=what,
        witness=shown.witness or nobody(), cites=rule.cites, readings=rule.readings,
    )  # fmt: skip
