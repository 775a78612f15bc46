"""Plain data of a record: copied once, within limits, with nothing in it but text, numbers and lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite

from ..language.problems import Refused
from .messages import Fault

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
Way = tuple["Way", str | int] | None  # to a part: the way to what holds it, and its key or place

MAX_BYTES = 16_000_000
MAX_DEPTH = 40
MAX_NODES = 300_000
MAX_ENTRIES = 20_000
MAX_INT = 2**63
LONGEST_KEY = 60  # as shown in a path


def plain(value: object) -> Plain:
    """A copy of `value` as plain data; raises Refused for what no YAML or JSON file could hold.

    Days and local times become ISO text, other keys than text become text. Shared parts count each
    time they are met, so that a small file cannot stand for a huge record.
    """
    return _Copier().copy(value, None, 0)


def compact(value: Plain) -> str:
    """Plain data as one line of JSON, keys in the order written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def written(value: Plain) -> str:
    """A value as the record says it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else compact(value)


class _Copier:
    def __init__(self) -> None:
        self.nodes = 0

    def copy(self, value: object, way: Way, depth: int) -> Plain:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _refused("record.too_large", way, allowed=f"{MAX_NODES} parts")
        match value:
            case None | bool():
                return value
            case str():
                return _text(value, way)
            case int():
                if abs(value) >= MAX_INT:
                    raise _refused("record.not_a_number", way)
                return int(value)
            case float():
                if not isfinite(value):
                    raise _refused("record.not_a_number", way, found=str(value))
                return float(value)
            case datetime():
                return value.isoformat(timespec="minutes")
            case date():
                return value.isoformat()
            case list() | tuple() | Mapping() if depth >= MAX_DEPTH:
                raise _refused("record.too_deep", way, allowed=f"{MAX_DEPTH} levels")
            case list() | tuple():
                return [self.copy(item, (way, n), depth + 1) for n, item in enumerate(value)]
            case Mapping():
                return self.mapping(value, way, depth)
            case _:
                raise _refused("record.not_plain", way, found=type(value).__name__)

    def mapping(self, value: Mapping[object, object], way: Way, depth: int) -> Plain:
        copied: dict[str, Plain] = {}
        for key, item in value.items():
            if not isinstance(key, str | int | float | bool | date | None):
                raise _refused("record.not_plain", way, found=type(key).__name__)
            name = written(self.copy(key, way, depth + 1))
            if name in copied:
                raise _refused("record.duplicate_key", (way, name), found=name)
            copied[name] = self.copy(item, (way, name), depth + 1)
        return copied


def _text(value: str, way: Way) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise _refused("record.not_plain", way, found=ascii(value)) from None
    return str(value)


def _path(way: Way) -> str:
    """`entries[2].value`, or `record` for the whole."""
    path = ""
    while way is not None:
        way, step = way
        path = f"[{step}]{path}" if isinstance(step, int) else f".{step[:LONGEST_KEY]}{path}"
    return path.removeprefix(".") or "record"


def _refused(code: str, way: Way, found: str | None = None, allowed: str | None = None) -> Refused:
    return Refused([Fault(code, found=found, allowed=allowed).at(_path(way))])
