"""What can go wrong, what holds it, and the tests that show it: `python -m tests.house.hazards` writes the table.

A test shows a hazard when its name begins with the hazard's id (`test_h17_…`), or when it is listed in `ALSO`.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

from .repository import ROOT

TABLE = Path(__file__).with_name("hazards.csv")
DOCUMENT = ROOT / "docs" / "hazards.md"
HEAD = """# Hazards

What could harm a patient or betray one, what holds it, and the tests that show it (harm: 3 serious, 2 moderate). The
table is made by `python -m tests.house.hazards`; a test shows a hazard by its name.

| id | harm | what could happen | what holds it | tests |
|---|---|---|---|---|
"""
# Tests from before names carried ids.
ALSO = {
    "H1": ("tests/record/test_quantities.py", "tests/record/test_checks.py"),
    "H2": ("tests/record/test_quantities.py",),
    "H5": ("tests/decide/test_takes.py", "tests/knowledge/test_bounds.py"),
    "H6": ("tests/knowledge/test_boundaries.py", "tests/decide/test_values.py"),
    "H7": ("tests/record/test_checks.py",),
    "H8": ("tests/record/test_days.py",),
    "H12": ("tests/knowledge/test_vanishing_stops.py", "tests/decide/test_properties.py"),
    "H14": ("tests/mutants", "tests/transcription"),
    "H16": ("tests/prove", "tests/knowledge/test_precedence.py"),
    "H31": ("tests/record/test_quantities.py",),
    "H37": ("tests/language/test_yaml.py", "tests/record/test_sources.py"),
    "H38": ("tests/paper/test_glyphs.py",),
}
NOT_BUILT = ("H19", "H28", "H29", "H39", "H41")


def hazards() -> list[dict[str, str]]:
    """The hazards, in order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named() -> Iterator[tuple[str, str]]:
    """Every test whose name carries a hazard's id: the id, and the file with the test."""
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_h"):
                number = node.name.removeprefix("test_h").partition("_")[0]
                if number.isdigit():
                    yield f"H{number}", file.relative_to(ROOT).as_posix()


def shown() -> dict[str, list[str]]:
    """The files that show each hazard."""
    found: dict[str, dict[str, None]] = {row["id"]: {} for row in hazards()}
    for hazard, file in named():
        found[hazard][file] = None
    for hazard, files in ALSO.items():
        found[hazard].update(dict.fromkeys(files))
    return {hazard: sorted(files) for hazard, files in found.items()}


def document() -> str:
    """The table as it stands in docs/."""
    tests = shown()
    rows = []
    for row in hazards():
        told = [f"[{file.removeprefix('tests/')}](../{file})" for file in tests[row["id"]]]
        cells = (row["id"], row["harm"], row["what could happen"], row["what holds it"])
        rows.append(f"| {' | '.join(cells)} | {', '.join(told) or '–'} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
