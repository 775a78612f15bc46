"""Each command: its result, its exit status, and what it says when it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import VERBS, main

EXAMPLE = str(example("EX-01.yaml"))
BAD_RECORD = "format: myelobone-record/1\npatient: {name: x}\nentries: []\n"

Capture = pytest.CaptureFixture[bytes]


def run(capture: Capture, *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    status = main(arguments)
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


def advice(capture: Capture, *arguments: str) -> dict[str, Any]:
    status, out, _ = run(capture, "advise", EXAMPLE, "--json", "--as-of", DEMO_DAY, *arguments)
    assert status == 0
    found: dict[str, Any] = json.loads(out)
    return found


def test_demo_needs_nothing_and_is_the_same_every_day(capsysbinary: Capture) -> None:
    status, page, _ = run(capsysbinary, "demo")
    assert status == 0
    assert DEMO_DAY in page
    assert run(capsysbinary, "advise", EXAMPLE, "--as-of", DEMO_DAY)[1] == page


def test_the_page_is_chinese_unless_english_is_asked_for(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "尚未经临床签署" in run(capsysbinary, "demo")[1]
    assert "not clinically signed off" in run(capsysbinary, "demo", "--lang", "en")[1]
    monkeypatch.setenv("MYELOBONE_LANG", "en")
    assert "not clinically signed off" in run(capsysbinary, "demo")[1]


def test_json_is_the_contract_and_the_same_bytes_each_time(capsysbinary: Capture) -> None:
    first = run(capsysbinary, "advise", EXAMPLE, "--json", "--as-of", DEMO_DAY)[1]
    assert json.loads(first)["format"] == "myelobone-advice/1"
    assert run(capsysbinary, "advise", EXAMPLE, "--json", "--as-of", DEMO_DAY)[1] == first


def test_the_day_asked_about_is_today_unless_given(capsysbinary: Capture) -> None:
    from datetime import date

    before = date.today().isoformat()
    _, out, _ = run(capsysbinary, "advise", EXAMPLE, "--json")
    assert json.loads(out)["as_of"] in (before, date.today().isoformat())
    assert advice(capsysbinary)["as_of"] == DEMO_DAY


def test_every_rule_answers_when_all_are_asked_for(capsysbinary: Capture) -> None:
    rules = advice(capsysbinary, "--all")["rules"]
    assert {rule["answer"] for rule in rules} <= {"fires", "quiet", "asks"}
    assert len(rules) > len(advice(capsysbinary)["rules"])


def test_timing_is_talk_and_leaves_the_result_alone(capsysbinary: Capture) -> None:
    plain = run(capsysbinary, "advise", EXAMPLE, "--json", "--as-of", DEMO_DAY)[1]
    _, out, err = run(capsysbinary, "advise", EXAMPLE, "--json", "--as-of", DEMO_DAY, "--timing")
    assert out == plain
    assert "ms" in err


@pytest.mark.parametrize("text", ["2026-13-01", "20261124", "24/11/2026", "yesterday", "2026-11"])
def test_a_day_that_is_no_day_is_refused_with_what_is_allowed(
    capsysbinary: Capture, text: str
) -> None:
    status, out, err = run(capsysbinary, "advise", EXAMPLE, "--as-of", text)
    assert (status, out) == (2, "")
    assert text in err
    assert "2026-11-24" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("advise",),
        ("advise", "no-such-file.yaml"),
        ("advise", EXAMPLE, "--no-such-option"),
        ("advise", EXAMPLE, "--knowledge", "no-such-folder"),
        ("advice", EXAMPLE),
        ("schema", "nothing"),
        ("explain", "no.such.id"),
    ],
)
def test_unusable_usage_ends_with_2_and_json_errors_are_json(
    capsysbinary: Capture, arguments: tuple[str, ...]
) -> None:
    status, out, err = run(capsysbinary, *arguments)
    assert (status, out) == (2, "")
    assert err
    status, out, err = run(capsysbinary, *arguments, "--json")
    assert (status, out) == (2, "")
    body = json.loads(err)
    assert body["format"] == "myelobone-error/1"
    assert all(problem["message"]["zh"] and problem["code"] for problem in body["problems"])


def test_a_wrong_verb_names_the_nearest(capsysbinary: Capture) -> None:
    assert "advise" in run(capsysbinary, "advice", EXAMPLE)[2]


def test_a_record_that_is_none_is_refused_whole(capsysbinary: Capture, tmp_path: Path) -> None:
    record = tmp_path / "bad.yaml"
    record.write_text(BAD_RECORD, encoding="utf-8")
    status, out, err = run(capsysbinary, "advise", str(record), "--json")
    assert (status, out) == (2, "")
    assert [problem["where"] for problem in json.loads(err)["problems"]] == ["patient.id"]


def test_a_bad_entry_is_told_and_the_advice_still_comes(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    record = tmp_path / "entry.yaml"
    text = Path(EXAMPLE).read_text(encoding="utf-8").replace("168 umol/L", "168")
    record.write_text(text, encoding="utf-8")
    status, out, _ = run(capsysbinary, "advise", str(record), "--json", "--as-of", DEMO_DAY)
    assert status == 0
    (problem,) = json.loads(out)["problems"]
    assert problem["found"] == "168"


def test_a_new_record_can_be_used_as_it_is(capsysbinary: Capture, tmp_path: Path) -> None:
    file = tmp_path / "patient.yaml"
    assert run(capsysbinary, "new", str(file))[0] == 0
    status, out, _ = run(capsysbinary, "advise", str(file), "--json", "--as-of", DEMO_DAY)
    assert status == 0
    assert json.loads(out)["problems"] == []
    assert run(capsysbinary, "new")[1] == file.read_text(encoding="utf-8")


def test_new_never_overwrites_unasked(capsysbinary: Capture, tmp_path: Path) -> None:
    file = tmp_path / "patient.yaml"
    file.write_text("mine", encoding="utf-8")
    assert run(capsysbinary, "new", str(file))[0] == 2
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "kind",
    ["statement", "reading", "rule", "fact", "agent", "line", "calendar", "term", "glossary"],
)
def test_each_kind_of_knowledge_is_listed(capsysbinary: Capture, kind: str) -> None:
    status, out, _ = run(capsysbinary, "knowledge", "list", kind, "--json")
    assert status == 0
    found = json.loads(out)
    assert found
    assert all(entry["kind"] == kind and entry["text"]["zh"] for entry in found)


def test_an_entry_is_shown_in_both_languages_with_its_file(capsysbinary: Capture) -> None:
    for show in (("knowledge", "show"), ("explain",)):
        status, out, _ = run(capsysbinary, *show, "B8")
        assert status == 0
        assert "readings.yaml:" in out
        assert out.count("2.9") >= 2


def test_part_of_an_id_shows_all_below_it(capsysbinary: Capture) -> None:
    _, out, _ = run(capsysbinary, "explain", "3.2", "--json")
    assert len(json.loads(out)) > 1


def test_verify_finds_the_shipped_edition_sound(capsysbinary: Capture) -> None:
    status, out, _ = run(capsysbinary, "knowledge", "verify")
    assert status == 0
    assert "sha256:" in out


@pytest.mark.parametrize("which", ["record", "advice", "plan"])
def test_a_schema_is_json_schema(capsysbinary: Capture, which: str) -> None:
    status, out, _ = run(capsysbinary, "schema", which)
    assert status == 0
    assert isinstance(json.loads(out), dict)


def test_version_names_program_and_knowledge(capsysbinary: Capture) -> None:
    status, out, _ = run(capsysbinary, "--version")
    assert status == 0
    assert "myelobone 0." in out
    assert "mbd-2024" in out


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_each_verb_has_examples(capsysbinary: Capture, verb: str) -> None:
    status, out, _ = run(capsysbinary, verb, "--help")
    assert status == 0
    assert f"myelobone {verb}" in out.split("Examples")[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_completion_script_calls_the_program(capsysbinary: Capture, shell: str) -> None:
    status, out, _ = run(capsysbinary, "completion", shell)
    assert status == 0
    assert "_MYELOBONE_COMPLETE" in out


def test_a_defect_of_ours_is_said_in_both_languages_and_ends_with_1(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("myelobone.cli.options.load", broken)
    status, out, err = run(capsysbinary, "demo")
    assert (status, out) == (1, "")
    assert "缺陷" in err
    assert "defect" in err
    assert "Traceback" not in err
    monkeypatch.setenv("MYELOBONE_DEBUG", "1")
    assert "Traceback" in run(capsysbinary, "demo")[2]


def test_a_rule_is_shown_with_its_conditions_and_examples(capsysbinary: Capture) -> None:
    _, page, _ = run(capsysbinary, "explain", "hypercalcaemia.treat_now", "--lang", "en")
    assert "corrected_calcium >= 2.9 mmol/L" in page
    assert "quiet  corrected_calcium: 2.89 mmol/L" in page


def test_an_agent_is_shown_with_its_lines_and_its_dose_table(capsysbinary: Capture) -> None:
    _, page, _ = run(capsysbinary, "knowledge", "show", "zoledronic_acid")
    assert ">= 50 <= 60  3.5 mg" in page
    assert "未知则询问" in page
    assert "[说明书 L3]" in page


def test_a_misspelt_term_is_answered_with_the_nearest_one_on_the_page(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    record = tmp_path / "record.yaml"
    entry = "{on: 2026-11-20, what: creatinin, value: 168 umol/L}"
    record.write_text(f"format: myelobone-record/1\npatient: {{id: x}}\nentries: [{entry}]\n")
    _, page, _ = run(capsysbinary, "advise", str(record), "--as-of", "2026-11-24")
    assert "最接近：creatinine" in "".join(page.split())
