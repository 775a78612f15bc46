"""What the house tests look at: the files that belong to the project, found without git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "myelobone"
FOLDERS = (
    ".ci", "benchmarks", "changelog.d", "docs", "examples", "knowledge", "requirements", "src", "tests",
)  # fmt: skip
TOP = (
    ".gitignore", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "hatch_build.py", "pyproject.toml",
)  # fmt: skip
MADE = {"__pycache__", ".mypy_cache", ".ruff_cache", "_knowledge", "node_modules"}


def files(*suffixes: str) -> Iterator[Path]:
    """The project's own files, all or those with one of the suffixes, in order."""
    found = [ROOT / name for name in TOP]
    for folder in FOLDERS:
        found += [path for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    for path in found:
        if MADE.isdisjoint(path.parts) and (not suffixes or path.suffix in suffixes):
            yield path


def name(path: Path) -> str:
    """The path as it is written in the project."""
    return path.relative_to(ROOT).as_posix()
