"""A line's strength is one that a statement it cites was printed with."""

from __future__ import annotations

from .folder import Folder


def check_grounds(folder: Folder) -> None:
    """Checks the strength of every line; unknown statements are reported as names."""
    for strength, cites, place in folder.ledger.strengths:
        cited = [folder.statements[cite] for cite in cites if cite in folder.statements]
        printed = tuple(dict.fromkeys(word for statement in cited for word in statement.strength))
        if len(cited) == len(cites) and strength not in printed:
            folder.ledger.unknown("knowledge.strength", place, strength, printed)
