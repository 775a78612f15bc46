"""A patient on whom a finding can be seen, and what `decide/` says of that patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from ..decide.outcome import Outcome, evaluate
from ..decide.patient_on import day_number, patient_on
from ..language.model import Knowledge
from ..record.read import read_record
from .drafts import DAY, FORMAT, Draft
from .finding import Witness
from .wishes import Wish, Wishes

MOST = 120  # drafts tried for one witness
Seen = Callable[[Outcome], bool]


def outcome_of(knowledge: Knowledge, witness: Witness) -> Outcome:
    """What `decide/` makes of a witness; raises ValueError when it is no sound record."""
    record = read_record(witness.record, knowledge.vocabulary)
    if record.problems:
        raise ValueError("; ".join(problem.line() for problem in record.problems))
    return evaluate(patient_on(record, knowledge, day_number(witness.as_of)))


def first_seen(knowledge: Knowledge, drafts: Iterable[Draft], seen: Seen) -> Witness | None:
    """The first of the drafts on which `seen` holds by `decide/`; None when none was found."""
    tried: set[str] = set()
    for draft in islice(drafts, MOST):
        witness = Witness(record=draft.record(knowledge), as_of=DAY)
        key = repr(witness.record)
        if key in tried:
            continue
        tried.add(key)
        try:
            outcome = outcome_of(knowledge, witness)
        except ValueError:
            continue
        if seen(outcome):
            return witness
    return None


def with_facts(
    knowledge: Knowledge, wanted: Mapping[str, Wish], seen: Seen | None = None
) -> Witness | None:
    """A patient whose facts are as wanted, and on whom `seen` holds; by `decide/`."""

    def holds(outcome: Outcome) -> bool:
        facts_hold = all(_is(outcome, name, wish) for name, wish in wanted.items())
        return facts_hold and (seen is None or seen(outcome))

    return first_seen(knowledge, Wishes(knowledge).all(wanted), holds)


def nobody() -> Witness:
    """A patient of whom nothing is known."""
    record = {"format": FORMAT, "patient": {"id": "witness"}, "entries": []}
    return Witness(record=record, as_of=DAY)


def _is(outcome: Outcome, name: str, wish: Wish) -> bool:
    value = outcome.run.ctx.fact(name)
    if wish is None:
        return value.status == "none"
    if isinstance(wish, float | int):
        return value.known and abs(value.low - wish) <= 1e-9
    return value.known and (value.word == wish or not value.word)
