"""The example records that come with the program, in a wheel as in a checkout."""

from __future__ import annotations

from pathlib import Path

# The day on which the example is asked about, so that its advice is the same on any day.
DEMO_DAY = "2026-11-24"


def help_lines(name: str) -> str:
    """Example commands that hold clinical words, each indented as help shows it."""
    try:
        lines = example(name).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return "\n".join(f"  {line}" for line in lines)


def example(name: str) -> Path:
    """The file of an example record."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_examples" / name
    return packed if packed.is_file() else package.parents[1] / "examples" / name
