"""Canaries: a rule that has gone silent, is gone, or fails stops a server, by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from myelobone import load_knowledge
from myelobone.change import canaries
from myelobone.change.verify import verify
from myelobone.cli.main import main
from myelobone.decide import rules as ruling
from myelobone.language.compiled import default_folder
from myelobone.language.load import load_folder

from .made import changed, edition, sealed, with_canaries, without_rule

Capture = pytest.CaptureFixture[bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_canaries(edition(tmp_path / "edition"))


def failures(folder: Path) -> list[str]:
    return [f"{p.code} {p.where}" for p in verify(load_folder(folder), folder).failures]


def test_every_rule_of_a_sound_edition_is_seen_at_work(folder: Path) -> None:
    found = verify(load_folder(folder), folder)
    assert found.ok
    assert found.canaries.seen["rule"] == found.canaries.of["rule"] == 5
    assert found.canaries.days == 2


def test_a_rule_whose_condition_became_impossible_is_named(folder: Path) -> None:
    changed(
        folder,
        "rules/kidney.yaml",
        "when: course_months >= 24 mo",
        "when: course_months >= 2400 mo",
    )
    assert failures(folder) == ["knowledge.silent rule kidney.choose"]


def test_a_rule_that_was_taken_out_of_the_file_is_named(folder: Path) -> None:
    path = folder / "rules" / "kidney.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("- id: kidney.list")], encoding="utf-8")
    assert failures(folder) == ["knowledge.gone rule kidney.list"]


@pytest.mark.parametrize("name", ["kidney.inform", "kidney.choose", "kidney.study", "kidney.list"])
def test_a_rule_that_was_lost_in_memory_is_named(folder: Path, name: str) -> None:
    whole = load_knowledge(sealed(folder))
    known = without_rule(whole, name)
    if name == "kidney.inform":  # which another rule excepts
        stop = replace(whole.rules["kidney.stop"], unless_rules=())
        known = replace(known, rules={**known.rules, "kidney.stop": stop})
    told = [f"{p.code} {p.where}" for p in verify(known, folder).failures]
    assert f"knowledge.gone rule {name}" in told
    assert "knowledge.count rule" in told


def test_a_rule_that_raises_is_no_quiet_rule(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = ruling.answer_in

    def failing(run: Any, rule: Any, ctx: Any) -> Any:
        if rule.id == "kidney.list":
            raise ZeroDivisionError("kidney.list")
        return real(run, rule, ctx)

    monkeypatch.setattr(ruling, "answer_in", failing)
    told = failures(folder)
    assert "knowledge.canary_failed all-2026-06-15-stop" in told
    assert "knowledge.silent rule kidney.list" in told


def test_a_canary_whose_advice_is_not_what_its_file_expects_is_named(folder: Path) -> None:
    changed(folder, "rules/kidney.yaml", "then: {alert: stop, do", "then: {alert: caution, do")
    assert failures(folder) == ["knowledge.canary all-2026-06-15-stop"]


def test_without_a_list_every_patient_is_tried_until_all_rules_are_seen(folder: Path) -> None:
    (folder / canaries.NAME).unlink()
    assert failures(folder) == []


def test_a_new_rule_is_looked_for_among_all_patients(folder: Path) -> None:
    path = folder / "rules" / "kidney.yaml"
    text = path.read_text("utf-8")
    rule = text[text.index("- id: kidney.list") :].replace("kidney.list", "kidney.more")
    path.write_text(text + rule, encoding="utf-8")
    assert failures(folder) == []
    path.write_text(
        text + rule.replace("when: weight exists", "when: creatinine >= 1999 umol/L"), "utf-8"
    )
    assert failures(folder) == ["knowledge.silent rule kidney.more"]


@pytest.mark.parametrize("damage", ["", "{}", '{"format": "x", "edition": "", "canaries": []}'])
def test_a_damaged_list_is_a_failure(folder: Path, damage: str) -> None:
    (folder / canaries.NAME).write_text(damage, encoding="utf-8")
    assert "knowledge.no_patients patients" in failures(folder)


def test_an_edition_without_patients_has_rules_that_nobody_tried(folder: Path) -> None:
    (folder / "patients" / "all.yaml").unlink()
    assert "knowledge.no_patients patients" in failures(folder)


def test_the_fewest_days_are_chosen_and_the_list_reads_back(folder: Path) -> None:
    found = canaries.read_list(folder)
    assert found is not None
    assert [each.patient for each in found.canaries] == [
        "all-2026-06-15-stop", "all-2026-06-15-precursor",
    ]  # fmt: skip
    assert found.canaries[1].fires == {"rule": ("kidney.inform",)}


def test_the_command_chooses_writes_and_tells_what_nobody_shows(
    folder: Path, capsysbinary: Capture
) -> None:
    (folder / canaries.NAME).unlink()
    call = ["knowledge", "canaries", "--knowledge", str(folder), "--json"]
    assert main([*call, "--write"]) == 0
    body = json.loads(capsysbinary.readouterr().out)
    assert body["never_seen"]["rule"] == []
    assert "drug_a.allergic" in body["never_seen"]["line"]
    assert (folder / canaries.NAME).is_file()
    changed(
        folder,
        "rules/kidney.yaml",
        "when: course_months >= 24 mo",
        "when: course_months >= 2400 mo",
    )
    changed(
        folder,
        "rules/kidney.yaml",
        "fires: {course_months: 24 mo}",
        "fires: {course_months: 2400 mo}",
    )
    assert main(call) == 3


def test_the_programs_own_edition_is_sound_in_seconds_and_every_rule_has_a_canary() -> None:
    folder = default_folder()
    found = verify(load_knowledge(), folder)
    assert [problem.line() for problem in found.failures] == []
    assert found.canaries.seen["rule"] == found.canaries.of["rule"]
    assert found.canaries.seen["item"] == found.canaries.of["item"]
    assert found.canaries.seen["line"] > 0.9 * found.canaries.of["line"]
    assert found.canaries.days < 200
    listed = canaries.read_list(folder)
    assert listed is not None
    pinned = set().union(*(each.keys() for each in listed.canaries))
    assert {("rule", name) for name in load_knowledge().rules} <= pinned
