"""`doctor`: a sound installation is well; each thing that would mislead a doctor is found and ends with 3."""

from __future__ import annotations

import json
import os
import shutil
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from myelobone.cli import checkup
from myelobone.cli.main import main
from myelobone.language.compiled import default_folder

Capture = pytest.CaptureFixture[bytes]


def examined(capture: Capture, *arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Exit status, and each finding by its id."""
    status = main(["doctor", "--json", *arguments])
    out, err = capture.readouterr()
    assert err == b""
    body = json.loads(out)
    assert body["well"] == (status == 0)
    return status, {finding["id"]: finding for finding in body["checks"]}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A copy of the edition with two of its worked patients, to be spoilt."""
    folder = tmp_path / "mbd-2024"
    shutil.copytree(default_folder(), folder)
    for file in (folder / "patients").glob("*.yaml"):
        if file.name not in ("W4.yaml", "W10.yaml", "background.yaml"):
            file.unlink()
    return folder


def test_a_sound_installation_is_well_and_says_what_it_looked_at(capsysbinary: Capture) -> None:
    status, found = examined(capsysbinary)
    assert status == 0
    assert found.keys() >= {
        "python", "program", "extras", "knowledge", "canaries", "compiled", "cache", "clock",
        "time_zone", "console",
    }  # fmt: skip
    assert {f"dependency.{name}" for name in ("click", "lark", "msgspec", "pyyaml")} <= set(found)
    done, _, whole = found["canaries"]["found"].partition(" / ")
    assert int(done) == int(whole) > 10
    assert "sha256:" in found["knowledge"]["found"]


@pytest.mark.parametrize(("lang", "last"), [("zh", "一切妥当。"), ("en", "All is well.")])
def test_the_page_ends_with_the_verdict(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch, edition: Path, lang: str, last: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["doctor", "--lang", lang, "--knowledge", str(edition)]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[-1] == last or any(line.startswith("◆") for line in lines)
    assert not any(line.startswith("▲") for line in lines)


def test_a_patient_who_no_longer_gets_his_answer_is_a_fault(
    capsysbinary: Capture, edition: Path
) -> None:
    patient = edition / "patients" / "W4.yaml"
    text = patient.read_text(encoding="utf-8")
    assert "standing: undetermined" in text
    patient.write_text(
        text.replace("standing: undetermined", "standing: preferred"), encoding="utf-8"
    )
    status, found = examined(capsysbinary, "--knowledge", str(edition), "--full")
    assert (status, found["canaries"]["state"]) == (3, "fault")
    assert "W4" in found["canaries"]["do"]["en"]


def test_a_changed_rule_is_a_fault_by_the_patients_it_moves(
    capsysbinary: Capture, edition: Path
) -> None:
    agent = edition / "agents" / "zoledronic_acid.yaml"
    text = agent.read_text(encoding="utf-8")
    assert "give: 3.0 mg" in text
    agent.write_text(text.replace("give: 3.0 mg", "give: 4.0 mg"), encoding="utf-8")
    shutil.copy(default_folder() / "patients" / "W2.yaml", edition / "patients")
    status, found = examined(capsysbinary, "--knowledge", str(edition), "--full")
    assert (status, found["canaries"]["state"]) == (3, "fault")


@pytest.mark.parametrize("lost", ["agents/denosumab.yaml", "readings.yaml", "facts/kidney.yaml"])
def test_a_lost_file_is_a_fault_and_the_rest_is_still_looked_at(
    capsysbinary: Capture, edition: Path, lost: str
) -> None:
    (edition / lost).unlink()
    status, found = examined(capsysbinary, "--knowledge", str(edition))
    assert status == 3
    assert "fault" in (found["knowledge"]["state"], found.get("canaries", {}).get("state"))
    assert "console" in found


def test_a_folder_without_patients_is_noted(capsysbinary: Capture, edition: Path) -> None:
    shutil.rmtree(edition / "patients")
    status, found = examined(capsysbinary, "--knowledge", str(edition))
    assert (status, found["canaries"]["state"]) == (0, "note")


def test_a_clock_behind_the_knowledge_is_a_fault(capsysbinary: Capture, edition: Path) -> None:
    ahead = time.time() + 3 * 86_400
    os.utime(edition / "edition.yaml", (ahead, ahead))
    status, found = examined(capsysbinary, "--knowledge", str(edition))
    assert (status, found["clock"]["state"]) == (3, "fault")


@pytest.mark.parametrize(("effective", "state"), [
    ("2090-01-01", "fault"), ("1990-01-01", "fault"), ("2015-01-01", "note"),
])  # fmt: skip
def test_a_date_far_from_the_knowledge_is_told(effective: str, state: str) -> None:
    clock = next(iter(checkup.clock(effective, None)))
    assert clock.state == state
    assert clock.do is not None


@pytest.mark.parametrize(
    ("zone", "state"),
    [("Asia/Shanghai", "well"), ("CST-8", "well"), ("<+08>-8", "well"), ("", "well"), ("Asia/Beijing", "fault")],
)  # fmt: skip
def test_a_time_zone_that_is_none_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, zone: str, state: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    findings = {finding.id: finding for finding in checkup.clock(None, None)}
    assert findings["time_zone"].state == state


@pytest.mark.parametrize(
    ("installed", "state"), [("0.1", "fault"), ("999.0", "note"), (None, "fault")]
)
def test_a_dependency_that_is_old_other_or_gone_is_told(
    monkeypatch: pytest.MonkeyPatch, installed: str | None, state: str
) -> None:
    true = metadata.version

    def version(name: str) -> str:
        if name != "lark":
            return true(name)
        if installed is None:
            raise metadata.PackageNotFoundError(name)
        return installed

    monkeypatch.setattr(metadata, "version", version)
    findings = {finding.id: finding for finding in checkup.program()}
    assert findings["dependency.lark"].state == state
    assert findings["dependency.msgspec"].state == "well"


def test_the_pins_are_those_of_the_requirements() -> None:
    ours = {"click", "icalendar", "lark", "msgspec", "pyyaml"}
    theirs = {"python-dateutil", "six", "typing-extensions", "tzdata"}  # of the calendar files
    assert set(checkup.pins()) == ours | theirs


def test_every_finding_that_is_not_well_says_what_to_do(
    capsysbinary: Capture, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "No/Where")
    (edition / "readings.yaml").unlink()
    _, found = examined(capsysbinary, "--knowledge", str(edition))
    for finding in found.values():
        assert (finding["do"] is None) == (finding["state"] == "well"), finding["id"]
        assert finding["label"]["zh"] != ""
