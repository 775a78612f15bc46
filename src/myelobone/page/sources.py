"""All sources that the advice rests on, in our own words, at the end of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .layout import Line, Span
from .look import Look

# The parts of an advice whose grounds the page shows in place.
SHOWN = ("items", "agents", "choices", "plan", "orders")


def sources(look: Look) -> list[Line]:
    """Each statement and reading that the advice cites, once, in the knowledge's order."""
    used = set(_used({key: look.advice[key] for key in SHOWN}))
    known = look.knowledge
    lines = look.heading("sources")
    for statement in known.statements.values():
        if statement.id in used:
            lines += _entry(look, statement.id, look.text(statement.says))
    for reading in known.readings.values():
        if reading.id in used:
            text = f"{look.text(reading.about)}{look.colon}{look.text(reading.take)}"
            lines += _entry(look, reading.id, text)
    return lines


def _entry(look: Look, name: str, text: str) -> list[Line]:
    return look.lines([Span(text)], first=(Span(f"  {name}  ", "dim"),), indent=6)


def _used(thing: Any) -> Iterator[str]:
    """Every id under `cites` or `readings`, wherever it stands."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key in ("cites", "readings") and isinstance(value, list | tuple):
                yield from (each for each in value if isinstance(each, str))
            else:
                yield from _used(value)
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from _used(each)
