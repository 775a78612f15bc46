"""How far a long job has come: on standard error, on a terminal only, after a second, with time left."""

from __future__ import annotations

import sys
from time import monotonic

from ..page.words import Lang

PATIENCE = 1.0  # seconds before anything is shown
PAUSE = 0.2  # seconds between two showings


class Progress:
    """One line that is written over; silent where nobody would see it or results would run into it."""

    def __init__(self, total: int | None, lang: Lang) -> None:
        self.total = total
        self.lang = lang
        self.done = 0
        self.count = 0
        self.started = monotonic()
        self.shown = self.started + PATIENCE - PAUSE
        self.width = 0
        self.seen = sys.stderr.isatty() and not sys.stdout.isatty()

    def step(self, size: int) -> None:
        """One more record, `size` of the total."""
        self.done += size
        self.count += 1
        now = monotonic()
        if self.seen and now - self.shown >= PAUSE:
            self.shown = now
            self._show(self.text(now - self.started))

    def text(self, seconds: float) -> str:
        """Records so far; share and time left when the total is known."""
        zh = self.lang == "zh"
        parts = [f"{self.count} {'份' if zh else 'records'}"]
        if self.total:
            share = min(1.0, self.done / self.total)
            left = _minutes(seconds * (1 - share) / share if share else 0.0)
            parts += [f"{share:.0%}", f"剩余 {left}" if zh else f"{left} left"]
        else:
            parts.append(_minutes(seconds))
        return " · ".join(parts)

    def clear(self) -> None:
        """Takes the line away, so that other talk or the prompt can follow."""
        if self.width:
            self._write("\r" + " " * self.width + "\r")
            self.width = 0

    def _show(self, text: str) -> None:
        room = max(self.width, 2 * len(text))  # a character takes two cells at most
        self._write("\r" + " " * self.width + "\r" + text)
        self.width = room

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):  # also an encoding that lacks a character
            self.seen = False


def _minutes(seconds: float) -> str:
    whole = round(seconds)
    return (
        f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
        if whole >= 3600
        else f"{whole // 60}:{whole % 60:02}"
    )
