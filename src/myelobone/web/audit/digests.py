"""Digests: the same text for the same content, of a clinical row and of a row of the trail."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Model

from .models import Event


def canonical(value: Any) -> str:
    """Plain data as one line of JSON, keys in order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def instant(at: datetime) -> str:
    """An instant to the microsecond, the same text on every engine and in every zone."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def of_row(row: Model) -> str:
    """The digest of every column of a row that holds something; what the trail keeps of it.

    An empty column is left out, so that a column added by a later program changes no digest.
    """
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if value is None or value == "":
            continue
        values[field.attname] = instant(value) if isinstance(value, datetime) else value
    return sha256(f"{row._meta.db_table}:{canonical(values)}".encode()).hexdigest()


def named(rows: Iterable[Model]) -> list[list[Any]]:
    """Rows as the trail names them: table, key, digest."""
    return [[row._meta.db_table, row.pk, of_row(row)] for row in rows]


def of_event(event: Event, key: bytes | None = None) -> str:
    """The keyed hash of a row of the trail; the key lies outside the database."""
    told = [
        event.seq, instant(event.at), event.user, event.name, event.role, event.address, event.channel,
        event.act, event.patient, event.details, event.previous,
    ]  # fmt: skip
    return hmac.new(key or settings.AUDIT_KEY, canonical(told).encode(), sha256).hexdigest()
