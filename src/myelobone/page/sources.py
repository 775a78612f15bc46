"""What the page cites, in our own words, at its end: each statement and reading that stands on it."""

from __future__ import annotations

from .layout import Line, Span
from .look import Look


def sources(look: Look) -> list[Line]:
    """Each statement and reading that stands on the page, once, in the knowledge's order.

    Comes after every part that cites. Where the knowledge given is another edition than the one
    that spoke, it is named and its texts are not spelled out.
    """
    known, spoke = look.knowledge, look.advice["knowledge"]
    lines = look.heading("sources")
    if known.digest != spoke["digest"]:
        name = f"{spoke['id']} {spoke['version']} {spoke['digest'][:19]}"
        note = look.word("sources_elsewhere").format(name)
        return lines + look.lines([Span(note, "dim")], first=(Span("  "),), indent=2)
    for statement in known.statements.values():
        if statement.id in look.cited:
            lines += _entry(look, statement.id, look.text(statement.says))
    for reading in known.readings.values():
        if reading.id in look.cited:
            text = f"{look.text(reading.about)}{look.colon}{look.text(reading.take)}"
            lines += _entry(look, reading.id, text)
    return lines


def _entry(look: Look, name: str, text: str) -> list[Line]:
    return look.lines([Span(text)], first=(Span(f"  {name}  ", "dim"),), indent=6)
