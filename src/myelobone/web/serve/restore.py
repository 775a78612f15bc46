"""A backup looked at, and put in the place of the clinic's data; what is lost is said, and not forgotten."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, connections
from msgspec import Struct, convert

from .. import clock
from ..audit.chain import append, writing
from ..audit.heads import Head, export_head, exported, head
from ..config import Unusable
from ..people.actor import SYSTEM
from ..store.models import State
from . import package, postgresql, schema
from .disk import sync
from .elsewhere import elsewhere
from .verify import Fault, verify


class Restored(Struct, frozen=True, kw_only=True):
    """What a restore did: from when, how many events are known to be lost, where the old data are."""

    backup_at: datetime
    events_lost: int
    replaced: str


def inspect(file: Path) -> list[Fault]:
    """Every fault of a backup, found by restoring it aside. Raises Unusable when it is not whole."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".inspect-") as place:
        told = package.unpack(file, Path(place))
        with _aside(Path(place), told) as name, elsewhere(name):
            return _faults(Path(place), told)


def restore(file: Path) -> Restored:
    """Puts a backup in the place of the clinic's data. No server may run.

    The present data are kept aside. The new epoch makes every form of before stale; a banner stands on
    every page until somebody confirms that the gap has been seen to. Stopped half-way, nothing has
    changed. Raises Unusable.
    """
    known = _known()
    epoch = _epoch()
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as place:
        told = package.unpack(file, Path(place))
        with _aside(Path(place), told) as name:
            with elsewhere(name):
                if faults := _faults(Path(place), told):
                    raise Unusable("; ".join(f"{each.kind} {each.where}" for each in faults[:5]))
                done = _mark(told, known, epoch)
            replaced = _swap(name)
    export_head()
    return Restored(backup_at=done[0], events_lost=done[1], replaced=replaced)


@contextmanager
def _aside(place: Path, told: dict[str, Any]) -> Generator[str]:
    """The database of an unpacked backup, under a name of its own."""
    if told.get("engine") != schema.engine():
        raise Unusable(
            f"{told.get('engine')} ≠ {schema.engine()}: 备份来自另一种数据库 · of another engine"
        )
    if told["engine"] == "sqlite":
        yield str(place / "clinic.sqlite3")
        return
    name = f"myelobone_aside_{secrets.token_hex(4)}"
    postgresql.create(name)
    try:
        postgresql.load(place / "clinic.pgdump", name)
        yield name
    finally:
        postgresql.drop(name)


def _faults(place: Path, told: dict[str, Any]) -> list[Fault]:
    """Faults of the database aside, against the heads that came with it and its own head."""
    if not package.signed(told, settings.AUDIT_KEY):
        return [Fault("signature", "backup", "of another clinic, or altered")]
    try:
        if schema.pending():
            schema.bring_up_here()
    except DatabaseError as error:
        return [Fault("unreadable", "database", type(error).__name__)]
    heads = exported(place)
    if told.get("head"):
        heads.append(convert(told["head"], Head))
    return verify(heads)


def _known() -> list[Head]:
    """Every head known here: those exported, and that of the present data if they can be read."""
    heads = exported()
    try:
        present = head()
    except DatabaseError:
        present = None
    finally:
        connections.close_all()
    return [*heads, present] if present else heads


def _epoch() -> int:
    try:
        found = State.objects.filter(pk=1).values_list("epoch", flat=True).first()
    except DatabaseError:
        found = None
    finally:
        connections.close_all()
    return found or 0


def _mark(told: dict[str, Any], known: list[Head], epoch: int) -> tuple[datetime, int]:
    """Says in the restored data that they are restored: epoch, banner, an event; no session goes on."""
    at = datetime.fromisoformat(told["at"])
    last = head()
    base = last.seq if last else 0
    lost = max([0, *(each.seq - base for each in known)])
    Session.objects.all().delete()
    with writing():
        state = State.objects.get(pk=1)
        state.epoch = max(state.epoch, epoch) + 1
        state.restored_at, state.backup_at, state.events_lost = clock.now(), at, lost
        state.save()
        append(
            SYSTEM, "clinic.restored",
            details={"base": base, "lost": lost, "epoch": state.epoch, "backup": told["at"]},
        )  # fmt: skip
    return at, lost


def _swap(name: str) -> str:
    """Puts the database aside in the place of the clinic's, in one step; returns where the old one is."""
    stamp = f"{clock.now():%Y%m%dT%H%M%S}"
    connections.close_all()
    if connection.vendor == "postgresql":
        own = postgresql.present()
        old = f"{own}_replaced_{stamp.lower()}"
        postgresql.rename(own, old)
        try:
            postgresql.rename(name, own)
        except Unusable:
            postgresql.rename(old, own)
            raise
        return old
    own_file = Path(str(connection.settings_dict["NAME"]))
    old_file = own_file.with_name(f"{own_file.name}.replaced-{stamp}")
    journal = own_file.with_name(f"{own_file.name}-journal")
    sync(Path(name))
    if own_file.exists():
        try:
            os.link(own_file, old_file)
        except OSError:
            shutil.copy2(own_file, old_file)
    if journal.exists():  # of the old data; it must never be played into the new
        os.replace(journal, old_file.with_name(f"{old_file.name}-journal"))
    Path(name).chmod(0o600)
    os.replace(name, own_file)
    sync(own_file.parent)
    return str(old_file)
