"""A clinic for each test: a database of its own, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import engines
from .browsing import chromium, office, visit  # noqa: F401 - fixtures

ENGINES = ("sqlite", "postgresql")
DATA = Path(tempfile.mkdtemp(prefix="myelobone-web-"))


def pytest_configure(config: pytest.Config) -> None:
    """Django belongs to one data folder a process; each test gets its own database in it."""
    from myelobone.web.serve.start import start

    # a browser's event loop stays in this thread; the tests after it are as synchronous as those before
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    start(DATA, new=True)
    from django.contrib.auth.hashers import Argon2PasswordHasher as Hasher

    # how long a password takes is looked at in a test of its own, and is real in every clinic that is served
    Hasher.time_cost, Hasher.memory_cost, Hasher.parallelism = 1, 64, 1


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[engines.Server]:
    """The PostgreSQL of this process; without one the tests that need it say so, or fail under CI."""
    try:
        with engines.postgresql() as server:
            yield server
    except engines.Missing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {missing}")


def _answered() -> None:
    """The worked patients are asked by tests of their own; here they are taken to be well for the day."""
    import json
    import time

    from myelobone.web.serve import canaries

    told = {"of": canaries._of(), "at": time.time(), "wrong": []}
    (DATA / canaries.KEPT).write_text(json.dumps(told))


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A migrated database of each engine, to be copied; filled as it is asked for."""
    _answered()
    return {}


@pytest.fixture(params=ENGINES)
def clinic(request: pytest.FixtureRequest, models: dict[str, Any], tmp_path: Path) -> Iterator[str]:
    """An empty clinic on one engine: migrated, guarded, nobody in it."""
    yield from _clinic(request.param, request, models, tmp_path)


@pytest.fixture
def sqlite_clinic(
    request: pytest.FixtureRequest, models: dict[str, Any], tmp_path: Path
) -> Iterator[str]:
    """An empty clinic on SQLite, for what does not differ between engines."""
    yield from _clinic("sqlite", request, models, tmp_path)


def _clinic(
    engine: str, request: pytest.FixtureRequest, models: dict[str, Any], folder: Path
) -> Iterator[str]:
    from django.conf import settings
    from django.db import connections

    from myelobone.web.config import Database
    from myelobone.web.serve import schema
    from myelobone.web.settings import databases

    settings.AUDIT_HEADS = folder  # no head of another test
    if engine == "sqlite":
        file = folder / "clinic.sqlite3"
        if engine not in models:
            models[engine] = DATA / "model.sqlite3"
            _use(databases(DATA, Database()), NAME=str(models[engine]))
            schema.bring_up()
            connections.close_all()
        shutil.copy(models[engine], file)
        _use(databases(folder, Database()))
        yield engine
        connections.close_all()
        return
    server: engines.Server = request.getfixturevalue("postgresql_server")
    if engine not in models:
        models[engine] = "model"
        server.run("CREATE DATABASE model")
        _use(databases(folder, _of(server, "model")))
        schema.bring_up()
        connections.close_all()
    name = f"clinic_{os.urandom(4).hex()}"
    server.run(f"CREATE DATABASE {name} TEMPLATE model")
    _use(databases(folder, _of(server, name)))
    yield engine
    connections.close_all()
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


def _of(server: engines.Server, name: str) -> Any:
    from myelobone.web.config import Database

    return Database(
        engine="postgresql",
        name=name,
        host="127.0.0.1",
        port=server.port,
        user="clinic",
        wait_seconds=5,
    )


def _use(wanted: dict[str, dict[str, Any]], **more: str) -> None:
    """The database of a test; waiting for the disk is left to the tests of crashes."""
    from myelobone.web.serve.elsewhere import use

    place = {**wanted["default"], **more}
    if "sqlite" in place["ENGINE"]:
        quick = place["OPTIONS"]["init_command"].replace("=EXTRA", "=OFF")
        place["OPTIONS"] = {**place["OPTIONS"], "init_command": quick}
    use(place)
