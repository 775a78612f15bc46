"""The Python interface: ask for the advice, for what would change, for the reasons, for facts over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from .advice import Advice
from .decide.advise import advise as advise_purely
from .edition import load_knowledge, own_edition
from .language.model import Knowledge
from .record.model import Record

if TYPE_CHECKING:
    from .decide.explain.nodes import Explanation
    from .decide.over_time import Series
    from .decide.plan import Plan
    from .decide.simulate.model import Simulation
    from .decide.what_if import WhatIf

__all__ = ["Advice", "advise", "explain", "load_knowledge", "plan", "series", "simulate", "what_if"]


def advise(
    record: Record,
    as_of: str | date,
    knowledge: Knowledge | None = None,
    *,
    known_then: bool = False,
    all_rules: bool = False,
) -> Advice:
    """The advice on a record as of a day (a date or `2026-11-24`), by the program's own edition if none is given.

    With `known_then`, entries that became known later are invisible; with `all_rules` the answer of
    every rule is listed. Raises ValueError when `as_of` is no day.
    """
    known = own_edition() if knowledge is None else knowledge
    decided = advise_purely(record, as_of, known, known_then=known_then, all_rules=all_rules)
    return Advice.of(decided, known)


def plan(
    record: Record,
    as_of: str | date,
    until: str | date | None = None,
    knowledge: Knowledge | None = None,
    *,
    known_then: bool = False,
) -> Plan:
    """The dated plan of a record as of a day up to and with `until`, by default two years on.

    What was done is in it too; where a choice is open its branches stand side by side. Raises
    ValueError when a day is none or `until` lies before `as_of`.
    """
    from .decide.plan import plan as plan_purely

    known = own_edition() if knowledge is None else knowledge
    return plan_purely(record, as_of, known, until=until, known_then=known_then)


def series(
    record: Record,
    facts: Iterable[str],
    start: str | date,
    end: str | date,
    knowledge: Knowledge | None = None,
    *,
    known_then: bool = False,
) -> Series:
    """Facts over time: a point on `start` and on each day up to `end` on which the fact changed.

    A change is a new entry, a value that grew stale, a count that went on, a birthday. The value as
    of any day between, `series(…).at(name, day)`, is the one that an advice as of that day shows.
    Raises KeyError for a name that is no fact, ValueError for a day that is none.
    """
    from .decide.over_time import series as series_purely

    known = own_edition() if knowledge is None else knowledge
    return series_purely(record, facts, start, end, known, known_then=known_then)


def explain(
    record: Record,
    name: str,
    as_of: str | date,
    knowledge: Knowledge | None = None,
    *,
    known_then: bool = False,
) -> Explanation:
    """Why a rule, fact, agent, line, calendar item, dated item or term is what it is, down to the entries.

    `agents` compares every agent in one line. Raises KeyError for a name that is none of these,
    ValueError when `as_of` is no day.
    """
    from .decide.explain.explain import explain as explain_purely

    known = own_edition() if knowledge is None else knowledge
    return explain_purely(record, name, as_of, known, known_then=known_then)


def what_if(
    record: Record,
    put: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    *,
    as_of: str | date,
    take: Sequence[str] = (),
    on: str | None = None,
    knowledge: Knowledge | None = None,
    known_then: bool = False,
) -> WhatIf:
    """What would change if terms had other values: `what_if(record, {TERM: VALUE}, as_of=…)`.

    `put` gives terms their value, or a mapping of an entry's keys; `take` names terms or entries
    (`entries[7]`) to leave out; `on` is the day of what is put in, by default the day asked about.
    Nothing is stored. Raises Refused when a supposition cannot be used, ValueError for no day.
    """
    from .decide.what_if import what_if as what_if_purely

    known = own_edition() if knowledge is None else knowledge
    pairs = list(put.items()) if isinstance(put, Mapping) else list(put)
    found = what_if_purely(record, as_of, known, put=pairs, take=take, on=on, known_then=known_then)
    return replace(
        found, before=Advice.of(found.before, known), after=Advice.of(found.after, known)
    )


def simulate(
    record: Record,
    as_of: str | date,
    until: str | date,
    *,
    values: Mapping[str, Any] | Sequence[str] = (),
    events: Mapping[str, Any] | Sequence[str] = (),
    decide: Mapping[str, Any] | Sequence[str] = (),
    knowledge: Knowledge | None = None,
) -> Simulation:
    """The months from `as_of` to `until`, everything due being done on its day; nothing is stored.

    `values` are `TERM=VALUE`, also `… from DAY` (at once) or `… by DAY` (in a straight line); without
    one the last known value is repeated, and what was never known stays unknown. `events` are
    `TERM=VALUE on DAY`, `decide` holds `CHOICE=OPTION` for when the choice is put. Raises Refused when
    something given cannot be used or the days are not 1 to 3653, ValueError for a day that is none.
    """
    from .decide.simulate.play import simulate as simulate_purely

    known = own_edition() if knowledge is None else knowledge
    return simulate_purely(
        record, as_of, known, until=until, values=values, events=events, decide=decide
    )
