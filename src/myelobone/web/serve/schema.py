"""The database made, or brought to the schema of this program: all of it or nothing, a copy kept first."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from .. import clock
from ..audit.guards import install
from ..config import Unusable
from .disk import copy, sync
from .elsewhere import elsewhere


def pending() -> list[str]:
    """The migrations still to be done; raises Unusable for a database that a newer program has made."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    done = set(MigrationRecorder(connection).applied_migrations())
    own = {each for each in done if each[0] in executor.loader.migrated_apps}
    if strange := sorted(own - known):
        raise Unusable(
            f"数据库由更新的版本建立 · the database was made by a newer program: {strange}"
        )
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up() -> list[str]:
    """Brings the database up to this program; returns what was done. Stopped half-way, it is as before."""
    todo = pending()
    if not todo:
        return []
    if connection.vendor == "sqlite":
        _aside(Path(str(connection.settings_dict["NAME"])))
    else:
        bring_up_here()
    return todo


def bring_up_here() -> None:
    """Brings the present database up in place: in one transaction on PostgreSQL, aside on SQLite."""
    if connection.vendor == "postgresql":
        # its schema changes inside a transaction like anything else
        with transaction.atomic():
            _migrate()
    else:
        _migrate()


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    install()


def _aside(file: Path) -> None:
    """Migrates a copy and puts it in the place of the database in one step; the old one is kept beside it."""
    connections.close_all()
    work = file.with_name(f"{file.name}.migrating")
    for stale in (work, work.with_name(f"{work.name}-journal")):
        stale.unlink(missing_ok=True)
    if file.exists() and file.stat().st_size:
        copy(file, file.with_name(f"{file.name}.before-{clock.now():%Y%m%dT%H%M%S}"))
        copy(file, work)
    with elsewhere(str(work)):
        bring_up_here()
    sync(work)
    os.replace(work, file)
    file.chmod(0o600)
    sync(file.parent)


def engine() -> str:
    """The engine in the words of the settings file."""
    wanted: str = settings.CLINIC.database.engine
    return wanted
