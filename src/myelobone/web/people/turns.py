"""At most two passwords are looked at at once on this machine, so that guessing cannot take it from the patients."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

from django.conf import settings

AT_ONCE = 2
PATIENCE = 10.0  # seconds to wait for a turn
_here = threading.BoundedSemaphore(AT_ONCE)


class Crowded(Exception):
    """Raised when no turn came within `PATIENCE`: many passwords are being tried at once."""


@contextmanager
def turn() -> Generator[None]:
    """One of the two turns, held to the end of the block; raises Crowded."""
    until = time.monotonic() + PATIENCE
    if not _here.acquire(timeout=PATIENCE):
        raise Crowded
    try:
        handle = _among_processes(until)
        try:
            yield
        finally:
            if handle is not None:
                os.close(handle)
    finally:
        _here.release()


def _among_processes(until: float) -> int | None:
    """A file that this process alone holds; None where one process serves (Windows)."""
    try:
        import fcntl
    except ImportError:
        return None
    while True:
        for each in range(AT_ONCE):
            handle = os.open(settings.DATA / f"password-{each}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(handle)
            else:
                return handle
        if time.monotonic() > until:
            raise Crowded
        time.sleep(1 / 50)
