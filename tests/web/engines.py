"""The two engines the clinic runs on, for real: SQLite, and a PostgreSQL server of this test run alone.

PostgreSQL refuses to run as root, so there it runs as an account without rights, in a temporary folder.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OWNER = "postgres"  # of the server's files, when the tests run as root
NOBODY = "nobody"


class Missing(Exception):
    """Raised when there is no PostgreSQL on this machine and none can be had."""


class Server:
    """A running PostgreSQL."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self.folder = folder

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]  # names are our own

    def dsn(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=clinic dbname={database}"


def binaries() -> Path:
    """The folder of initdb and postgres; installs the system's package when root may. Raises Missing."""
    if found := _binaries():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", "postgresql"],
        ):
            subprocess.run(["apt-get", *command], check=False, capture_output=True, timeout=600)
        if found := _binaries():
            return found
    raise Missing("no PostgreSQL: initdb is neither in PATH nor in /usr/lib/postgresql/*/bin")


def _binaries() -> Path | None:
    if there := shutil.which("initdb"):
        return Path(there).resolve().parent
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    return found[-1].parent if found else None


@contextmanager
def postgresql() -> Iterator[Server]:
    """A server with checksums on, reachable on this machine alone; gone with its folder at the end."""
    place = binaries()
    folder = Path(tempfile.mkdtemp(prefix="myelobone-pg-"))
    port = _free_port()
    as_owner = _owner(folder)
    try:
        _run([place / "initdb", "-D", folder / "data", "-U", "clinic", "-A", "trust", "-k",
              "-E", "UTF8", "--locale=C", "--no-sync"], as_owner)  # fmt: skip
        # a socket in the folder, and no unix account of the same name is needed
        told = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        told += " -c shared_buffers=32MB -c max_connections=60"
        _run(
            [
                place / "pg_ctl",
                "-D",
                folder / "data",
                "-o",
                told,
                "-l",
                folder / "log",
                "-w",
                "start",
            ],
            as_owner,
        )
        yield Server(port, folder)
    finally:
        _run(
            [place / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
            as_owner,
            check=False,
        )
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, int]:
    if os.geteuid() != 0:
        return {}
    for name in (OWNER, NOBODY):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, found.pw_uid, found.pw_gid)
        return {"user": found.pw_uid, "group": found.pw_gid}
    raise Missing("no account without rights to run PostgreSQL as")


def _run(command: list[object], as_owner: dict[str, int], *, check: bool = True) -> None:
    subprocess.run(
        [str(part) for part in command], check=check, cwd="/", stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, timeout=60, **as_owner,  # type: ignore[call-overload]
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
