"""Plain data of a record: copied once, within limits, with nothing in it but text, numbers and lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite

from ..language.problems import Refused
from .messages import Fault

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

MAX_BYTES = 16_000_000
MAX_DEPTH = 40
MAX_NODES = 500_000
MAX_ENTRIES = 20_000
MAX_INT = 2**63
LONGEST_KEY = 60  # as shown in a path


def plain(value: object) -> Plain:
    """A copy of `value` as plain data; raises Refused for what no YAML or JSON file could hold.

    Days and local times become ISO text, other keys than text become text. Shared parts count each
    time they are met, so that a small file cannot stand for a huge record.
    """
    return _Copier().copy(value, "", 0)


def compact(value: Plain) -> str:
    """Plain data as one line of JSON, keys in the order written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def written(value: Plain) -> str:
    """A value as the record says it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else compact(value)


class _Copier:
    def __init__(self) -> None:
        self.nodes = 0

    def copy(self, value: object, where: str, depth: int) -> Plain:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _refused("record.too_large", where, allowed=f"{MAX_NODES} parts")
        match value:
            case None | bool():
                return value
            case str():
                return _text(value, where)
            case int():
                if abs(value) >= MAX_INT:
                    raise _refused("record.not_a_number", where)
                return int(value)
            case float():
                if not isfinite(value):
                    raise _refused("record.not_a_number", where, found=str(value))
                return float(value)
            case datetime() | date():
                return _iso(value)
            case Mapping():
                self.deeper(where, depth)
                return self.mapping(value, where, depth)
            case list() | tuple():
                self.deeper(where, depth)
                return [self.copy(item, f"{where}[{n}]", depth + 1) for n, item in enumerate(value)]
            case _:
                raise _refused("record.not_plain", where, found=type(value).__name__)

    def mapping(self, value: Mapping[object, object], where: str, depth: int) -> Plain:
        copied: dict[str, Plain] = {}
        for key, item in value.items():
            name = key if type(key) is str and key.isascii() else self.key(key, where)
            path = f"{where}.{name[:LONGEST_KEY]}" if where else name[:LONGEST_KEY]
            if name in copied:
                raise _refused("record.duplicate_key", path, found=name)
            copied[name] = self.copy(item, path, depth + 1)
        return copied

    def key(self, key: object, where: str) -> str:
        if not isinstance(key, str | int | float | bool | date | None):
            raise _refused("record.not_plain", where, found=type(key).__name__)
        return written(self.copy(key, where, 0))

    def deeper(self, where: str, depth: int) -> None:
        if depth >= MAX_DEPTH:
            raise _refused("record.too_deep", where[-200:], allowed=f"{MAX_DEPTH} levels")


def _text(value: str, where: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise _refused("record.not_plain", where, found=ascii(value)) from None
    return str(value)


def _iso(value: date) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat()


def _refused(
    code: str, where: str, found: str | None = None, allowed: str | None = None
) -> Refused:
    return Refused([Fault(code, found=found, allowed=allowed).at(where or "record")])
