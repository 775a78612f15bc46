"""Reads what a line rests on: statements, readings, evidence, origin and strength."""

from __future__ import annotations

from typing import Any

from .sheet import Fields

ORIGINS = ("guideline", "label", "design")


def read_grounds(fields: Fields, required: bool) -> dict[str, Any]:
    """The grounds of a line as keyword arguments; `required` lines must name a source."""
    cites = fields.words("cite", "statement")
    readings = fields.words("reading", "reading")
    evidence = fields.words("evidence", "statement")
    origin = fields.word("origin", ORIGINS)
    strength = fields.text("strength")
    sheet = fields.sheet
    if required:
        if not cites and not readings:
            sheet.fault("knowledge.missing_cite", fields.map, allowed=("cite", "reading"))
        if not cites and fields.get("origin") is None:
            sheet.fault("knowledge.missing_origin", fields.map, allowed=ORIGINS)
    if not cites and origin == "guideline":
        sheet.fault("knowledge.missing_cite", fields.mark("origin"), allowed="cite")
    if strength is not None:
        sheet.ledger.strengths.append((strength, cites, fields.at("strength")))
    return {
        "place": fields.place,
        "cites": cites,
        "readings": readings,
        "evidence": evidence,
        "origin": origin or "guideline",
        "strength": strength,
    }
