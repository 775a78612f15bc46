"""Whether the knowledge is as it was sealed and its worked patients still get their answers.

Asking takes seconds, so the answer of a program and a knowledge is kept for a day in the data folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings

from ... import __version__
from ...change.verify import verify
from ...edition import own_edition

KEPT = "canaries.json"
FRESH = 86_400.0  # seconds
_asking = threading.Lock()


def known() -> tuple[str, ...] | None:
    """The names of worked patients that get a wrong answer, none is well; None when they must be asked."""
    try:
        kept = json.loads((settings.DATA / KEPT).read_text("utf-8"))
        if kept["of"] == _of() and 0 <= time.time() - kept["at"] < FRESH:
            return tuple(kept["wrong"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def ask() -> tuple[str, ...]:
    """Asks every worked patient, and keeps what came out."""
    with _asking:
        if (found := known()) is not None:
            return found
        wrong = wrong_answers()
        place = settings.DATA / KEPT
        new = place.with_name(f"{KEPT}.{os.getpid()}")
        new.write_text(json.dumps({"of": _of(), "at": time.time(), "wrong": wrong}), "utf-8")
        os.replace(new, place)
        return wrong


def look_behind() -> None:
    """Asks in the background when it is time to, in a process of its own so that no page waits for it."""
    if known() is None and not _asking.locked():
        threading.Thread(target=_beside, name="canaries", daemon=True).start()


def _beside() -> None:
    with _asking:
        if known() is None:
            command = [sys.executable, "-m", "myelobone.web.serve.canaries", str(settings.DATA)]
            subprocess.run(
                command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )


def _main(data: str) -> None:
    from .start import start

    start(Path(data))
    if hasattr(os, "nice"):
        os.nice(10)
    ask()


def _of() -> str:
    return f"{__version__} {own_edition().digest}"


def wrong_answers() -> tuple[str, ...]:
    """What is wrong with the knowledge: a file that is not as sealed, a worked patient that gets another answer."""
    found = verify(own_edition())
    return tuple(f"{each.code} {each.where}" for each in found.failures)


if __name__ == "__main__":
    _main(sys.argv[1])
