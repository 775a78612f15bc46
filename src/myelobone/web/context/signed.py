"""The signed address: made by the hospital's own system, read here; good for minutes, and once."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from msgspec import Struct

PARTS = ("at", "nonce", "number", "system", "user")  # every one is signed, in this order
LEAST_KEY = 32  # bytes
SHORT, LONG = 16, 64  # of a nonce


class NotSigned(Exception):
    """Raised when an address does not open anything; `why` is a word of the trail and of the page."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Context(Struct, frozen=True, kw_only=True):
    """Which patient, for whom."""

    system: str
    number: str
    user: str
    nonce: str


def signature(key: bytes, parts: Mapping[str, str]) -> str:
    """HMAC-SHA256, in hexadecimal, of the parts in the order of their names, encoded as in an address."""
    told = urlencode([(name, parts.get(name, "")) for name in PARTS])
    return hmac.new(key, told.encode("ascii"), sha256).hexdigest()


def address(key: bytes, parts: Mapping[str, str]) -> str:
    """The address below the clinic's own: `/open?…&sig=…`."""
    told = {name: parts.get(name, "") for name in PARTS}
    return "/open?" + urlencode({**told, "sig": signature(key, told)})


def read(key: bytes, query: Mapping[str, str], now: datetime, seconds: int) -> Context:
    """What an address says, if it was signed with the key within the last `seconds`. Raises NotSigned.

    `at` is in seconds since 1970. That the nonce is new is for the caller to see to.
    """
    parts = {name: query.get(name, "") for name in PARTS}
    if len(key) < LEAST_KEY:
        raise NotSigned("key")
    if not hmac.compare_digest(query.get("sig", "").encode(), signature(key, parts).encode()):
        raise NotSigned("signature")
    at = parts["at"]
    if not (at.isascii() and at.isdigit() and len(at) <= 12):
        raise NotSigned("time")
    if abs(int(now.timestamp()) - int(at)) > timedelta(seconds=seconds).total_seconds():
        raise NotSigned("time")
    if not SHORT <= len(parts["nonce"]) <= LONG or not parts["number"] or not parts["system"]:
        raise NotSigned("parts")
    return Context(**{name: parts[name] for name in ("system", "number", "user", "nonce")})
