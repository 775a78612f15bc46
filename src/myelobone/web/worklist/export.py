"""The list as CSV, which a spreadsheet opens without running anything, and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from msgspec import json, to_builtins

from ...page.words import Lang
from ..words.all import say
from .rows import Row

BOM = "\ufeff"  # a spreadsheet takes the file for UTF-8
STARTS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula
COUNTS = ("stops", "cautions", "overdue", "due", "week", "held", "decisions", "questions")


def as_csv(rows: Sequence[Row], lang: Lang) -> bytes:
    """A row a patient; numbers of patients are text, and no text can be taken for a formula."""
    out = io.StringIO()
    write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    heads = [say(key, lang) for key in ("number", "name", "sex", "born")]
    heads += [say(f"list.{name}", lang) for name in COUNTS]
    write.writerow([*heads, say("list.next", lang), say("list.next_what", lang)])
    for row in rows:
        patient, line = row.patient, row.glance
        numbers = " ".join(each.number for each in patient.identifiers.all())
        cells = [numbers, patient.name, say(patient.sex, lang) if patient.sex else "", patient.born]
        if line is not None:
            cells += [str(getattr(line, name)) for name in COUNTS]
            cells += [line.next.day, getattr(line.next.text, lang)] if line.next else ["", ""]
        write.writerow([safe(cell) for cell in cells])
    return (BOM + out.getvalue()).encode()


def safe(cell: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(STARTS) else cell


def as_json(rows: Sequence[Row]) -> bytes:
    """Everything that the list shows."""
    return json.encode(
        [
            {
                "patient": row.patient.public, "name": row.patient.name,
                "numbers": [
                    {"system": n.system, "number": n.number} for n in row.patient.identifiers.all()
                ],
                "line": None if row.glance is None else to_builtins(row.glance),
            }
            for row in rows
        ]
    )  # fmt: skip
