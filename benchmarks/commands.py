"""Cold commands: from the start of a process to its exit, beside a bare Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from .clock import Timing, timing

ROOT = Path(__file__).parents[1]
EXAMPLE = str(ROOT / "examples" / "EX-01.yaml")
DAY = "2026-11-24"
PROGRAM = [sys.executable, "-m", "myelobone"]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "myelobone --version": [*PROGRAM, "--version"],
    "myelobone advise": [*PROGRAM, "advise", EXAMPLE, "--as-of", DAY],
    "myelobone advise --json": [*PROGRAM, "advise", EXAMPLE, "--as-of", DAY, "--json"],
    "myelobone explain A3": [*PROGRAM, "explain", "A3"],
    "myelobone demo": [*PROGRAM, "demo"],
}


def cold(passes: int) -> dict[str, Timing]:
    """Seconds of each command, all in turn, each in a process of its own."""
    spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(passes + 1):
        for name, command in COMMANDS.items():
            start = perf_counter()
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            if number:  # the first one may still write caches
                spent[name].append(perf_counter() - start)
    return {name: timing(seconds) for name, seconds in spent.items()}
