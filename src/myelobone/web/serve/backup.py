"""A backup of the whole clinic, made while it is used, restored once to see that it can be."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from msgspec import to_builtins

from ... import __version__
from .. import clock
from ..audit.chain import append, writing
from ..audit.digests import instant
from ..audit.heads import FILE, export_head
from ..config import NAME, Unusable
from ..people.actor import SYSTEM
from ..store.models import State
from . import package, postgresql, schema
from .disk import copy
from .restore import inspect

DATABASE = {"sqlite": "clinic.sqlite3", "postgresql": "clinic.pgdump"}


def backup(to: Path, *, test: bool = True) -> tuple[Path, dict[str, Any]]:
    """Writes a backup into the folder `to`; returns the file and what its list tells.

    With `test` it is restored aside and checked to the last row before it counts. Raises Unusable when
    there is no room, or when what was written cannot be restored; then nothing is left behind.
    """
    try:
        return _backup(to, test=test)
    except (OSError, sqlite3.Error) as error:
        raise Unusable(f"{to}: {error}") from None


def _backup(to: Path, *, test: bool) -> tuple[Path, dict[str, Any]]:
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = export_head()
    with tempfile.TemporaryDirectory(dir=to, prefix=".backup-") as place:
        work = Path(place)
        database = work / DATABASE[schema.engine()]
        _room(to)
        if schema.engine() == "sqlite":
            copy(Path(str(connection.settings_dict["NAME"])), database)
        else:
            postgresql.dump(database)
        members = {database.name: database}
        beside = (settings.DATA / "audit.key", settings.AUDIT_HEADS / FILE, settings.DATA / NAME)
        members |= {file.name: file for file in beside if file.is_file()}
        at = clock.now()
        told = {
            "program": __version__, "at": instant(at), "engine": schema.engine(),
            "epoch": State.objects.get(pk=1).epoch, "head": to_builtins(before) if before else None,
        }  # fmt: skip
        file = to / f"myelobone-{at:%Y%m%dT%H%M%SZ}.backup"
        package.write(file, members, told, settings.AUDIT_KEY)
    if test:
        try:
            faults = inspect(file)
        except Unusable:
            file.unlink()
            raise
        if faults:
            file.unlink()
            raise Unusable(
                "; ".join(f"{each.kind} {each.where} {each.told}" for each in faults[:5])
            )
    with writing():
        append(SYSTEM, "backup.made", details={"tested": test, "digest": package.digest(file)})
    return file, told


def _room(to: Path) -> None:
    """Raises Unusable when the backup and its trial would not fit."""
    size = 0
    if connection.vendor == "sqlite":
        size = Path(str(connection.settings_dict["NAME"])).stat().st_size
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            size = cursor.fetchone()[0]
    free = shutil.disk_usage(to).free
    if free < 4 * size + 10_000_000:
        raise Unusable(f"{to}: 磁盘空间不足 · not enough room: {free // 1_000_000} MB")
