"""The second transcription as rows, with the corrections of `errata.csv` laid over it."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
Cells = dict[str, str]


def rows(name: str) -> list[Cells]:
    """The rows of a file of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def transcribed(table: str) -> tuple[Cells, ...]:
    """A raw table (`table3`), each slip put right by the line of `errata.csv` that names it."""
    found = rows(f"{table}.csv")
    for slip in rows("errata.csv"):
        if slip["table"] == table:
            row = found[int(slip["line"]) - 1]
            if row[slip["column"]] != slip["from"]:
                raise ValueError(f"errata.csv: {slip} does not say what is written")
            row[slip["column"]] = slip["to"]
    return tuple(found)


def explained(table: str) -> dict[tuple[str, ...], str]:
    """The differences of a table that a reading explains: everything but the reading, to the reading."""
    return {
        tuple(value for key, value in row.items() if key not in ("reading", "table")): row[
            "reading"
        ]
        for row in rows("differences.csv")
        if row["table"] == table
    }
