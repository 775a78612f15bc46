"""What only PostgreSQL needs: its own tools for dumping and loading, and databases made, named, dropped."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, LiteralString, cast

import psycopg
from django.db import connections
from psycopg import sql

from ..config import Unusable


def dump(to: Path) -> None:
    """The whole database as one file of pg_dump, made while others write. Raises Unusable with its words."""
    _run("pg_dump", ["--format=custom", "--no-owner", f"--file={to}"], _place()["NAME"])


def load(file: Path, into: str) -> None:
    """A dump loaded into an empty database, in one transaction. Raises Unusable with its words."""
    _run(
        "pg_restore",
        ["--no-owner", "--single-transaction", "--exit-on-error", f"--dbname={into}", str(file)],
        into,
    )


def create(name: str) -> None:
    """An empty database."""
    _do("CREATE DATABASE {}", name)


def drop(name: str) -> None:
    """The database is gone, whoever used it."""
    _do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def rename(name: str, to: str) -> None:
    """The database gets another name; nobody may be using it."""
    _do("ALTER DATABASE {} RENAME TO {}", name, to)


def present() -> str:
    """The name of the clinic's own database."""
    return str(_place()["NAME"])


def _place() -> dict[str, Any]:
    return cast(dict[str, Any], connections.settings["default"])


def _do(statement: LiteralString, *names: str) -> None:
    place = _place()
    connections.close_all()
    try:
        with psycopg.connect(
            dbname="postgres", host=place["HOST"] or None, port=place["PORT"] or None,
            user=place["USER"] or None, password=place["PASSWORD"] or None, autocommit=True,
        ) as server:  # fmt: skip
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    except psycopg.Error as error:
        raise Unusable(f"PostgreSQL: {error}") from None


def _run(tool: str, arguments: list[str], database: str) -> None:
    place = _place()
    environment = {**os.environ, "PGDATABASE": database}
    for name, key in (
        ("PGHOST", "HOST"),
        ("PGPORT", "PORT"),
        ("PGUSER", "USER"),
        ("PGPASSWORD", "PASSWORD"),
    ):
        if place[key]:
            environment[name] = str(place[key])
    done = subprocess.run(
        [str(_tool(tool)), *arguments], env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        raise Unusable(f"{tool}: {done.stderr.strip()[-500:]}")


def _tool(name: str) -> Path:
    if there := shutil.which(name):
        return Path(there)
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    if not found:
        raise Unusable(f"{name}: 未安装 · not installed")
    return found[-1]
