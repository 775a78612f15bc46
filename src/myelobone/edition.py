"""The knowledge of a folder, checked, and the edition that comes with the program."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from .decide.examples import check_examples
from .language import compiled
from .language.model import Knowledge


def load_knowledge(folder: Path | str | None = None) -> Knowledge:
    """The checked knowledge of a folder, by default the edition that comes with the program.

    Newly read knowledge must also hold its own examples. Raises Refused with every problem.
    """
    return compiled.load_knowledge(folder, check_examples)


@lru_cache(maxsize=1)
def own_edition() -> Knowledge:
    """The edition that comes with the program, read once in a process."""
    return load_knowledge()
