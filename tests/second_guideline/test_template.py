"""The skeleton of a new guideline loads as it is, holds every kind of file, and is never taken for an edition."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from myelobone import load_knowledge
from myelobone.cli.coverage import worked
from myelobone.cli.judge import judge
from myelobone.cli.main import main
from myelobone.edition import own_edition
from myelobone.language.load import load_folder
from myelobone.language.problems import Refused
from myelobone.page.printed_tables import printed_tables

from ..house.repository import ROOT
from .edition import strange

TEMPLATE = ROOT / "knowledge" / "_template"
EDITION = ROOT / "knowledge" / "mbd-2024"
GENERATED = {"canaries.json", "manifest.json"}  # made from an edition, not written
KINDS = ("vocabulary", "facts", "rules", "agents", "calendar", "patients")


def test_the_template_loads_as_it_is_with_its_examples_and_patients() -> None:
    known = load_knowledge(TEMPLATE)
    assert known.edition.id == "template"
    cases = worked(TEMPLATE / "patients")
    assert cases
    assert [case.name for case in cases if judge(case, known).differences] == []


def test_the_template_holds_every_kind_of_file_that_an_edition_holds() -> None:
    wanted = {path.name for path in EDITION.iterdir()} - GENERATED
    assert wanted <= {path.name for path in TEMPLATE.iterdir()}
    assert all(list((TEMPLATE / kind).glob("*.yaml")) for kind in KINDS)


@pytest.mark.parametrize("path", sorted(TEMPLATE.rglob("*.yaml")), ids=lambda path: path.name)
def test_each_file_of_the_template_begins_with_what_it_is_for(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("# ")
    assert len(first) > 20


def test_the_template_is_proved_sound(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["prove", "--knowledge", str(TEMPLATE)]) == 0


def test_every_part_of_the_knowledge_is_shown_by_at_least_one_entry() -> None:
    known = load_knowledge(TEMPLATE)
    parts = (
        known.statements, known.readings, known.glossary, known.facts, known.rules, known.agents,
        known.calendar, known.printed, known.tables, known.vocabulary.groups, known.vocabulary.sites,
        known.screens.banner, known.screens.course, known.screens.timeline,
    )  # fmt: skip
    assert all(parts)
    assert printed_tables(known)


def test_the_template_speaks_of_no_drug_and_no_disease() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATE.rglob("*.yaml"))
    assert strange(text) == set()


def test_the_template_is_neither_the_edition_nor_packed_with_it() -> None:
    assert own_edition().edition.id == "mbd-2024"
    assert "_template" not in (ROOT / "hatch_build.py").read_text(encoding="utf-8")


def test_a_copy_under_another_name_becomes_an_edition(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    copy = tmp_path / "mine-2026"
    shutil.copytree(TEMPLATE, copy)
    edition = copy / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("id: template", "id: mine-2026"), "utf-8")
    assert main(["knowledge", "verify", "--knowledge", str(copy)]) == 0
    assert "mine-2026 0.0.1" in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("agents/agent_a.yaml", "    unknown: ask", "    # unknown: ask"),
        ("rules/first.yaml", "asks: {example_value: unknown}", "quiet_too: {}"),
        ("tables.yaml", "zh: 对本品过敏", "zh: 对别的药过敏"),
        ("printed.yaml", "of: example_value", "of: no_fact"),
        ("vocabulary/labels.yaml", "oral: {zh: 口服, en: by mouth}\n", ""),
    ],
)
def test_a_template_filled_in_wrongly_is_refused_with_the_file(
    file: str, before: str, after: str, tmp_path: Path
) -> None:
    copy = tmp_path / "mine"
    shutil.copytree(TEMPLATE, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_folder(copy)
    assert refused.value.problems
