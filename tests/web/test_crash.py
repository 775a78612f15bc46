"""A process that is killed loses nothing that it had acknowledged, and leaves nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from . import engines

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def killed(engine: str, folder: Path, rounds: int, settings: str = "") -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.crash", engine, str(folder), str(rounds), settings],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True,
        check=False, timeout=3600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def assert_nothing_lost(found: dict[str, Any], rounds: int) -> None:
    assert found["lost"] == []
    assert found["faults"] == []
    assert found["events"] == found["kept"]  # each entry with its row of the trail, or neither
    assert found["acknowledged"] >= rounds
    assert found["kept"] - found["acknowledged"] <= rounds  # at most the one that was under way


def test_h21_two_hundred_kills_on_sqlite_lose_nothing(tmp_path: Path) -> None:
    assert_nothing_lost(killed("sqlite", tmp_path / "data", 200), 200)


def test_h21_kills_on_postgresql_lose_nothing(
    tmp_path: Path, postgresql_server: engines.Server
) -> None:
    assert_nothing_lost(
        killed("postgresql", tmp_path / "data", 30, _settings(postgresql_server)), 30
    )


@pytest.mark.nightly
def test_h21_ten_thousand_kills_on_sqlite_lose_nothing(tmp_path: Path) -> None:
    assert_nothing_lost(killed("sqlite", tmp_path / "data", 10_000), 10_000)


@pytest.mark.nightly
def test_h21_two_thousand_kills_on_postgresql_lose_nothing(
    tmp_path: Path, postgresql_server: engines.Server
) -> None:
    assert_nothing_lost(
        killed("postgresql", tmp_path / "data", 2_000, _settings(postgresql_server)), 2_000
    )


def _settings(server: engines.Server) -> str:
    name = f"crash_{os.urandom(4).hex()}"
    server.run(f"CREATE DATABASE {name}")
    return (
        f'[database]\nengine = "postgresql"\nname = "{name}"\nhost = "127.0.0.1"\n'
        f'port = {server.port}\nuser = "clinic"\n'
    )
