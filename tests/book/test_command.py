"""`myelobone book`: what it writes, what it refuses, what it replaces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from myelobone.cli.main import main

from .made import SMALL

Capture = pytest.CaptureFixture[bytes]


def run(out: Path, *more: str) -> int:
    return main(["book", "-o", str(out), "--knowledge", str(SMALL), *more])


def test_both_languages_are_written_and_the_start_is_named(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "book"
    assert run(out) == 0
    assert capsysbinary.readouterr().out.decode().strip() == str(out / "index.html")
    assert {path.name for path in out.iterdir()} == {
        "index.html", "book.css", "book.js", "search-zh.js", "search-en.js", "zh", "en",
    }  # fmt: skip


def test_one_language_alone_has_no_switch_and_replaces_both(tmp_path: Path) -> None:
    out = tmp_path / "book"
    assert run(out) == 0
    assert run(out, "--lang", "en") == 0
    assert not list((out / "zh").glob("*.html"))
    assert not (out / "search-zh.js").exists()
    page = (out / "en" / "chapter-1.html").read_text(encoding="utf-8")
    assert 'class="language"' not in page
    assert "../zh/" not in page


def test_a_folder_that_holds_something_else_is_left_alone(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert run(tmp_path, "--json") == 2
    problems = json.loads(capsysbinary.readouterr().err)["problems"]
    assert problems[0]["where"] == "--output"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert run(tmp_path / "thesis.txt") == 2


def test_what_was_written_can_be_read_by_a_program(capsysbinary: Capture, tmp_path: Path) -> None:
    assert run(tmp_path / "book", "--json") == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert told["edition"] == "small"
    assert [name for name in told["files"] if not (tmp_path / "book" / name).is_file()] == []
