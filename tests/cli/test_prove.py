"""`myelobone prove`: the page, the patients that it writes, and what it says without z3."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from myelobone.cli import prove
from myelobone.cli.main import main

Capture = pytest.CaptureFixture[bytes]
SMALL = Path(__file__).parents[1] / "decide" / "small"
FACTS = """\
weight: {label: {zh: 体重, en: weight}, unit: kg, is: latest weight}
dose: {label: {zh: 量, en: dose}, unit: mg, digits: 0, cases: [{when: weight < 50 kg, value: 1 mg}, {when: weight > 50 kg, value: 2 mg}]}
"""
PAGE = """
▲ Every table covers its range once, reaches each row, and gives nothing for the
  unknown  does not hold
  1 tables examined
  ▲ dose: all is known (weight 50), and no row holds it.
    prove.gap  facts/added.yaml:2
    patient: 2026-06-15 · weight 50 kg (2026-06-15)
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "edition"
    shutil.copytree(SMALL, folder)
    (folder / "facts" / "added.yaml").write_text(FACTS, encoding="utf-8")
    return folder


def run(capture: Capture, *arguments: str) -> tuple[int, str, str]:
    status = main(["prove", *arguments])
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


def test_the_page_says_what_was_examined_what_fails_and_on_whom(
    capsysbinary: Capture, broken: Path
) -> None:
    status, out, err = run(capsysbinary, "--knowledge", str(broken), "--lang", "en")
    assert (status, err) == (3, "")
    assert out.startswith("small 0.0.1  ")
    assert PAGE in out


def test_the_page_is_said_in_chinese(capsysbinary: Capture, broken: Path) -> None:
    status, out, _ = run(capsysbinary, "--knowledge", str(broken))
    assert status == 3
    assert "▲ 量：条件都已知（体重 50），却没有任何一行。" in out
    assert "见证：2026-06-15 · weight 50 kg (2026-06-15)" in out


def test_the_json_says_which_proofs_hold(capsysbinary: Capture, broken: Path) -> None:
    status, out, _ = run(capsysbinary, "--knowledge", str(broken), "--json")
    found = json.loads(out)
    assert (status, found["sound"]) == (3, False)
    holds = {proof["kind"]: proof["holds"] for proof in found["proofs"]}
    assert holds["tables"] is False
    assert holds["duplicates"] is True


def test_a_written_witness_is_a_record_that_advise_reads(
    capsysbinary: Capture, broken: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "found"
    run(capsysbinary, "--knowledge", str(broken), "--witnesses", str(folder))
    file = folder / "gap-dose-weight.2026-06-15.json"
    assert file.is_file(), sorted(path.name for path in folder.iterdir())
    status = main(
        ["advise", str(file), "--as-of", "2026-06-15", "--knowledge", str(broken), "--json"]
    )
    facts = json.loads(capsysbinary.readouterr().out)["facts"]
    assert status == 0
    assert (facts["weight"]["value"], facts["dose"]["status"]) == (50, "unknown")


def test_witnesses_that_cannot_be_written_are_told(
    capsysbinary: Capture, broken: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    status, out, err = run(
        capsysbinary, "--knowledge", str(broken), "--witnesses", str(blocked / "found")
    )
    assert (status, out) == (2, "")
    assert "command.usage" in err


def test_without_z3_it_says_what_to_install(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prove, "find_spec", lambda name: None)
    status, out, err = run(capsysbinary, "--knowledge", str(SMALL))
    assert (status, out) == (2, "")
    assert "command.missing_extra" in err
    assert "pip install 'myelobone[prove]'" in err


def test_the_command_line_starts_without_z3() -> None:
    import subprocess
    import sys

    code = "import sys; import myelobone.cli.prove; sys.exit('z3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
