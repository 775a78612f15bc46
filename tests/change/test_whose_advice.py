"""H15: after a change of the knowledge exactly the affected records are listed, from what to what, and why."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from myelobone import advise, load_knowledge, read_record
from myelobone.change.advices import Affected, Comparison
from myelobone.change.differences import differences
from myelobone.change.worked import NoPatient, records
from myelobone.cli.main import main
from myelobone.language.compiled import default_folder

Capture = pytest.CaptureFixture[bytes]
DAY = "2026-11-24"
FILE = "rules/hypercalcaemia.yaml"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The program's own edition, and one whose one threshold is lower."""
    old = default_folder()
    new = tmp_path_factory.mktemp("editions") / "new"
    shutil.copytree(old, new, ignore=shutil.ignore_patterns("patients", "manifest.json"))
    path = new / FILE
    text = path.read_text("utf-8")
    rule = text[text.index("- id: hypercalcaemia.treat_now") :]
    rule = rule[: rule.index("\n- id:", 5)]
    lower = rule.replace("corrected_calcium >= 2.9 mmol/L", "corrected_calcium >= 2.8 mmol/L")
    lower = lower.replace(
        "quiet: {corrected_calcium: 2.89 mmol/L}", "quiet: {corrected_calcium: 2.79 mmol/L}"
    )
    assert lower != rule
    path.write_text(text.replace(rule, lower), encoding="utf-8")
    return old, new


def record(calcium: float, albumin: int = 40) -> dict[str, Any]:
    return {
        "format": "myelobone-record/1",
        "patient": {"id": f"calcium {calcium:.2f} albumin {albumin}", "sex": "female", "born": "1960-05-05"},
        "entries": [
            {"on": "2026-11-01", "what": "disease", "value": "active_myeloma"},
            {"on": "2026-11-23", "what": "weight", "value": "60 kg"},
            {"on": "2026-11-23", "what": "creatinine", "value": "70 umol/L"},
            {"on": "2026-11-23", "what": "calcium", "value": f"{calcium:.2f} mmol/L"},
            {"on": "2026-11-23", "what": "albumin", "value": f"{albumin} g/L"},
        ],
    }  # fmt: skip


GRID = [(2.70, 40), (2.79, 40), (2.80, 40), (2.89, 40), (2.90, 40), (2.70, 35), (2.69, 35), (2.84, 42)]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records on both sides of both thresholds, one file each."""
    found = tmp_path_factory.mktemp("records")
    for number, (calcium, albumin) in enumerate(GRID):
        (found / f"{number}.json").write_text(
            json.dumps(record(calcium, albumin)), encoding="utf-8"
        )
    return found


ANSWERS = ("items", "agents", "plan", "choices", "questions", "orders")


def said(data: Any) -> Any:
    """What an advice says, without the condition behind it as it is written."""
    if isinstance(data, dict):
        return {key: said(value) for key, value in data.items() if key != "because"}
    return [said(each) for each in data] if isinstance(data, list | tuple) else data


def affected_by_arithmetic() -> set[str]:
    """The files whose corrected calcium lies at or above the new and below the old threshold."""
    return {
        f"{number}.json"
        for number, (calcium, albumin) in enumerate(GRID)
        if 280 <= round(100 * calcium + 2 * (40 - albumin)) < 290
    }


def report(capture: Capture, *arguments: str) -> tuple[int, dict[str, Any]]:
    status = main(["knowledge", "diff", *arguments, "--as-of", DAY, "--json"])
    body: dict[str, Any] = json.loads(capture.readouterr().out)
    return status, body


def test_h15_a_changed_threshold_lists_exactly_the_affected_records(
    capsysbinary: Capture, editions: tuple[Path, Path], folder: Path
) -> None:
    old, new = map(str, editions)
    status, body = report(capsysbinary, old, new, "--records", str(folder), "--fail-on-change")
    listed = {each["record"] for each in body["records"]["affected"]}
    assert status == 3
    assert (
        listed
        == affected_by_arithmetic()
        == {
            "2.json",
            "3.json",
            "5.json",
            "7.json",
        }
    )
    assert body["records"]["compared"] == len(GRID)
    assert body["records"]["unread"] == []
    for each in body["records"]["affected"]:
        assert each["because"] == ["rule hypercalcaemia.treat_now"]
        came = [
            change
            for change in each["changes"]
            if change["path"] == "items.hypercalcaemia.treat_now"
        ]
        assert [change["kind"] for change in came] == ["added"]
        assert came[0]["after"]["level"] == "stop"


def test_h15_whoever_is_not_listed_is_told_the_same_by_both_editions(
    editions: tuple[Path, Path], folder: Path
) -> None:
    old, new = map(load_knowledge, editions)
    for case in records(folder, DAY):
        told = []
        for known in (old, new):
            advice = advise(read_record(case.record, known.vocabulary), DAY, known).to_dict()
            told.append(said({key: advice[key] for key in ANSWERS}))
        assert (told[0] == told[1]) == (case.name not in affected_by_arithmetic())


def test_the_same_edition_changes_nobodys_advice(
    capsysbinary: Capture, editions: tuple[Path, Path], folder: Path
) -> None:
    old = str(editions[0])
    status, body = report(capsysbinary, old, old, "--records", str(folder), "--fail-on-change")
    assert (status, body["changes"], body["records"]["affected"]) == (0, [], [])


def test_without_records_the_flag_is_about_the_knowledge(
    capsysbinary: Capture, editions: tuple[Path, Path]
) -> None:
    old, new = map(str, editions)
    assert report(capsysbinary, old, new)[0] == 0
    assert report(capsysbinary, old, new, "--fail-on-change")[0] == 3
    assert "records" not in report(capsysbinary, old, new)[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_tells_what_was_and_what_is_and_why(
    capsysbinary: Capture, editions: tuple[Path, Path], folder: Path, lang: str
) -> None:
    old, new = map(str, editions)
    call = ["knowledge", "diff", old, new, "--records", str(folder), "--as-of", DAY, "--lang", lang]
    assert main(call) == 0
    page = capsysbinary.readouterr().out.decode()
    words = {
        "zh": ("比较 8 例，建议改变 4 例。", "校正血钙 ≥ 2.8 mmol/L", "规则 hypercalcaemia.treat_now  4 例", "须重新签署的主题", "未经临床签署"),
        "en": ("8 compared, the advice of 4 changes.", "corrected calcium ≥ 2.8 mmol/L", "rule hypercalcaemia.treat_now  4 records", "Topics to be signed anew", "not clinically signed off"),
    }[lang]  # fmt: skip
    for word in words:
        assert word in page
    assert "2.json" in page
    assert "4.json" not in page


class Page(HTMLParser):
    """What a page asks for from elsewhere, and whether its tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.asked += [f"{tag} {key}" for key, value in attrs if key in ("src", "href") and not (value or "").startswith("#")]  # fmt: skip
        if tag in ("script", "link", "iframe", "img"):
            self.asked.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_page_is_complete_in_itself_and_printable(
    tmp_path: Path, capsysbinary: Capture, editions: tuple[Path, Path], folder: Path
) -> None:
    target = tmp_path / "change.html"
    old, new = map(str, editions)
    call = ["knowledge", "diff", old, new, "--records", str(folder), "--as-of", DAY]
    assert main([*call, "--html", str(target)]) == 0
    assert capsysbinary.readouterr().out == b""
    text = target.read_text("utf-8")
    page = Page()
    page.feed(text)
    assert (page.asked, page.open) == ([], [])
    assert "@page{size:A4" in text
    assert "url(" not in text
    assert text.count('class="patient"') == 4
    assert "<del>  校正血钙 ≥ 2.9 mmol/L</del>" in text
    assert "<ins>  校正血钙 ≥ 2.8 mmol/L</ins>" in text
    assert "未经临床签署" in text
    targets = set(re.findall(r'href="#([^"]+)"', text))
    assert targets
    assert targets <= set(re.findall(r' id="([^"]+)"', text))


