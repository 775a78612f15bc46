"""Rule examples: each is evaluated on an empty record, and must give what it claims."""

from __future__ import annotations

from datetime import date

from ..language.model import Example, Given, Knowledge, Rule
from ..language.problems import Problem, Refused, Text
from ..record.model import Patient, Record
from .context import Context
from .expressions import compile_expression
from .kleene import Truth
from .program import Program, program_of
from .rows import RecordIndex
from .rules import ANSWERS, answer, answer_in
from .run import Run
from .values import MISSING, NONE, Value, word

AN_ORDINARY_DAY = date(2026, 6, 15).toordinal()


def check_examples(knowledge: Knowledge) -> None:
    """Evaluates every example of every rule; raises Refused naming all that fail."""
    program = program_of(knowledge)
    found: list[Problem] = []
    for rule in knowledge.rules.values():
        for kind, wanted, examples in (
            ("fires", True, rule.fires),
            ("quiet", False, rule.quiet),
            ("asks", None, rule.asks),
        ):
            for number, example in enumerate(examples, start=1):
                got = example_answer(program, rule, example)
                if got is not wanted:
                    found.append(_problem(rule, kind, number, example, got))
    if found:
        raise Refused(found)


def example_answer(program: Program, rule: Rule, example: Example) -> Truth:
    """How a rule answers when the example's facts are given and the record is empty."""
    record = Record(patient=Patient(id="example"))
    index = RecordIndex(record, program.knowledge.vocabulary)
    bare = Context(program, index, AN_ORDINARY_DAY)
    given = example_values(program, bare, example)
    local = {name: value for name, value in given.items() if "." in name}
    facts = {name: value for name, value in given.items() if "." not in name}
    ctx = Context(program, index, AN_ORDINARY_DAY, given=facts)
    if rule.each is None:
        return answer(Run(ctx), rule)
    inner = ctx.with_local(local)
    run = Run(ctx)
    run.answers[rule.id] = None
    return answer_in(run, rule, inner)


def example_values(program: Program, bare: Context, example: Example) -> dict[str, Value]:
    """The facts that an example gives, by name; its days are counted in a context with nothing in it."""
    return {item.fact: _value(program, bare, item) for item in example}


def _value(program: Program, ctx: Context, given: Given) -> Value:
    if given.none:
        return NONE
    if given.word is not None:
        return MISSING if given.word == "unknown" else word(given.word)
    if given.quantity is not None:
        return program.compiler.limit(given.fact, given.quantity)
    assert given.day is not None
    return compile_expression(program.compiler, given.day, None).evaluate(ctx)


def _problem(rule: Rule, kind: str, number: int, example: Example, got: Truth) -> Problem:
    facts = ", ".join(item.fact for item in example)
    return Problem(
        code="knowledge.example_fails",
        where=f"{rule.place} {rule.id} examples.{kind}[{number - 1}]",
        found=f"{ANSWERS[got]} ({facts})",
        allowed=kind,
        message=Text(zh="示例与规则不符。", en="The example does not give what it claims."),
    )
