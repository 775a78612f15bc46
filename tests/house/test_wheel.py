"""The wheel carries the knowledge and its compiled form, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .repository import ROOT

if not os.environ.get("CI"):  # there a missing part is a failure, here it is named and skipped
    pytest.importorskip("hatchling", reason="hatchling is not installed: run make test")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked somewhere else."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(unpacked),
        "XDG_CACHE_HOME": str(home),
        "HOME": str(home),
    }
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_gives_the_demo_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    done = run(unpacked, tmp_path, "-m", "myelobone", "demo", "--json")
    assert done.returncode == 0, done.stderr
    assert str(unpacked) in done.stderr  # the example that came with the wheel
    assert list(tmp_path.rglob("*.msgpack")) == []  # the shipped compiled form was used


def test_the_wheel_holds_every_knowledge_file(unpacked: Path) -> None:
    source = ROOT / "knowledge" / "mbd-2024"
    shipped = unpacked / "myelobone" / "_knowledge" / "mbd-2024"
    names = {path.relative_to(source) for path in source.rglob("*.yaml")}
    assert names == {path.relative_to(shipped) for path in shipped.rglob("*.yaml")}
    assert (shipped.parent / "mbd-2024.msgpack").is_file()


def test_the_wheel_holds_the_pages_of_the_clinic(unpacked: Path) -> None:
    source, shipped = ROOT / "src" / "myelobone" / "web", unpacked / "myelobone" / "web"
    for folder, least in (("templates", 5), ("static", 2)):
        names = {
            path.relative_to(source) for path in (source / folder).rglob("*") if path.is_file()
        }
        assert len(names) >= least
        assert names == {
            path.relative_to(shipped) for path in (shipped / folder).rglob("*") if path.is_file()
        }
    assert list(shipped.glob("*/migrations/0001_initial.py"))


def test_the_wheel_explains_problem_codes_and_is_typed(unpacked: Path, tmp_path: Path) -> None:
    done = run(unpacked, tmp_path, "-m", "myelobone", "explain", "record.no_unit", "--json")
    assert done.returncode == 0, done.stderr
    assert "never inferred" in done.stdout
    assert (unpacked / "myelobone" / "py.typed").is_file()


def test_knowledge_that_cannot_be_loaded_stops_the_build(tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    skip = shutil.ignore_patterns(".venv", ".git", "__pycache__", "tests")
    shutil.copytree(ROOT, copy, ignore=skip)
    rules = next((copy / "knowledge" / "mbd-2024" / "rules").glob("*.yaml"))
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("when:", "whenn:", 1), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "out")],
        cwd=copy, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert rules.name in done.stdout + done.stderr
    assert list((tmp_path / "out").glob("*.whl")) == []
