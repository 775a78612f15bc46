"""The Python interface: read a record, load the knowledge, ask for the advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .decide.advise import advise as advise_purely
from .decide.examples import check_examples
from .decide.output import Advice
from .language import compiled
from .language.model import Knowledge
from .record.model import Record

if TYPE_CHECKING:
    from .decide.what_if import WhatIf


def load_knowledge(folder: Path | str | None = None) -> Knowledge:
    """The checked knowledge of a folder, by default the edition that comes with the program.

    Newly read knowledge must also hold its own examples. Raises Refused with every problem.
    """
    return compiled.load_knowledge(folder, check_examples)


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
    known = _own() if knowledge is None else knowledge
    return advise_purely(record, as_of, known, known_then=known_then, all_rules=all_rules)


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
    """What would change if terms had other values: `what_if(record, {"weight": "70 kg"}, as_of=…)`.

    `put` gives terms their value, or a mapping of an entry's keys; `take` names terms or entries
    (`entries[7]`) to leave out; `on` is the day of what is put in, by default the day asked about.
    Nothing is stored. Raises Refused when a supposition cannot be used, ValueError for no day.
    """
    from .decide.what_if import what_if as what_if_purely

    known = _own() if knowledge is None else knowledge
    pairs = list(put.items()) if isinstance(put, Mapping) else list(put)
    return what_if_purely(record, as_of, known, put=pairs, take=take, on=on, known_then=known_then)


@lru_cache(maxsize=1)
def _own() -> Knowledge:
    return load_knowledge()
