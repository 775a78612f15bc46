"""The program as a process: closed pipes, full disks, consoles of other encodings, a fast start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from myelobone.cli.examples import DEMO_DAY, example

SOURCE = Path(__file__).resolve().parents[2] / "src"
PROGRAM = [sys.executable, "-m", "myelobone"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE), **more}


def shell(command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    program = " ".join(PROGRAM)
    return subprocess.run(
        ["sh", "-c", command.replace("myelobone", program, 1)],
        capture_output=True,
        env=environment(**more),
        check=False,
        timeout=60,
    )


@POSIX
def test_a_reader_that_has_seen_enough_hears_no_complaint() -> None:
    done = shell("myelobone knowledge list | head -1")
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@POSIX
def test_a_closed_standard_output_is_quiet() -> None:
    done = shell("myelobone demo --json >&-")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_is_no_success() -> None:
    done = shell("myelobone demo --json > /dev/full")
    assert done.returncode == 2
    assert "未能写出" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_record_comes_from_standard_input() -> None:
    command = [*PROGRAM, "advise", "-", "--json", "--as-of", DEMO_DAY]
    record = example("EX-01.yaml").read_bytes()
    done = subprocess.run(
        command, input=record, capture_output=True, env=environment(), check=False, timeout=60
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["patient"]["id"] == "EX-01"


@POSIX
def test_the_page_keeps_its_marks_on_a_chinese_console() -> None:
    done = shell("myelobone demo", PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    page = done.stdout.decode("gbk")
    assert "▲" in page or "◆" in page
    assert "截至" in page


@POSIX
def test_a_pipe_gets_no_colour() -> None:
    assert b"\x1b" not in shell("myelobone demo").stdout


def test_a_start_fetches_only_what_it_uses() -> None:
    code = "import sys, myelobone; print(sorted(m for m in sys.modules if m in ('click', 'lark', 'msgspec', 'yaml')))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), check=True
    )
    assert done.stdout.strip() == b"[]"


def test_advice_from_compiled_knowledge_parses_none() -> None:
    code = (
        "import sys; from myelobone.cli.main import main; "
        "main(['demo', '--json']); print('lark' in sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    for _ in range(2):  # the first run may fill the user's cache
        done = subprocess.run(command, capture_output=True, env=environment(), check=True)
    assert done.stderr.split()[-1] == b"False"
