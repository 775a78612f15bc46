"""The edition under test, with everything that can kill its mutants."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from myelobone.decide.program import Program, program_of
from myelobone.language.yaml import read
from myelobone.prove.mutants.hunt import Hunter
from myelobone.prove.mutants.mutants import Mutant, mutants
from myelobone.prove.mutants.patients import patients
from myelobone.prove.mutants.subjects import subjects
from myelobone.prove.mutants.trials import Table, read_table

from ..knowledge.files import knowledge, patient_cases
from .doses import doses

HERE = Path(__file__).parent
TABLE = HERE / "trials.txt"
EQUIVALENTS = HERE / "equivalents.yaml"


@cache
def program() -> Program:
    """The edition, compiled."""
    return program_of(knowledge())


@cache
def all_mutants() -> tuple[Mutant, ...]:
    """Every mutant of the edition."""
    return tuple(mutants(knowledge()))


@cache
def table() -> Table:
    """The kept trials."""
    trials = read_table(TABLE.read_text(encoding="utf-8"))
    return Table(subjects(knowledge()), trials)


@cache
def equivalents() -> dict[str, str]:
    """The mutants that are no mistakes: each with the reason why."""
    data = read(EQUIVALENTS.read_bytes(), EQUIVALENTS.name).data or []
    return {key: each["reason"] for each in data for key in each["mutants"]}


@cache
def proved() -> frozenset[str]:
    """The equivalents that are proved by trying every combination of what the part looks at."""
    data = read(EQUIVALENTS.read_bytes(), EQUIVALENTS.name).data or []
    return frozenset(key for each in data if each.get("proved") == "yes" for key in each["mutants"])


def hunter(*, with_patients: bool = True, by_hand: bool = False) -> Hunter:
    """What hunts: examples and trials; doses and patients take some seconds to be met."""
    situations = []
    if with_patients:
        situations += [*doses(program()), *patients(program(), patient_cases().values())]
    return Hunter(program(), situations, table(), by_hand=by_hand)
