"""`check-order`: the orders alone, their verdicts and grounds, and an exit status a script can use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from myelobone import load_knowledge, read_record
from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import main
from myelobone.page.layout import cells

Capture = pytest.CaptureFixture[bytes]
EXAMPLE = example("EX-01.yaml")
BARRED = {"agent": "zoledronic_acid", "dose": "4 mg", "route": "iv", "over": "15 min"}
RIGHT = {"agent": "denosumab", "dose": "120 mg", "route": "sc"}


@pytest.fixture
def record(tmp_path: Path) -> Any:
    """Writes the example patient with orders added; gives the name of the file."""

    def written(*orders: dict[str, Any]) -> str:
        data = json.loads(read_record(EXAMPLE, load_knowledge().vocabulary).document)
        data["entries"] += [{"on": DEMO_DAY, "what": "ordered", **order} for order in orders]
        file = tmp_path / "patient.json"
        file.write_text(json.dumps(data), encoding="utf-8")
        return str(file)

    return written


def run(capture: Capture, file: str, *arguments: str) -> tuple[int, str]:
    status = main(["check-order", file, "--as-of", DEMO_DAY, *arguments])
    out, err = capture.readouterr()
    assert err == b""
    return status, out.decode()


def test_a_stopped_order_ends_with_3_and_says_why_and_what_would_be_right(
    capsysbinary: Capture, record: Any
) -> None:
    status, page = run(capsysbinary, record(BARRED))
    assert status == 3
    assert "▲  停止  唑来膦酸 4 mg" in page
    assert "肌酐清除率 27.0 mL/min" in page
    assert "[指南 " in page


def test_json_is_the_orders_of_the_advice(capsysbinary: Capture, record: Any) -> None:
    file = record(BARRED, RIGHT)
    status, out = run(capsysbinary, file, "--json")
    body = json.loads(out)
    assert (status, body["format"]) == (3, "myelobone-order-check/1")
    main(["advise", file, "--as-of", DEMO_DAY, "--json"])
    advice = json.loads(capsysbinary.readouterr().out)
    assert body == {
        "format": body["format"],
        **{key: advice[key] for key in body if key != "format"},
    }
    assert [order["agent"] for order in body["orders"]] == ["zoledronic_acid", "denosumab"]
    for order in body["orders"]:
        assert all(finding["cites"] or finding["readings"] for finding in order["findings"])


def test_an_order_that_is_not_stopped_ends_with_0_and_shows_the_dose_of_the_table(
    capsysbinary: Capture, record: Any
) -> None:
    status, page = run(capsysbinary, record(RIGHT), "--lang", "en")
    assert status == 0
    assert "The table gives: 120 mg SC" in page


def test_a_dose_above_the_table_is_stopped_with_the_right_dose(
    capsysbinary: Capture, record: Any
) -> None:
    status, page = run(capsysbinary, record({**RIGHT, "dose": "240 mg"}), "--lang", "en")
    assert status == 3
    assert "The table gives: 120 mg SC" in page


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有医嘱"), ("en", "holds no order")])
def test_a_record_without_orders_says_so(capsysbinary: Capture, lang: str, words: str) -> None:
    status, page = run(capsysbinary, str(EXAMPLE), "--lang", lang)
    assert status == 0
    assert words in page
    assert json.loads(run(capsysbinary, str(EXAMPLE), "--json")[1])["orders"] == []


def test_an_order_ahead_does_not_know_what_comes_before_it(
    capsysbinary: Capture, record: Any
) -> None:
    file = record({**BARRED, "on": "2026-12-06"})
    data = json.loads(Path(file).read_text(encoding="utf-8"))
    data["entries"].append({"on": "2026-12-05", "what": "creatinine", "value": "60 umol/L"})
    Path(file).write_text(json.dumps(data), encoding="utf-8")
    assert "27.0 mL/min" in run(capsysbinary, file)[1]
    main(["check-order", file, "--as-of", "2026-12-05"])
    assert "27.0 mL/min" not in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_fits(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch, record: Any, lang: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    _, page = run(capsysbinary, record(BARRED, RIGHT), "--lang", lang)
    assert max(cells(line) for line in page.splitlines()) <= width


def test_an_order_that_lacks_its_agent_cannot_be_checked(
    capsysbinary: Capture, record: Any
) -> None:
    status, page = run(capsysbinary, record({"dose": "4 mg"}))
    assert status == 0
    assert "？" in page
