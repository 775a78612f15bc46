"""What must outlast a loss of power, and a consistent copy of a SQLite database."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def copy(file: Path, to: Path) -> None:
    """A consistent copy of a SQLite database, made while others may write."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    to.chmod(0o600)
    sync(to)


def sync(path: Path) -> None:
    """Makes a file, or the names in a folder, outlast a loss of power."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
