"""`simulate` as it is used: the document's examples run, pages stay within their width, JSON is whole."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import main
from myelobone.page.layout import cells

from ..knowledge.files import patient_cases

DOCUMENT = (Path(__file__).parents[2] / "docs" / "simulate.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ myelobone (.*)$", DOCUMENT, re.MULTILINE)
EXAMPLE = str(example("EX-01.yaml"))
FIRST = {"W1": "W1-2026-12-01", "W7": "W7-2026-11-17", "W8": "W8-2026-12-10"}
Capture = pytest.CaptureFixture[bytes]


@pytest.fixture
def patients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The worked patients as files beside the reader."""
    for name, first in FIRST.items():
        text = json.dumps(patient_cases()[first].record, ensure_ascii=False)
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capture: Capture, *arguments: str) -> tuple[int, str, str]:
    status = main(["simulate", *arguments])
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


SAYS = [
    ["dosing interval every 3 months", "2028-02-29", "course, for the doctor to choose"],
    ["Relapse, the bone agent must be restarted", "2027-05-17"],
    ["3.5 mg", "3.3 mg", "creatinine"],
    ["exit plan, for the doctor to choose", "Exit from denosumab is running out of time"],
    ["one bisphosphonate dose", "2027-05-20"],
]


@pytest.mark.parametrize(
    ("line", "says"), list(zip(COMMANDS, SAYS, strict=True)), ids=range(len(SAYS))
)
def test_the_examples_of_the_document_run_and_say_what_it_says(
    capsysbinary: Capture, patients: Path, line: str, says: list[str]
) -> None:
    status = main(shlex.split(line))
    page = " ".join(capsysbinary.readouterr().out.decode().split())
    assert status == 0
    assert [words for words in says if words not in page] == []


def test_the_python_of_the_document_runs(patients: Path) -> None:
    code = re.search(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    assert code is not None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code[1], {})
    assert out.getvalue().startswith("2026-12-01 ['decision', 'given'")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_page_keeps_within_its_width(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch, lang: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    status, out, _ = run(
        capsysbinary, EXAMPLE, "--as-of", DEMO_DAY, "--days", "120", "--lang", lang,
        "--decide", "bone_agent=denosumab", "--value", "creatinine=260 umol/L by 2027-02-01",
    )  # fmt: skip
    assert status == 0
    assert max(cells(line) for line in out.splitlines()) <= columns
    assert ("推演" if lang == "zh" else "supposed and not stored") in " ".join(out.split())


def test_json_names_every_supposed_entry_and_every_difference(capsysbinary: Capture) -> None:
    status, out, err = run(
        capsysbinary, EXAMPLE, "--as-of", DEMO_DAY, "--until", "2027-01-10", "--json",
        "--event", "transplant on 2026-12-24",
    )  # fmt: skip
    body: dict[str, Any] = json.loads(out)
    assert (status, err) == (0, "")
    assert body["format"] == "myelobone-simulation/1"
    assert (body["as_of"], body["until"]) == (DEMO_DAY, "2027-01-10")
    assert body["complete"] is True
    happened = next(day for day in body["days"] if day["on"] == "2026-12-24")
    assert [act["entry"]["what"] for act in happened["acts"] if act["why"] == "event"] == [
        "transplant"
    ]
    days = [day["on"] for day in body["days"]]
    assert days == sorted(set(days))
    assert all({"acts", "left", "changes", "next", "overdue"} <= day.keys() for day in body["days"])


def test_full_lists_every_day_and_the_short_page_folds_them(
    capsysbinary: Capture, patients: Path
) -> None:
    given = ["W1.json", "--as-of", "2026-12-01", "--days", "150", "--lang", "en",
             "--decide", "bone_agent=zoledronic_acid"]  # fmt: skip
    _, short, _ = run(capsysbinary, *given)
    _, full, _ = run(capsysbinary, *given, "--full")
    assert len(re.findall(r"^\d{4}-\d\d-\d\d$", full, re.MULTILINE)) > len(
        re.findall(r"^\d{4}-\d\d-\d\d", short, re.MULTILINE)
    )


def test_wrong_use_says_what_is_right_and_ends_with_2(capsysbinary: Capture) -> None:
    for arguments in (
        ["--days", "3", "--until", "2027-01-01"],
        ["--until", "2026-01-01"],
        ["--days", "0"],
        ["--event", "relapse on 2027-05-01"],
        ["--decide", "interval=weekly"],
        ["--value", "creatinine=90 furlongs"],
    ):
        status, out, err = run(capsysbinary, EXAMPLE, "--as-of", DEMO_DAY, *arguments)
        assert (status, out) == (2, ""), arguments
        assert err.strip(), arguments


def test_without_days_a_year_is_played(capsysbinary: Capture) -> None:
    _, out, _ = run(capsysbinary, EXAMPLE, "--as-of", DEMO_DAY, "--json")
    body = json.loads(out)
    first, last = (date.fromisoformat(body[key]) for key in ("as_of", "until"))
    assert (last - first).days == 365
