"""`explain`: what an id means, and with a record why it is so, readable on every console."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import main
from myelobone.cli.problem_codes import problem_codes
from myelobone.decide.explain.explain import explain
from myelobone.page.explained import explained
from myelobone.page.layout import cells, plain
from myelobone.record.read import read_record

from ..knowledge.files import knowledge, patient_cases
from .test_streams import PROGRAM, environment

EXAMPLE = str(example("EX-01.yaml"))
Capture = pytest.CaptureFixture[bytes]


def run(capture: Capture, *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    captured = capture.readouterr()
    return status, captured.out.decode(), captured.err.decode()


def asked(capture: Capture, name: str, *more: str) -> str:
    status, out, err = run(capture, "explain", name, EXAMPLE, "--as-of", DEMO_DAY, *more)
    assert (status, err) == (0, "")
    return out


def shown(patient: str, name: str, lang: str = "zh", width: int = 80, **more: bool) -> list[str]:
    case = patient_cases()[patient]
    read_in = read_record(case.record, knowledge().vocabulary)
    found = explain(read_in, name, case.as_of, knowledge())
    return [plain(line) for line in explained(found, lang=lang, width=width, **more)]  # type: ignore[arg-type]


def test_the_reasons_of_an_agent_end_with_the_other_agents_in_one_line_each(
    capsysbinary: Capture,
) -> None:
    page = asked(capsysbinary, "zoledronic_acid", "--lang", "en")
    others = page.split("The other agents, one line each\n")[1].split("\n\n")[0]
    starts = [line for line in others.splitlines() if not line.startswith("      ")]
    assert len(starts) == len(knowledge().agents) - 1
    assert "zoledronic acid" not in "".join(line[:30] for line in starts)


def test_a_quiet_rule_says_at_once_what_would_have_to_change() -> None:
    lines = shown("W7-2026-11-17", "hypercalcaemia.treat_now")
    head = next(n for n, line in enumerate(lines) if line.startswith("不成立；这些改变才会成立"))
    assert head < 8
    assert "校正血钙 ≥ 2.9 mmol/L  现为 2.31 mmol/L" in lines[head + 1]
    assert "entries[" in "".join(lines[head + 1 : head + 3])


def test_a_quiet_rule_is_not_worded_as_if_it_had_fired() -> None:
    lines = shown("W7-2026-11-17", "hypercalcaemia.treat_now")
    assert any(line.startswith("  若成立，文字为：") for line in lines)


def test_a_leaf_shows_truth_value_and_the_entry_with_term_value_day_and_source(
    capsysbinary: Capture,
) -> None:
    page = asked(capsysbinary, "creatinine_clearance", "--lang", "en")
    assert re.search(r"entries\[\d+\] creatinine 168 umol/L 2026-11-20 LIS", page)


def test_what_does_not_decide_is_folded_and_full_shows_it() -> None:
    brief, whole = (shown("W7-2026-11-17", "zoledronic_acid", full=full) for full in (False, True))
    assert len(brief) < len(whole)
    assert any("--full" in line for line in brief)
    assert not any("--full" in line for line in whole)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_every_line_fits_the_screen(lang: str, width: int) -> None:
    for name in ("zoledronic_acid", "hypercalcaemia.treat_now", "agents", "3.2.b"):
        lines = shown("W4-2026-12-07", name, lang, width)
        assert [line for line in lines if cells(line) > width] == []


def test_json_is_one_typed_explanation(capsysbinary: Capture) -> None:
    found = json.loads(asked(capsysbinary, "creatinine_clearance", "--json"))
    assert found["format"] == "myelobone-explanation/1"
    assert (found["id"], found["kind"], found["as_of"]) == (
        "creatinine_clearance",
        "fact",
        DEMO_DAY,
    )


def test_every_id_of_the_knowledge_can_be_asked_about_a_record(capsysbinary: Capture) -> None:
    known = knowledge()
    lines = [line.id for agent in known.agents.values() for line in agent.standing]
    some = [*list(known.rules)[::9], *list(known.facts)[::20], *lines[::12], *list(known.calendar)[::4],
            *list(known.statements)[::15], *list(known.readings)[::12], *list(known.vocabulary.terms)[::12]]  # fmt: skip
    for name in (*some, *known.agents):
        assert shown("W1-2026-12-01", name), name


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("zoledronik_acid", "zoledronic_acid"),
        ("hypercalcaemia.treat_nov", "hypercalcaemia.treat_now"),
    ],
)
def test_an_unknown_id_names_the_nearest(capsysbinary: Capture, name: str, meant: str) -> None:
    for arguments in ((name,), (name, EXAMPLE, "--as-of", DEMO_DAY)):
        status, out, err = run(capsysbinary, "explain", *arguments)
        assert (status, out) == (2, "")
        assert meant in err


def test_an_unknown_code_names_the_nearest_code(capsysbinary: Capture) -> None:
    status, _, err = run(capsysbinary, "explain", "record.no_units")
    assert status == 2
    assert "record.no_unit" in err


def test_every_problem_code_says_what_it_means_and_what_to_do() -> None:
    for code in problem_codes().values():
        assert code.text.zh, code.id
        assert code.text.en, code.id
        assert code.means.en, code.id
        assert code.means.zh, code.id


def test_a_code_is_explained_on_the_command_line(capsysbinary: Capture) -> None:
    status, page, _ = run(capsysbinary, "explain", "record.no_unit", "--lang", "en")
    assert status == 0
    assert "A unit is never inferred" in page
    status, out, _ = run(capsysbinary, "explain", "record.no_unit", "--json")
    assert json.loads(out)[0]["id"] == "record.no_unit"


def test_a_code_with_a_record_names_the_places_that_have_it(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    record = tmp_path / "record.yaml"
    text = Path(EXAMPLE).read_text(encoding="utf-8").replace("168 umol/L", "168")
    record.write_text(text, encoding="utf-8")
    status, page, _ = run(
        capsysbinary, "explain", "record.no_unit", str(record), "--as-of", DEMO_DAY
    )
    assert status == 0
    assert "entries[11].value" in page


def test_a_dated_item_without_a_record_stands_for_its_calendar_item(capsysbinary: Capture) -> None:
    _, page, _ = run(capsysbinary, "explain", "monitoring.bisphosphonate.creatinine.2026-11-24")
    assert page.startswith("monitoring.bisphosphonate ")


def test_a_fact_is_shown_with_its_formula_and_a_term_with_its_units(capsysbinary: Capture) -> None:
    _, page, _ = run(capsysbinary, "explain", "weight", "--lang", "en")
    assert "= latest weight within 90 days" in page
    assert "unit  kg" in page


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_the_tree_can_be_read_on_consoles_of_other_encodings(encoding: str, tmp_path: Path) -> None:
    command = [
        *PROGRAM,
        "explain",
        "creatinine_clearance",
        EXAMPLE,
        "--as-of",
        DEMO_DAY,
        "--lang",
        "en",
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        env=environment(PYTHONIOENCODING=encoding),
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    page = done.stdout.decode(encoding)
    assert "<U+" not in page
    assert re.search(r"entries\[\d+\] creatinine", page)
