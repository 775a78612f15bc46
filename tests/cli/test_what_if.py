"""`what-if`: what would change for the example patient, as JSON and as a page, and nothing stored."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from myelobone import load_knowledge, read_record, what_if
from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import main
from myelobone.page.layout import cells

EXAMPLE = str(example("EX-01.yaml"))
Capture = pytest.CaptureFixture[bytes]
PROCEDURE = "dental_procedure={kind: extraction, invasive: yes, status: planned, on: 2027-02-01}"


def run(capture: Capture, *arguments: str, record: str = EXAMPLE) -> tuple[int, str, str]:
    status = main(["what-if", record, "--as-of", DEMO_DAY, *arguments])
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


def found(capture: Capture, *arguments: str) -> dict[str, Any]:
    status, out, _ = run(capture, *arguments, "--json")
    assert status == 0
    body: dict[str, Any] = json.loads(out)
    return body


def test_json_is_both_advices_and_the_paths_that_differ(capsysbinary: Capture) -> None:
    body = found(capsysbinary, "--set", "creatinine=90 umol/L")
    main(["advise", EXAMPLE, "--as-of", DEMO_DAY, "--json"])
    assert body["before"] == json.loads(capsysbinary.readouterr().out)
    assert body["after"]["facts"]["creatinine_clearance"]["value"] > 50
    assert "agents.zoledronic_acid.standing" in body["changed"]
    assert any(path.startswith("plan.") for path in body["changed"])
    assert body["supposed"] == [{"value": "90 umol/L", "what": "creatinine", "on": DEMO_DAY}]


def test_several_suppositions_count_together_and_each_alone_differs(capsysbinary: Capture) -> None:
    both = found(capsysbinary, "--set", "weight=80 kg", "--set", "creatinine=90 umol/L")
    alone = found(capsysbinary, "--set", "weight=80 kg")
    clearances = [b["after"]["facts"]["creatinine_clearance"]["value"] for b in (both, alone)]
    assert clearances[0] > clearances[1] > both["before"]["facts"]["creatinine_clearance"]["value"]


def test_a_whole_entry_with_its_own_day_is_supposed(capsysbinary: Capture) -> None:
    body = found(capsysbinary, "--set", PROCEDURE)
    assert "items.dental.hold" in body["changed"]
    assert body["supposed"][0]["on"] == "2027-02-01"


@pytest.mark.parametrize("arguments", [("--unset", "weight"), ("--set", "weight=")])
def test_a_term_taken_away_is_asked_for(capsysbinary: Capture, arguments: tuple[str, ...]) -> None:
    assert "questions.weight" in found(capsysbinary, *arguments)["changed"]


def test_one_entry_can_be_taken_away(capsysbinary: Capture) -> None:
    body = found(capsysbinary, "--unset", "entries[7]")
    assert body["changed"] == found(capsysbinary, "--unset", "medication")["changed"] != []


def test_the_day_of_the_supposition_may_be_given(capsysbinary: Capture) -> None:
    body = found(capsysbinary, "--set", "creatinine=90 umol/L", "--on", "2026-11-19")
    assert not [
        path for path in body["changed"] if path.startswith("agents.")
    ]  # older than the last


def test_nothing_is_stored(capsysbinary: Capture, tmp_path: Path) -> None:
    file = tmp_path / "patient.yaml"
    file.write_bytes(Path(EXAMPLE).read_bytes())
    run(capsysbinary, "--set", "weight=80 kg", record=str(file))
    assert file.read_bytes() == Path(EXAMPLE).read_bytes()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--set", "creatinine=90"), "umol/L"),
        (("--set", "creatinin=90 umol/L"), "creatinine"),
        (("--set", "creatinine"), "TERM=VALUE"),
        (("--set", "=90 umol/L"), "TERM=VALUE"),
        (("--unset", "wieght"), "weight"),
        (("--unset", "entries[99]"), "entries[99]"),
        (("--set", "weight=80 kg", "--on", "tomorrow"), "--on"),
        ((), "--set"),
    ],
)
def test_a_supposition_that_cannot_be_used_is_refused_with_what_would_do(
    capsysbinary: Capture, arguments: tuple[str, ...], told: str
) -> None:
    status, out, err = run(capsysbinary, *arguments)
    assert (status, out) == (2, "")
    assert told in err
    body = json.loads(run(capsysbinary, *arguments, "--json")[2])
    assert body["format"] == "myelobone-error/1"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("put", ["creatinine=90 umol/L", "sex=male", PROCEDURE, "disease=mgus"])
def test_the_page_fits_and_cites_and_shows_only_what_changes(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch, lang: str, width: int, put: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    status, page, _ = run(capsysbinary, "--set", put, "--lang", lang)
    assert status == 0
    assert max(cells(line) for line in page.splitlines()) <= width
    assert " → " in page
    assert re.search(r"\[(指南|guideline|T3)", page)
    main(["advise", EXAMPLE, "--as-of", DEMO_DAY, "--lang", lang])
    assert len(page) < len(capsysbinary.readouterr().out.decode())


def test_the_page_says_from_what_to_what_and_why(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    _, page, _ = run(capsysbinary, "--set", "creatinine=90 umol/L", "--lang", "en")
    assert re.search(r"creatinine clearance +27\.0 mL/min → 50\.\d mL/min", page)
    assert re.search(r"zoledronic acid +forbidden → option 3\.5 mg", page)
    assert re.search(r"\n +- .*27\.0 mL/min", page)  # the reason that falls away
    assert "Suppose: creatinine 90 umol/L (2026-11-24)" in page


def test_the_page_says_when_nothing_changes(capsysbinary: Capture) -> None:
    assert "建议不变。" in run(capsysbinary, "--unset", "magnesium")[1]


def test_a_jump_that_nobody_confirmed_is_told(capsysbinary: Capture) -> None:
    _, page, _ = run(capsysbinary, "--set", "creatinine=20 umol/L")
    assert "record.jump" in page


def test_the_same_question_in_python() -> None:
    knowledge = load_knowledge()
    record = read_record(EXAMPLE, knowledge.vocabulary)
    told = what_if(record, {"creatinine": "90 umol/L"}, as_of=DEMO_DAY, knowledge=knowledge)
    assert "agents.zoledronic_acid.standing" in told.changed
    assert repr(told).startswith("<WhatIf as of 2026-11-24; ")
    assert len(repr(told)) < 400
    assert "截至" in str(told.after)
