"""Imports run one way, and importing the package costs next to nothing."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .repository import ROOT, SOURCE, name


def test_imports_run_one_way() -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", ["language", "record", "decide"])
def test_no_clock_and_no_chance_below_the_command_line(module: str) -> None:
    found = []
    for path in sorted((SOURCE / module).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Attribute(
                    attr="now" | "today" | "utcnow", value=ast.Name(id="datetime" | "date")
                ):
                    found.append(f"{name(path)}:{node.lineno}")
                case ast.Import(names=names):
                    found += [
                        name(path) for each in names if each.name in ("time", "random", "uuid")
                    ]
                case ast.ImportFrom(module="time" | "random" | "uuid" | "secrets"):
                    found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_decide_opens_no_file_and_no_connection() -> None:
    banned = {"pathlib", "io", "os", "socket", "sqlite3", "urllib", "http", "subprocess"}
    found = []
    for path in sorted((SOURCE / "decide").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = (
                [each.name for each in node.names] if isinstance(node, ast.Import)
                else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )  # fmt: skip
            found += [f"{name(path)}: {m}" for m in modules if m.split(".")[0] in banned]
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "open"
            ):
                found.append(f"{name(path)}: open")
    assert found == []


def test_the_version_is_the_same_wherever_it_is_named() -> None:
    import myelobone
    from myelobone.decide.version import VERSION

    assert myelobone.__version__ == VERSION
    assert Path(myelobone.__file__).parent == SOURCE


def test_every_public_name_is_there() -> None:
    import myelobone

    assert [each for each in myelobone.__all__ if not hasattr(myelobone, each)] == []
    with pytest.raises(AttributeError):
        _ = myelobone.no_such_name  # type: ignore[attr-defined]
