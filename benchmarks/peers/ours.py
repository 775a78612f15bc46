"""Our own engine, trees compiled into closures, and the naive walker."""

from __future__ import annotations

from collections.abc import Mapping

from myelobone.decide.context import Context
from myelobone.decide.doses import compile_route
from myelobone.decide.program import Program
from myelobone.decide.rows import RecordIndex
from myelobone.decide.trees import compile_tree
from myelobone.decide.values import MISSING, NONE, Value, number, word
from myelobone.record.read import read_record

from ..patients import TODAY
from ..walker import look_up, walk
from ..work import Plain, Work, gives, none_flag
from .peer import Answers, Patients, Runner

OURS = "MyeloBone, closures"
OURS_READING = "MyeloBone, closures, plain facts read at each call"
NOBODY = {"format": "myelobone-record/1", "patient": {"id": "nobody"}, "entries": []}


def prepare(work: Work, patients: Patients) -> list[Runner]:
    """Closures on facts made ready beforehand, the same with plain facts at each call, the walker."""
    program = work.words.program
    tests = [compile_tree(program.compiler, tree) for tree in work.rules.values()]
    routes = [compile_route(program.compiler, table.route) for table in work.tables]
    vocabulary = program.knowledge.vocabulary
    nobody = RecordIndex(
        read_record(NOBODY, vocabulary), vocabulary, frozenset(), program.compiler.shape
    )
    contexts = [_context(program, nobody, work, patient) for patient in patients]

    def take_in(ctx: Context) -> Answers:
        answers: Answers = [test(ctx) for test in tests]
        for route in routes:
            row = route(ctx)
            answers.append(None if row is None else gives(row))
        return answers

    def naive(number: int) -> Answers:
        facts = patients[number]
        answers: Answers = [walk(tree, facts, work.words) for tree in work.rules.values()]
        return answers + [look_up(table, facts) for table in work.tables]

    return [
        Runner(OURS, lambda n: take_in(contexts[n]), False),
        Runner(OURS_READING, lambda n: take_in(_context(program, nobody, work, patients[n])), True),
        Runner("naive walker (Python)", naive, False),
    ]


def _context(
    program: Program, index: RecordIndex, work: Work, patient: Mapping[str, Plain]
) -> Context:
    given = {fact: _value(fact, kind, patient) for fact, kind in work.facts.items()}
    return Context(program, index, TODAY, given=given)


def _value(fact: str, kind: str, patient: Mapping[str, Plain]) -> Value:
    value = patient[fact]
    if value is None:
        return NONE if patient.get(none_flag(fact)) is True else MISSING
    return word(value) if isinstance(value, str) else number(value)
