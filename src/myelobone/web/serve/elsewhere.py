"""Another database for a while, in a process of its own command: a backup looked at, a schema changed aside."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connections

ALIAS = "default"


@contextmanager
def elsewhere(name: str) -> Generator[None]:
    """Everything inside speaks to the database `name` (a file, or one of the same server)."""
    kept = dict(connections.settings[ALIAS])
    use({**kept, "NAME": name})
    try:
        yield
    finally:
        use(kept)


def use(wanted: dict[str, Any]) -> None:
    """Makes a database the one that every thread of this process opens from now on."""
    connections.close_all()
    connections.settings[ALIAS] = connections.configure_settings({ALIAS: wanted})[ALIAS]
    with suppress(AttributeError):  # there was none yet
        del connections[ALIAS]
