"""The examples beside the rules, met once and asked again under a changed knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...decide.context import Context
from ...decide.examples import AN_ORDINARY_DAY, example_values
from ...decide.kleene import Truth
from ...decide.program import Program
from ...decide.rows import RecordIndex
from ...decide.rules import answer, answer_in
from ...decide.run import Run
from ...decide.values import Value
from ...language.model import Example, Rule
from ...record.model import Patient, Record
from .patched import Patched
from .situation import under


class Worked(Struct, frozen=True):
    """One example of a rule: what it claims, and the context in which it was found to hold."""

    name: str
    rule: str
    wanted: Truth
    ctx: Context
    local: dict[str, Value]


def worked_examples(program: Program) -> dict[str, list[Worked]]:
    """Every example, by rule."""
    record = Record(patient=Patient(id="example"))
    index = RecordIndex(record, program.knowledge.vocabulary)
    found: dict[str, list[Worked]] = {}
    for rule in program.knowledge.rules.values():
        for name, wanted, example in _claims(rule):
            bare = Context(program, index, AN_ORDINARY_DAY)
            values = example_values(program, bare, example)
            local = {name: value for name, value in values.items() if "." in name}
            facts = {name: value for name, value in values.items() if "." not in name}
            ctx = Context(program, index, AN_ORDINARY_DAY, given=facts)
            worked = Worked(f"{rule.id} {name}", rule.id, wanted, ctx, local)
            _answer(ctx, rule, worked)  # what it looks at is kept in the context
            found.setdefault(rule.id, []).append(worked)
    return found


def _claims(rule: Rule) -> Iterator[tuple[str, Truth, Example]]:
    for kind, wanted, examples in (
        ("fires", True, rule.fires), ("quiet", False, rule.quiet), ("asks", None, rule.asks),
    ):  # fmt: skip
        for number, example in enumerate(examples, start=1):
            yield f"{kind} {number}", wanted, example


def failing(worked: Worked, patched: Patched) -> bool:
    """Whether an example no longer gives what it claims."""
    ctx = under(worked.ctx, patched.program, patched.touched.facts)
    rule = patched.program.knowledge.rules[worked.rule]
    return _answer(ctx, rule, worked) is not worked.wanted


def _answer(ctx: Context, rule: Rule, worked: Worked) -> Truth:
    run = Run(ctx)
    if rule.each is None:
        return answer(run, rule)
    run.answers[rule.id] = None
    return answer_in(run, rule, ctx.with_local(worked.local))
