"""A problem that a person can act on: what is wrong, where, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct


class Text(Struct, frozen=True):
    """One short text in both languages."""

    zh: str
    en: str


class Problem(Struct, frozen=True, kw_only=True):
    """One thing wrong in a record or a knowledge folder.

    `code` is stable and documented in `docs/reference/problems.md`. `where` is a path in the
    record (`entries[2].value`) or a place in a file (`rules/x.yaml:7:3`).
    """

    code: str
    where: str
    found: str | None = None
    allowed: str | None = None
    nearest: str | None = None
    message: Text

    def line(self, lang: str = "en") -> str:
        """The problem as one line of text, in `lang` (`zh` or `en`)."""
        zh = lang == "zh"
        parts = [f"{self.where}: {self.message.zh if zh else self.message.en}"]
        for name, value in (
            ("实际" if zh else "found", self.found),
            ("允许" if zh else "allowed", self.allowed),
            ("最接近" if zh else "nearest", self.nearest),
        ):
            if value is not None:
                parts.append(f"{name}: {value}")
        return f"[{self.code}] " + (" · ".join(parts))


class Refused(Exception):
    """Raised when an input cannot be used at all; carries every problem found, not the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.line() for problem in self.problems))


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word most like `word`, or None when nothing is close."""
    found = get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return found[0] if found else None
