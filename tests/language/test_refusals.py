"""Every refusal of the language: exactly one problem, with its code, at its place."""

from pathlib import Path
from typing import Any

import pytest

from myelobone.language.load import load_folder
from myelobone.language.messages import MESSAGES
from myelobone.language.problems import Refused

from .made import MARK, cases, changed, copy_of_good, place

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case["refuses"] for case in CASES])
def test_the_loader_refuses(case: dict[str, Any], tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    text = changed(folder, case["file"], case["line"], case["becomes"])
    if "also_change" in case:
        changed(folder, **case["also_change"])
    file = case.get("in", case["file"])
    if "at" in case:
        text = (folder / file).read_text("utf-8")
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    problems = refused.value.problems
    mine = [problem for problem in problems if problem.code == case["code"]]
    assert mine, [problem.line() for problem in problems]
    assert mine[0].where == f"{file}:{place(text, case.get('at', MARK))}"
    if "found" in case:
        assert mine[0].found == case["found"]
    if "nearest" in case:
        assert mine[0].nearest == case["nearest"]
    if case.get("alone") != "no":
        allowed = {case["code"], *case.get("also", [])}
        others = [problem.line() for problem in problems if problem.code not in allowed]
        assert not others


def test_every_code_has_a_case_or_a_test_of_its_own() -> None:
    elsewhere = {"knowledge.no_folder", "knowledge.missing_file", "knowledge.unreadable"}
    elsewhere.add("knowledge.bad_digest")  # tests/change/test_signing.py
    assert set(MESSAGES) - {case["code"] for case in CASES} <= elsewhere


def test_all_problems_of_a_folder_are_reported_at_once_and_in_order(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    changed(folder, "rules/kidney.yaml", "strength: needs", "strength: may")
    changed(folder, "facts/course.yaml", "unit: mo, is: 3 mo}", "unit: mo}")
    changed(folder, "agents/drug_a.yaml", "unknown: ask", "unknown: guess")
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    assert [problem.code for problem in refused.value.problems] == [
        "knowledge.missing_unknown",
        "knowledge.one_form",
        "knowledge.strength",
    ]


def test_a_broken_fact_is_reported_once_and_not_where_it_is_used(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    line = "(140 - age) * weight * sex_factor"
    changed(folder, "facts/kidney.yaml", line, "(140 - age), weight * sex_factor")
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    assert [problem.code for problem in refused.value.problems] == ["knowledge.comma"]


def test_every_problem_speaks_both_languages() -> None:
    for message in MESSAGES.values():
        assert message.zh
        assert message.en
        assert any("一" <= letter <= "鿿" for letter in message.zh)
        assert message.en.isascii()


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        load_folder(tmp_path / "nowhere")
    assert [problem.code for problem in refused.value.problems] == ["knowledge.no_folder"]


def test_a_folder_without_its_edition_is_refused(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    (folder / "edition.yaml").unlink()
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    assert "knowledge.missing_file" in {problem.code for problem in refused.value.problems}


def test_a_file_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    (folder / "screens.yaml").write_text("banner: [\n", "utf-8")
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    assert refused.value.problems[0].code == "yaml.syntax"
    assert refused.value.problems[0].where.startswith("screens.yaml:2:")
