"""Every threshold of the knowledge just below, at and just above, with what changes there.

`python -m tests.knowledge.boundaries` writes the table anew, looking for a worked patient in whom each
threshold can be seen; its diff is the review of a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from myelobone import read_record
from myelobone.decide.context import Context
from myelobone.decide.orders import orders
from myelobone.decide.outcome import Outcome, evaluate
from myelobone.decide.program import program_of
from myelobone.decide.rows import RecordIndex
from myelobone.decide.suppose import suppose
from myelobone.decide.values import number
from myelobone.language.dates import iso, ordinal
from myelobone.language.model import Row

from .files import knowledge, patient_cases

TABLE = Path(__file__).with_name("boundaries.txt")
PATIENTS = (
    "W1-2026-12-01",
    "W9-2026-11-12",
)  # where the second says the same, the first stands alone
WORDS = {True: "fires", False: "quiet", None: "asks"}
HEADER = re.compile(r"^(\S+) (\S+) .*\(±\S+, (\S+)\)$", re.MULTILINE)
ORDER = "order."

DATED = ("dose", "decision", "task", "dental", "study", "refer")
# Thresholds that no supposed value of a fact can show, each with the reason.
LEFT_OUT = {
    (name, limit): reason
    for name, limit, reason in (
        ("days_since_last_dose", 21.0, "an order only asks whether the days are known at all"),
        ("orders_that_day", 1.0, "counted from orders: trials of `orders.all.ordered_twice`"),
        (
            "dental_examination_months",
            12.0,
            "a word that is shown; no advice hangs on it: trials of the fact itself",
        ),
    )
}

Place = tuple[str, float]  # a fact or an attribute of an order, and the number


def places() -> Iterator[Place]:
    """Every number that something is held against, facts in the order of the knowledge, then orders."""
    thresholds = program_of(knowledge()).thresholds
    for name in (*knowledge().facts, *sorted(n for n in thresholds if n not in knowledge().facts)):
        for limit in thresholds.get(name, ()):
            yield name, limit


def table(shown_in: dict[Place, list[str]]) -> str:
    """The whole table, one block a threshold, for each patient in which something changes there."""
    blocks = [
        "\n".join(found)
        for place in places()
        for name in shown_in.get(place, ())
        if (found := block(name, *place))
    ]
    return "\n".join(blocks) + "\n"


def named_in(text: str) -> dict[Place, list[str]]:
    """The patients in whom a written table shows each threshold."""
    exact = {(fact, f"{limit:g}"): (fact, limit) for fact, limit in places()}
    found: dict[Place, list[str]] = {}
    for fact, limit, name in HEADER.findall(text):
        if (fact, limit) in exact:
            found.setdefault(exact[fact, limit], []).append(name)
    return found


def looked_for(known: dict[Place, list[str]]) -> dict[Place, list[str]]:
    """For each threshold the patients who show it each in their own way, and where neither does, one more."""
    found = {}
    for place in places():
        shown = {block(name, *place)[1:]: name for name in reversed(PATIENTS)}
        names = [name for lines, name in reversed(shown.items()) if lines]
        names = names or [name for name in known.get(place, ()) if block(name, *place)][:1]
        if not names and place not in LEFT_OUT:
            names = [name for name in _likely(place[0]) if block(name, *place)][:1]
        found[place] = names
    return found


def _likely(fact: str) -> Iterator[str]:
    """The cases, those that speak of the fact or of what rests on it first."""
    program = program_of(knowledge())
    words = {fact}
    if fact in program.dependents:
        touched = program.touched(frozenset({fact}))
        for name in touched.rules:
            words |= set(knowledge().rules[name].cites) | set(knowledge().rules[name].readings)
    cases = patient_cases()
    rank = {name: sum(word in str(case.expect) for word in words) for name, case in cases.items()}
    for name in sorted(cases, key=lambda name: -rank[name]):
        if not fact.startswith(ORDER) or any(map(_is_order, cases[name].record["entries"])):
            yield name


@cache
def outcome(name: str) -> Outcome:
    """The evaluation of a worked patient."""
    case = patient_cases()[name]
    return _evaluated(case.record, case.as_of)


def _evaluated(document: dict[str, Any], as_of: str) -> Outcome:
    record = read_record(document, knowledge().vocabulary)
    index = RecordIndex(record, knowledge().vocabulary)
    return evaluate(Context(program_of(knowledge()), index, ordinal(as_of)))


@cache
def block(name: str, fact: str, limit: float) -> tuple[str, ...]:
    """The lines of one threshold: each output that differs between its sides; none where none does."""
    if fact.startswith(ORDER):
        return _order_block(name, fact, limit)
    digits = knowledge().facts[fact].digits
    step = 10.0 ** -(1 if digits is None else digits)
    base = outcome(name)
    sides = [suppose(base, {fact: number(limit + side * step)}) for side in (-1, 0, 1)]
    unit = knowledge().facts[fact].unit or ""
    return _lines(f"{fact} {limit:g} {unit}  (±{step:g}, {name})", [answers(s) for s in sides])


def _given(row: Row | None) -> str:
    if row is None:
        return "?"
    if row.avoid is not None:
        return f"{row.avoid} ({row.printed})" if row.printed else row.avoid
    return f"{row.amount or f'{row.low:g}–{row.high:g}'}"


def _lines(header: str, shown: list[dict[str, str]]) -> tuple[str, ...]:
    names = dict.fromkeys(key for side in shown for key in side)
    lines = [
        f"  {name}: " + " | ".join(side.get(name, "–") for side in shown)
        for name in names
        if len({side.get(name) for side in shown}) > 1
    ]
    return (header, *lines) if lines else ()


def answers(side: Outcome) -> dict[str, str]:
    """What an outcome says, as short words."""
    found: dict[str, str] = {}
    for key, value in side.signature().flat().items():
        if key.startswith("rules."):
            found[key] = WORDS[value]  # type: ignore[index]
    for agent, state in side.states.items():
        rows = [row for _, row in state.rows]
        doses = [_given(row) for row in rows]
        found[f"agents.{agent}"] = f"{state.standing} {' / '.join(doses)}".strip()
        for line, truth, _ in state.lines:
            if line.effect == "note":
                found[f"notes.{line.id}"] = WORDS[truth]
    for planned in side.planned:  # the next of each
        if planned.item.form in DATED and planned.due is not None:
            found.setdefault(f"plan.{planned.item.id}", f"{iso(planned.due)} {planned.status}")
    return found


# -- orders: the attribute of a worked patient's order, or its day, is moved ----------------------

UNITS = {"dose": "mg", "over": "min", "gap": "d"}


def _order_block(name: str, fact: str, limit: float) -> tuple[str, ...]:
    attribute = fact.removeprefix(ORDER)
    step = 0.1 if attribute == "dose" else 1.0
    sides = [_ordered(name, attribute, limit + side * step) for side in (-1, 0, 1)]
    if not all(sides):
        return ()
    return _lines(f"{fact} {limit:g} {UNITS[attribute]}  (±{step:g}, {name})", sides)


def _ordered(name: str, attribute: str, figure: float) -> dict[str, str]:
    """The verdict on the last order of a patient with one figure in it changed."""
    case = patient_cases()[name]
    entries = [dict(entry) for entry in case.record["entries"]]
    order = next((entry for entry in reversed(entries) if _is_order(entry)), None)
    if order is None:
        return {}
    if attribute == "gap":
        given = [str(e["on"])[:10] for e in entries if e["what"] == "given" and "on" in e]
        if not given or len(max(given)) != 10:
            return {}
        order["on"] = iso(ordinal(max(given)) + round(figure))
    elif attribute not in order:
        return {}
    else:
        order[attribute] = f"{figure:g} {UNITS[attribute]}"
    last = _evaluated({**case.record, "entries": entries}, case.as_of)
    return {
        f"orders.{found.agent}": f"{found.verdict} {' '.join(found.items)}".strip()
        for found in orders(last)[-1:]
    }


def _is_order(entry: dict[str, Any]) -> bool:
    return bool(entry["what"] == "ordered")


if __name__ == "__main__":
    known = named_in(TABLE.read_text(encoding="utf-8"))
    TABLE.write_text(table(looked_for(known)), encoding="utf-8")
