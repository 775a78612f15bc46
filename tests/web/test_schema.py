"""A database comes to the schema of this program whole or not at all, and never to one that it does not know."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from myelobone.web.config import Database, Unusable
from myelobone.web.serve import schema
from myelobone.web.settings import databases

from . import engines
from .served import ROOT, environment


def upgraded(folder: Path, settings: str = "") -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.upgrade", str(folder), settings], cwd=ROOT, env=environment(),
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_h27_a_change_of_the_schema_that_is_killed_at_any_step_leaves_the_old_or_the_new(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    told = ""
    if engine == "postgresql":
        server: engines.Server = request.getfixturevalue("postgresql_server")
        name = f"upgrade_{os.urandom(4).hex()}"
        server.run(f"CREATE DATABASE {name}")
        told = f'[database]\nengine = "postgresql"\nname = "{name}"\nhost = "127.0.0.1"\nport = {server.port}\nuser = "clinic"\n'
    found = upgraded(tmp_path / "data", told)
    assert found["todo"]
    assert found["kills"] >= 6
    assert found["half"] == []
    assert found["same"]
    assert found["left"] == []
    assert found["faults"] == []
    if engine == "sqlite":
        assert list(
            (tmp_path / "data").glob("clinic.sqlite3.before-*")
        )  # a copy of before each try


@pytest.mark.usefixtures("clinic")
def test_h27_a_database_of_a_newer_program_is_refused() -> None:
    MigrationRecorder(connection).record_applied("store", "9999_of_the_future")
    with pytest.raises(Unusable, match="newer program"):
        schema.pending()
    with pytest.raises(Unusable):
        schema.bring_up()


@pytest.mark.usefixtures("clinic")
def test_the_models_and_the_migrations_say_the_same() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_sqlite_keeps_what_it_acknowledged_as_it_is_set_up(tmp_path: Path) -> None:
    from myelobone.web.serve.elsewhere import use

    kept = dict(databases(tmp_path, Database())["default"])
    use(kept)
    with connection.cursor() as cursor:
        found = {}
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "trusted_schema",
            "cell_size_check",
        ):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {
        "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
    }  # fmt: skip
    assert kept["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    connection.close()


def test_the_safe_choice_is_the_one_that_nobody_has_to_make() -> None:
    assert settings.DEBUG is False
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert settings.CLINIC.frame_ancestors == ()
    assert settings.CLINIC.idle_minutes == 15
    assert settings.CLINIC.absolute_hours == 12
    assert "MemoryFileUploadHandler" in settings.FILE_UPLOAD_HANDLERS[0]
    assert len(settings.FILE_UPLOAD_HANDLERS) == 1
    for name in ("secret.key", "audit.key"):
        assert (settings.DATA / name).stat().st_mode & 0o077 == 0
    assert settings.DATA.stat().st_mode & 0o077 == 0


def test_a_folder_whose_audit_key_is_lost_is_not_given_another(tmp_path: Path) -> None:
    from myelobone.web.serve.start import _make

    _make(tmp_path / "data")
    (tmp_path / "data" / "audit.key").unlink()
    with pytest.raises(Unusable, match="the key is missing"):
        _make(tmp_path / "data")


def test_every_setting_stands_in_its_page() -> None:
    from myelobone.web.config import Settings

    page = (ROOT / "docs" / "clinic.md").read_text(encoding="utf-8")
    names = {*Settings.__struct_fields__, *Database.__struct_fields__} - {"database"}
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []
