"""One server a data folder: a second one is refused before it touches anything."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ..config import Unusable


@contextmanager
def alone(folder: Path) -> Generator[None]:
    """Holds the folder; raises Unusable when another server does. The system lets go when a process dies."""
    handle = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _hold(handle)
        except OSError:
            raise Unusable(f"{folder}: 已有一个服务在运行 · a server is already running") from None
        yield
    finally:
        os.close(handle)


def _hold(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
