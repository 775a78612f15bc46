"""Is everything as it was written: the chain, each clinical row, what is derived from them, the exported heads.

Needs the database and the key, no server. It looks at everything and never stops at the first fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import Model
from msgspec import Struct

from ..audit.chain import START
from ..audit.digests import of_event, of_row
from ..audit.guards import tables
from ..audit.heads import Head
from ..audit.models import Event
from ..store.derived import differences

MOST = 200  # faults told; there may be as many as rows
Rows = dict[str, dict[int, str]]  # table: {key: digest}


class Fault(Struct, frozen=True):
    """One thing that is not as it was written."""

    kind: str
    where: str
    told: str = ""


class Trail(Struct):
    """What reading the chain from end to end found."""

    faults: list[Fault]
    rows: Rows
    hashes: dict[int, str]
    restores: list[tuple[int, int, datetime]]  # event, last event of the backup, when
    last: int = 0


def verify(heads: Iterable[Head] = ()) -> list[Fault]:
    """Every fault, at most `MOST`; an unreadable database is a fault like any other."""
    found: list[Fault] = []
    try:
        for fault in _faults(list(heads)):
            found.append(fault)
            if len(found) >= MOST:
                break
    except (DatabaseError, ValueError, TypeError, KeyError) as error:
        found.append(Fault("unreadable", "database", type(error).__name__))
    return found


def _faults(heads: list[Head]) -> Iterator[Fault]:
    yield from _engine()
    trail = _trail(heads)
    yield from trail.faults
    yield from _heads(heads, trail)
    for model in apps.get_models():
        if model._meta.db_table in tables() and model is not Event:
            yield from _table(model, trail.rows.get(model._meta.db_table, {}))
    yield from (Fault("derived", where, told) for where, told in differences())


def _engine() -> Iterator[Fault]:
    """What the engine itself can see, and whether its guards stand."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(20)")
            told = [str(row[0]) for row in cursor.fetchall()]
            yield from (Fault("engine", "database", line[:80]) for line in told if line != "ok")
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchone()[0]
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
            guards = cursor.fetchone()[0]
    if guards < 2 * len(tables()):
        yield Fault("guards", "database", f"{guards} < {2 * len(tables())}")


def _trail(heads: list[Head]) -> Trail:
    """The chain from the first event to the last; `heads` says which hashes to keep."""
    trail = Trail([], {}, {}, [])
    wanted = {head.seq for head in heads}
    previous = START
    for event in Event.objects.order_by("seq").iterator(chunk_size=500):
        where = f"event {event.seq}"
        if event.seq != trail.last + 1:
            trail.faults.append(Fault("missing", f"event {trail.last + 1}", f"to {event.seq - 1}"))
        if event.previous != previous:
            trail.faults.append(Fault("chain", where, "does not follow the one before"))
        if of_event(event) != event.hash:
            trail.faults.append(Fault("altered", where, event.act))
        if event.seq in wanted:
            trail.hashes[event.seq] = event.hash
        details = json.loads(event.details)
        for table, key, digest in details.get("rows", ()):
            trail.rows.setdefault(table, {})[key] = digest
        if event.act == "clinic.restored":
            trail.restores.append((event.seq, details["base"], event.at))
        previous, trail.last = event.hash, event.seq
    return trail


def _heads(heads: list[Head], trail: Trail) -> Iterator[Fault]:
    """A head that was exported must be in the chain, unless a restore gave it up and says so."""
    for head in heads:
        at = datetime.fromisoformat(head.at)
        if any(base < head.seq and at <= when for _, base, when in trail.restores):
            continue
        if head.seq > trail.last:
            yield Fault("cut", f"event {head.seq}", f"the trail ends with {trail.last}")
        elif trail.hashes.get(head.seq) != head.hash:
            yield Fault("chain", f"event {head.seq}", "is not the one that was exported")


def _table(model: type[Model], told: dict[int, str]) -> Iterator[Fault]:
    """Every row of a table against the digest that the trail has of it."""
    table = model._meta.db_table
    seen = 0
    rows: Any = model._default_manager.order_by("pk").iterator(chunk_size=500)
    for row in rows:
        digest = told.get(row.pk)
        if digest is None:
            yield Fault("unknown", f"{table} {row.pk}", "the trail does not know it")
            continue
        seen += 1
        if of_row(row) != digest:
            yield Fault("altered", f"{table} {row.pk}")
    if seen < len(told):
        there = set(model._default_manager.values_list("pk", flat=True))
        yield from (Fault("missing", f"{table} {key}") for key in sorted(set(told) - there))
