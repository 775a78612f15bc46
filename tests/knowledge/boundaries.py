"""Every threshold of the knowledge just below, at and just above, with what changes there.

`python -m tests.knowledge.boundaries` writes the table anew; its diff is the review of a change.
"""

from __future__ import annotations

from pathlib import Path

from myelobone import read_record
from myelobone.decide.context import Context
from myelobone.decide.outcome import Outcome, evaluate
from myelobone.decide.program import program_of
from myelobone.decide.rows import RecordIndex
from myelobone.decide.suppose import suppose
from myelobone.decide.values import number
from myelobone.language.dates import ordinal

from .files import knowledge, patient_cases

TABLE = Path(__file__).with_name("boundaries.txt")
PATIENTS = ("W1-2026-12-01", "W9-2026-11-12")
WORDS = {True: "fires", False: "quiet", None: "asks"}


def table() -> str:
    """The whole table, one block a threshold, for each patient in which something changes there."""
    blocks = []
    for name in PATIENTS:
        base = outcome(name)
        thresholds = base.run.ctx.program.thresholds
        for fact in knowledge().facts:
            for limit in thresholds.get(fact, ()):
                blocks += block(name, base, fact, limit)
    return "\n".join(blocks) + "\n"


def outcome(name: str) -> Outcome:
    """The evaluation of a worked patient."""
    case = patient_cases()[name]
    record = read_record(case.record, knowledge().vocabulary)
    index = RecordIndex(record, knowledge().vocabulary)
    return evaluate(Context(program_of(knowledge()), index, ordinal(case.as_of)))


def block(name: str, base: Outcome, fact: str, limit: float) -> list[str]:
    """The lines of one threshold: each output that differs between its sides."""
    digits = knowledge().facts[fact].digits
    step = 10.0 ** -(1 if digits is None else digits)
    sides = [suppose(base, {fact: number(limit + side * step)}) for side in (-1, 0, 1)]
    shown = [answers(side) for side in sides]
    names = [key for key in shown[0] if len({side.get(key) for side in shown}) > 1]
    if not names:
        return []
    unit = knowledge().facts[fact].unit or ""
    lines = [f"{fact} {limit:g} {unit}  (±{step:g}, {name})"]
    return lines + [f"  {key}: " + " | ".join(side[key] for side in shown) for key in names]


def answers(side: Outcome) -> dict[str, str]:
    """What an outcome says, as short words."""
    found: dict[str, str] = {}
    for key, value in side.signature().flat().items():
        if key.startswith("rules."):
            found[key] = WORDS[value]  # type: ignore[index]
    for agent, state in side.states.items():
        rows = [row for _, row in state.rows]
        doses = [
            "?" if row is None else row.avoid or f"{row.amount or f'{row.low:g}–{row.high:g}'}"
            for row in rows
        ]
        found[f"agents.{agent}"] = f"{state.standing} {' / '.join(map(str, doses))}".strip()
    return found


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
