"""The marks that mean the same without colour, and which facts a warning rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...page.look import MARKS

WARNINGS = ("stop", "caution")
URGENT_FACTS = {tone: MARKS[tone] for tone in (*WARNINGS, "ask")}
SOONEST = ("now", "today", "soon", "routine")


def told_by(advice: Mapping[str, Any]) -> dict[str, str]:
    """The level of the gravest warning in force that names a fact among its reasons."""
    found: dict[str, str] = {}
    for level in reversed(WARNINGS):
        for item in advice["items"]:
            if item["level"] == level and item["override"] is None:
                for leaf in item["because"]:
                    if leaf.get("fact") and leaf.get("truth"):
                        found[leaf["fact"]] = level
    return found
