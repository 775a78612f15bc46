"""The transcribed dose table as situations: each row's record, and the dose that it must give."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from myelobone import read_record
from myelobone.decide.agents import proposed
from myelobone.decide.outcome import Outcome
from myelobone.decide.program import Program
from myelobone.language.dates import ordinal
from myelobone.prove.mutants.situation import Situation, situation
from myelobone.prove.mutants.watched import plain

from ..knowledge.files import patient_cases
from ..knowledge.test_bounds import DAY, FORBIDDEN, GIVEN, measured, named, shown, wanted


def doses(program: Program) -> Iterator[Situation]:
    """One situation a row that gives or forbids a dose."""
    base = patient_cases()[f"W1-{DAY}"].record
    dropped = {"weight", "creatinine", "height"}
    kept = [entry for entry in base["entries"] if entry["what"] not in dropped]
    for row in GIVEN + FORBIDDEN:
        patient = {**base["patient"], "born": "1958-06-01"}
        document = {**base, "patient": patient, "entries": kept + measured(row)}
        record = read_record(document, program.knowledge.vocabulary)
        yield situation(
            named(row), "dose", record, ordinal(DAY), program, sees=frozenset({"agents"}),
            words=frozenset({row["agent"], *row["why"].split()}), broken=_broken(row),
        )  # fmt: skip


def _broken(row: dict[str, str]) -> Callable[[Outcome, frozenset[str]], str | None]:
    def find(outcome: Outcome, among: frozenset[str]) -> str | None:
        if "agents" not in among:
            return None
        state = outcome.states[row["agent"]]
        dose, _ = proposed(outcome.run, state)
        if row["standing"] == "forbidden":
            return None if state.standing == "forbidden" and dose is None else "standing"
        if state.standing not in ("preferred", "option") or dose is None:
            return "standing"
        return None if shown(plain(dose)) == wanted(row) else "dose"

    return find
