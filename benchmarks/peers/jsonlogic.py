"""JSONLogic: our trees as its JSON, run by datalogic-py (Rust)."""

from __future__ import annotations

from typing import Any

from ..two_valued import (
    SIDE,
    Among,
    Apart,
    Beyond,
    Both,
    Condition,
    Either,
    Fixed,
    Given,
    NoneThere,
    Same,
    lower,
)
from ..work import Row, Work, none_flag
from .peer import Patients, Runner


def decisions(work: Work) -> list[Any]:
    """Every decision of the work as one JSONLogic expression that gives true, false, null or a dose."""
    rules = [rule(*lower(tree, work.words)) for tree in work.rules.values()]
    return rules + [table(table_.by, table_.rows) for table_ in work.tables]


def rule(yes: Condition, no: Condition) -> Any:
    """A decision with three answers."""
    return {"if": [condition(yes), True, condition(no), False, None]}


def table(by: str, rows: tuple[Row, ...]) -> Any:
    """A dose table: nothing for an unknown fact, else the first row that fits."""
    parts: list[Any] = [{"===": [{"var": by}, None]}, None]
    for row in rows:
        bounds = Both(tuple(Beyond(by, op, limit + SIDE[op]) for op, limit in row.bounds))
        parts += [condition(bounds), row.gives]
    return {"if": [*parts, None]}


def condition(made: Condition) -> Any:
    """A two-valued condition."""
    match made:
        case Fixed(holds):
            return holds
        case Both(parts) | Either(parts) if len(parts) == 1:
            return condition(parts[0])
        case Both(parts):
            return {"and": [condition(part) for part in parts]} if parts else True
        case Either(parts):
            return {"or": [condition(part) for part in parts]} if parts else False
        case Given(fact, given):
            return {"!==" if given else "===": [{"var": fact}, None]}
        case NoneThere(fact, none):
            flag = {"var": none_flag(fact)}
            return flag if none else {"!": flag}
        case Among(fact, (word,), inside):
            return {"===" if inside else "!==": [{"var": fact}, word]}
        case Among(fact, words, inside):
            found = {"in": [{"var": fact}, list(words)]}
            return found if inside else {"!": found}
        case Beyond(fact, op, limit):
            return {op: [{"var": fact}, limit]}
        case Apart(fact, other, op, limit):
            return {op: [{"-": [{"var": fact}, {"var": other}]}, limit]}
        case Same(fact, other, same):
            return {"===" if same else "!==": [{"var": fact}, {"var": other}]}
    raise TypeError(made)


def prepare(work: Work, patients: Patients) -> list[Runner]:
    """Compiled once; with facts parsed beforehand, and with Python data at each call."""
    import datalogic_py

    engine = datalogic_py.Engine()
    compiled = engine.compile(decisions(work))
    session = engine.session()
    handles = [datalogic_py.DataHandle(patient) for patient in patients]
    name = f"datalogic-py {datalogic_py.__version__} (Rust)"
    return [
        Runner(name, lambda n: session.evaluate_data(compiled, handles[n]), False),
        Runner(f"{name}, plain facts", lambda n: compiled.evaluate(patients[n]), True),
    ]
