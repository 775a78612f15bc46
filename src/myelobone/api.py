"""The Python interface: read a record, load the knowledge, ask for the advice."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from .decide.advise import advise as advise_purely
from .decide.examples import check_examples
from .decide.output import Advice
from .language import compiled
from .language.model import Knowledge
from .record.model import Record


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


@lru_cache(maxsize=1)
def _own() -> Knowledge:
    return load_knowledge()