def test_a_name_that_is_markup_stays_text(tmp_path: Path, editions: tuple[Path, Path]) -> None:
    where = tmp_path / "records"
    where.mkdir()
    data = record(2.85)
    data["patient"]["id"] = "<script>alert(1)</script>"
    (where / "<b>x.json").write_text(json.dumps(data), encoding="utf-8")
    target = tmp_path / "change.html"
    old, new = map(str, editions)
    assert main(["knowledge", "diff", old, new, "--records", str(where), "--as-of", DAY, "--html", str(target)]) == 0  # fmt: skip
    text = target.read_text("utf-8")
    assert "<script" not in text
    assert "<b>x" not in text
    assert "&lt;b&gt;x" in text


def test_a_record_that_cannot_be_compared_is_named_and_is_no_all_clear(
    tmp_path: Path, capsysbinary: Capture, editions: tuple[Path, Path]
) -> None:
    where = tmp_path / "records"
    where.mkdir()
    (where / "good.json").write_text(json.dumps(record(2.5)), encoding="utf-8")
    bad = {**record(2.5), "format": "another/9"}
    (where / "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    old, new = map(str, editions)
    status, body = report(capsysbinary, old, new, "--records", str(where), "--fail-on-change")
    assert status == 3
    assert body["records"]["affected"] == []
    assert [each["name"] for each in body["records"]["unread"]] == ["bad.json"]


@pytest.mark.parametrize("content", ["[1, 2]", "{}", "nothing: here", "{", "days: [1]"])
def test_a_folder_with_what_is_no_record_is_refused_by_name(
    tmp_path: Path, capsysbinary: Capture, editions: tuple[Path, Path], content: str
) -> None:
    (tmp_path / "odd.yaml").write_text(content, encoding="utf-8")
    old, new = map(str, editions)
    assert main(["knowledge", "diff", old, new, "--records", str(tmp_path)]) == 2
    assert "odd.yaml" in capsysbinary.readouterr().err.decode()
    with pytest.raises(NoPatient):
        list(records(tmp_path, DAY))


def test_an_empty_or_missing_folder_is_no_all_clear(
    tmp_path: Path, capsysbinary: Capture, editions: tuple[Path, Path]
) -> None:
    old, new = map(str, editions)
    for where in (tmp_path, tmp_path / "none"):
        assert main(["knowledge", "diff", old, new, "--records", str(where)]) == 2
    assert main(["knowledge", "diff", old, str(tmp_path)]) == 2
    capsysbinary.readouterr()


def test_a_changed_dose_names_the_table_behind_every_difference() -> None:
    known = load_knowledge()
    name, agent = next((n, a) for n, a in known.agents.items() if a.routes and a.routes[0].by)
    route = agent.routes[0]
    rows = tuple(
        row if row.amount is None else replace(row, amount=row.amount - 0.1) for row in route.rows
    )
    other = replace(agent, routes=(replace(route, rows=rows), *agent.routes[1:]))
    new = replace(known, agents={**known.agents, name: other}, digest="sha256:other")
    found = differences(known, new)
    assert [each.key for each in found.changes] == [("dose", name)]
    comparison = Comparison(known, new, [each.key for each in found.changes])
    case = next(
        case for case in records(default_folder() / "patients", DAY) if case.name == "W1-2026-12-01"
    )
    one = comparison.one(case)
    assert isinstance(one, Affected)
    assert one.because == (("dose", name),)
    assert f"agents.{name}.dose" in {change.path for change in one.changes}
