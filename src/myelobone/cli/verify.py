"""Checks an edition afresh: every file read again, every reference, unit and example."""

from __future__ import annotations

from pathlib import Path


def verified(folder: str | None) -> tuple[str, dict[str, int], str]:
    """Name and version, how many of each kind, and the digest; raises Refused with every problem."""
    from ..decide.examples import check_examples
    from ..language.compiled import default_folder
    from ..language.load import load_folder
    from .catalogue import catalogue

    knowledge = load_folder(default_folder() if folder is None else Path(folder))
    check_examples(knowledge)
    counts: dict[str, int] = {}
    for entry in catalogue(knowledge):
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return f"{knowledge.edition.id} {knowledge.edition.version}", counts, knowledge.digest
