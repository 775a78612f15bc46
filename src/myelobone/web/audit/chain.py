"""Adds to the audit trail, one writer at a time, in the transaction of what it tells."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from .. import clock
from ..people.actor import Actor
from .digests import canonical, named, of_event
from .models import Event

LOCK = 0x6D62_6175  # the advisory lock of PostgreSQL that stands for the trail
START = "0" * 64
# What a clock that is being set right may go back; the row then keeps the time of the one before it.
TOLERANCE = timedelta(seconds=60)


_rewound: ContextVar[bool] = ContextVar("rewound", default=False)


class ClockWentBack(Exception):
    """Raised when the clock of the machine is earlier than the last row of the trail."""


@contextmanager
def writing() -> Generator[None]:
    """A transaction in which nobody else writes: everything in it is kept, or nothing.

    Every write of the clinic happens inside one. Without the lock two writers would read the same
    last row and the chain would fork unseen.
    """
    with transaction.atomic():
        lock()
        yield


def lock() -> None:
    """Waits until nobody else writes; held to the end of the transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the trail is written inside a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    # on SQLite the transaction began IMMEDIATE and holds the one write lock already


def append(
    actor: Actor,
    act: str,
    *,
    patient: str = "",
    rows: Iterable[Model] = (),
    details: Mapping[str, Any] | None = None,
) -> Event:
    """The row that tells what `actor` did, with the digests of the rows that it wrote.

    `act` is `thing.done` (`entry.added`); `patient` the opaque id; `details` ids and counts, never
    anything that names a patient. Raises ClockWentBack rather than write a time before the last.
    """
    lock()
    last = Event.objects.order_by("-seq").first()
    at = clock.now()
    if last is not None and at < last.at and not _rewound.get():
        if last.at - at > TOLERANCE:
            raise ClockWentBack(f"{at.isoformat()} < {last.at.isoformat()}")
        at = last.at
    told = dict(details or {})
    written = named(rows)
    if written:
        told["rows"] = written
    event = Event(
        seq=1 if last is None else last.seq + 1, at=at, user=actor.user, name=actor.name, role=actor.role,
        address=actor.address, channel=actor.channel, act=act, patient=patient,
        details=canonical(told), previous=START if last is None else last.hash,
    )  # fmt: skip
    event.hash = of_event(event)
    event.save(force_insert=True)
    return event


@contextmanager
def rewound() -> Generator[None]:
    """Inside, an event may lie before the last one: for `serve/settle.py` alone."""
    token = _rewound.set(True)
    try:
        yield
    finally:
        _rewound.reset(token)


def tell(
    actor: Actor, act: str, *, patient: str = "", details: Mapping[str, Any] | None = None
) -> Event:
    """The same as `append`, in a transaction of its own: for what was seen, tried or refused."""
    with writing():
        return append(actor, act, patient=patient, details=details)
