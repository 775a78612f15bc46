"""The smallest record that still fails, found by leaving entries out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

Record = dict[str, Any]


def shrunk(record: Record, fails: Callable[[Record], bool]) -> Record:
    """The record with every entry left out that the failure does not need: halves, then single ones."""
    entries = record["entries"]
    size = len(entries) // 2
    while size:
        at = 0
        while at < len(entries):
            fewer = {**record, "entries": entries[:at] + entries[at + size :]}
            if fewer["entries"] and _fails(fewer, fails):
                entries = fewer["entries"]
                record = fewer
            else:
                at += size
        size //= 2
    return record


def _fails(record: Record, fails: Callable[[Record], bool]) -> bool:
    try:
        return fails(record)
    except Exception:  # a smaller record that breaks something else is no example of this
        return False


def written(record: Record) -> str:
    """The record as a file that the command line reads."""
    text: str = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, default_flow_style=None)
    return text
