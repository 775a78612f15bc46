"""`knowledge test` and `knowledge search`: expected, got and the deciding leaf; words in either language."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from myelobone.cli.main import main

from ..knowledge.files import PATIENTS

Capture = pytest.CaptureFixture[bytes]
NAME = "W4_hypercalcaemia.yaml"


def run(capture: Capture, *arguments: str) -> tuple[int, str, str]:
    status = main(("knowledge", *arguments))
    captured = capture.readouterr()
    return status, captured.out.decode(), captured.err.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one worked patient of the edition and what every patient shares."""
    (source,) = PATIENTS.glob("W4*.yaml")
    shutil.copy(source, tmp_path / NAME)
    shutil.copy(PATIENTS / "background.yaml", tmp_path)
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    file = folder / NAME
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_patients_that_get_what_is_expected_end_with_0(capsysbinary: Capture, folder: Path) -> None:
    status, out, _ = run(capsysbinary, "test", str(folder), "--lang", "en")
    assert status == 0, out
    assert " as expected, 0 not" in out


def test_a_difference_shows_expected_got_and_the_deciding_leaf_and_ends_with_3(
    capsysbinary: Capture, folder: Path
) -> None:
    change(folder, "standing: undetermined", "standing: forbidden")
    status, out, _ = run(capsysbinary, "test", str(folder), "--lang", "en")
    assert status == 3
    assert 'expected  "forbidden"' in out
    assert 'got  "undetermined"' in out
    assert "creatinine clearance < 30 mL/min  is now unknown" in out
    assert "missing weight" in out


def test_json_lists_every_patient_with_its_differences(capsysbinary: Capture, folder: Path) -> None:
    change(folder, "standing: undetermined", "standing: forbidden")
    status, out, _ = run(capsysbinary, "test", str(folder), "--json")
    assert status == 3
    cases = json.loads(out)
    (wrong,) = [case for case in cases if case["differences"]]
    difference = wrong["differences"][0]
    assert difference["path"].startswith("agents.")
    assert (difference["expected"], difference["got"]) == ("forbidden", "undetermined")
    assert difference["deciding"]


@pytest.mark.parametrize("text", ["just: words", "- a\n- b", "id: X\nrecord: {}\ndays: 3"])
def test_a_file_that_is_no_patient_is_named(capsysbinary: Capture, folder: Path, text: str) -> None:
    (folder / "bad.yaml").write_text(text, encoding="utf-8")
    status, out, err = run(capsysbinary, "test", str(folder))
    assert (status, out) == (2, "")
    assert "bad.yaml" in err


def test_a_folder_without_patients_is_told(capsysbinary: Capture, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        assert run(capsysbinary, "test", str(place))[0] == 2


def test_search_finds_by_words_of_either_language_and_by_id(capsysbinary: Capture) -> None:
    for words in (("高钙", "水化"), ("hypercalcaemia", "HYDRATION")):
        status, out, _ = run(capsysbinary, "search", *words, "--json")
        assert status == 0
        assert "3.2.b" in [entry["id"] for entry in json.loads(out)]
    _, out, _ = run(capsysbinary, "search", "treat_now", "--json")
    assert json.loads(out)[0]["id"] == "hypercalcaemia.treat_now"


def test_search_keeps_to_one_kind_and_counts_on_standard_error(capsysbinary: Capture) -> None:
    status, out, err = run(capsysbinary, "search", "hypercalcaemia", "--kind", "rule", "--json")
    assert status == 0
    assert {entry["kind"] for entry in json.loads(out)} == {"rule"}
    _, out, err = run(capsysbinary, "search", "hypercalcaemia", "--kind", "rule", "--lang", "en")
    assert out
    assert "found" in err


def test_search_that_finds_nothing_prints_nothing(capsysbinary: Capture) -> None:
    status, out, err = run(capsysbinary, "search", "no-such-word-anywhere")
    assert (status, out) == (0, "")
    assert "0" in err
