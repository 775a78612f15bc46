"""`timeline`: a file or standard output, and what it says when it cannot be done."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import main

EXAMPLE = str(example("EX-01.yaml"))
Capture = pytest.CaptureFixture[bytes]


def run(capture: Capture, *arguments: str) -> tuple[int, bytes, str]:
    status = main(["timeline", EXAMPLE, "--as-of", DEMO_DAY, *arguments])
    out, err = capture.readouterr()
    return status, out, err.decode()


def test_the_picture_goes_to_its_file_and_nothing_else_is_printed(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "timeline.svg"
    status, out, _ = run(capsysbinary, "-o", str(file))
    assert (status, out) == (0, b"")
    assert fromstring(file.read_text("utf-8")).tag.endswith("svg")
    assert run(capsysbinary)[1] == file.read_bytes()


def test_the_width_and_the_language_are_asked_for(capsysbinary: Capture) -> None:
    root = fromstring(run(capsysbinary, "--width", "380", "--lang", "en")[1])
    assert root.get("width") == "380"
    assert root.get("lang") == "en"


def test_the_last_day_is_asked_for(capsysbinary: Capture) -> None:
    assert "计划至 2027-01-31" in run(capsysbinary, "--until", "2027-01-31")[1].decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--until", "2026-01-01"),
        ("--until", "soon"),
        ("--width", "100"),
        ("-o", "/no/such/place.svg"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    capsysbinary: Capture, arguments: tuple[str, ...]
) -> None:
    status, out, err = run(capsysbinary, *arguments)
    assert (status, out) == (2, b"")
    assert arguments[1] in err


def test_a_picture_of_what_was_known_then_leaves_out_what_was_entered_later(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    record = tmp_path / "r.yaml"
    record.write_text(
        """
format: myelobone-record/1
patient: {id: T-1, sex: female, born: 1961-03-04}
entries:
  - {on: 2026-08-24, what: disease, value: active_myeloma}
  - {on: 2026-08-28, what: given, agent: zoledronic_acid, dose: 4 mg}
  - {on: 2026-09-05, entered: 2026-09-20, what: transplant}
""",
        encoding="utf-8",
    )
    drawn = {}
    for then in ((), ("--known-then",)):
        assert main(["timeline", str(record), "--as-of", "2026-09-10", "--lang", "en", *then]) == 0
        drawn[then] = capsysbinary.readouterr()[0].decode()
    assert "2026-09-05" in drawn[()]
    assert "2026-09-05" not in drawn["--known-then",]
