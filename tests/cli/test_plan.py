"""`plan`: the page, JSON, the calendar file, and what it says when it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from myelobone.cli.examples import DEMO_DAY, example

from .test_commands import run

EXAMPLE = str(example("EX-01.yaml"))
Capture = pytest.CaptureFixture[bytes]
ASK = ("plan", EXAMPLE, "--as-of", DEMO_DAY)


def test_the_page_goes_two_years_on_or_to_the_day_named(capsysbinary: Capture) -> None:
    assert "日程至 2028-11-24" in run(capsysbinary, *ASK)[1]
    status, page, _ = run(capsysbinary, *ASK, "--until", "2027-02-01", "--lang", "en")
    assert status == 0
    assert "plan until 2027-02-01" in " ".join(page.split())
    assert "Mar 2027" not in page


def test_json_is_the_plan_and_nothing_else(capsysbinary: Capture) -> None:
    status, out, err = run(capsysbinary, *ASK, "--json")
    found = json.loads(out)
    assert (status, err) == (0, "")
    assert found["format"] == "myelobone-plan/1"
    assert found["until"] == "2028-11-24"
    assert {"id", "due", "status", "done_on", "depends_on"} <= set(found["items"][0])
    assert run(capsysbinary, *ASK, "--json")[1] == out


@pytest.mark.parametrize(
    ("until", "allowed"),
    [
        ("2026-11-23", f">= {DEMO_DAY}"),
        ("2028", "2026-11-24"),
        ("2027-02-30", "2026-11-24"),
        ("+90", "2026-11-24"),
    ],
)
def test_an_until_that_cannot_be_used_is_refused_with_what_is_allowed(
    capsysbinary: Capture, until: str, allowed: str
) -> None:
    status, out, err = run(capsysbinary, *ASK, "--json", "--until", until)
    assert (status, out) == (2, "")
    (problem,) = json.loads(err)["problems"]
    assert (problem["where"], problem["found"], problem["allowed"]) == ("--until", until, allowed)


def test_the_day_itself_is_the_shortest_plan(capsysbinary: Capture) -> None:
    assert run(capsysbinary, *ASK, "--until", DEMO_DAY)[0] == 0


def test_a_calendar_goes_to_a_file_or_to_standard_output_in_the_same_octets(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "plan.ics"
    status, out, _ = run(capsysbinary, *ASK, "--ics", str(file))
    assert (status, out) == (0, "")
    assert run(capsysbinary, *ASK, "--ics", "-")[1].encode() == file.read_bytes()
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    run(capsysbinary, *ASK, "--ics", str(file), "--lang", "en")
    assert b"dental" in file.read_bytes()


def test_the_calendar_names_the_patient_only_when_asked_to(capsysbinary: Capture) -> None:
    silent = run(capsysbinary, *ASK, "--ics", "-")[1]
    assert "EX-01" not in silent
    assert "示例" not in silent
    assert "SUMMARY:示例：" in run(capsysbinary, *ASK, "--ics", "-", "--with-name")[1]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--json", "--ics", "-"),
        ("--with-name",),
        ("--ics", "no/such/folder/plan.ics"),
        ("--ics", "."),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_writes_nothing(
    capsysbinary: Capture, wrong: tuple[str, ...]
) -> None:
    status, out, err = run(capsysbinary, *ASK, *wrong)
    assert (status, out) == (2, "")
    assert err


def test_the_calendar_library_is_loaded_only_for_a_calendar() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from myelobone.cli.main import main; "
        f"main(['plan', {EXAMPLE!r}, '--as-of', {DEMO_DAY!r}, '--json']); "
        "sys.exit('icalendar' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
