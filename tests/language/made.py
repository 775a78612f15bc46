"""The small good edition, with one thing changed: what every refusal is tried on."""

import shutil
from pathlib import Path
from typing import Any

from myelobone.language.yaml import read

HERE = Path(__file__).parent
GOOD = HERE / "good"
MARK = "¦"


def cases() -> list[dict[str, Any]]:
    """All cases of `bad/`, in order."""
    found: list[dict[str, Any]] = []
    for file in sorted((HERE / "bad").glob("*.yaml")):
        found += read(file.read_bytes(), file.name).data
    return found


def changed(folder: Path, file: str, line: str, becomes: str) -> str:
    """Changes one passage of a file in `folder`; the passage must stand there exactly once."""
    path = folder / file
    text = path.read_text("utf-8") if path.exists() else ""
    assert not line or text.count(line) == 1, f"{file} holds {text.count(line)} times {line!r}"
    text = text.replace(line, becomes) if line else text + becomes
    path.write_text(text.replace(MARK, ""), "utf-8")
    return text


def place(text: str, mark: str) -> str:
    """`line:column` of a mark in a text."""
    assert text.count(mark) == 1, f"{text.count(mark)} times {mark!r}"
    before = text[: text.index(mark)]
    return f"{before.count(chr(10)) + 1}:{len(before) - (before.rfind(chr(10)) + 1) + 1}"


def copy_of_good(to: Path) -> Path:
    """A copy of the good edition that a test may change."""
    shutil.copytree(GOOD, to)
    return to
