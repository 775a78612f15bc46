"""The page of problem codes as data: what each code says, what it means and what to do."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from ..language.problems import Text

CODE = re.compile(r"^#### `([a-z0-9_.]+)`$")
SECTION = re.compile(r"^#{2,3} (.+)$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class ProblemCode(Struct, frozen=True, kw_only=True):
    """One code: the message as it is printed, and what it means and asks for."""

    id: str
    kind: str = "problem"
    text: Text
    means: Text
    place: str


def page() -> Path:
    """The page of codes, in a wheel as in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_docs" / "problems.md"
    return packed if packed.is_file() else package.parents[1] / "docs" / "reference" / "problems.md"


def problem_codes() -> dict[str, ProblemCode]:
    """Every code of the page; where a code has no paragraph of its own, that of its section."""
    found: dict[str, ProblemCode] = {}
    general = Text("", "")
    for block in _blocks(page().read_text(encoding="utf-8")):
        number, head, *rest = block
        means = _both([line for line in rest if not line.startswith("> ")])
        if SECTION.match(head):
            general = means if means.en else general
            continue
        code = CODE.match(head)
        if code is None:
            continue
        quote = next((line[2:] for line in rest if line.startswith("> ")), "")
        zh, _, en = quote.partition(" · ")
        found[code[1]] = ProblemCode(
            id=code[1], text=Text(zh, en), place=f"docs/reference/problems.md:{number}",
            means=means if means.en else general,
        )  # fmt: skip
    return found


def _blocks(text: str) -> list[list[str]]:
    """The headings, each with its line number before it and the lines below it."""
    blocks: list[list[str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            blocks.append([str(number), line])
        elif blocks and line.strip():
            blocks[-1].append(line)
    return blocks


def _both(lines: list[str]) -> Text:
    chinese = [line for line in lines if CHINESE.search(line)]
    english = [line for line in lines if not CHINESE.search(line)]
    return Text("".join(chinese), " ".join(english))
