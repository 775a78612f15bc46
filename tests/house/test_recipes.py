"""The recipes of CONTRIBUTING.md, each carried out on a copy of the knowledge."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from myelobone import advise, read_record
from myelobone.cli.verify import verified
from myelobone.decide.examples import check_examples
from myelobone.language.load import load_folder
from myelobone.language.problems import Refused

from .repository import ROOT

RECIPES = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@cache
def recipes() -> list[tuple[str, str]]:
    """Each file that a recipe names, and what it adds there."""
    return RECIPES.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge with every recipe carried out."""
    folder = tmp_path_factory.mktemp("recipes") / "mbd-2024"
    shutil.copytree(ROOT / "knowledge" / "mbd-2024", folder)
    for name, text in recipes():
        file = folder / name
        before = file.read_text(encoding="utf-8").rstrip() + "\n" if file.is_file() else ""
        file.write_text(before + text, encoding="utf-8")
    return folder


def test_there_is_a_recipe_for_a_term_a_reading_a_fact_a_rule_and_a_drug() -> None:
    kinds = {name.split("/")[0].removesuffix(".yaml") for name, _ in recipes()}
    assert kinds == {"vocabulary", "readings", "facts", "rules", "agents"}


def test_the_knowledge_is_sound_with_every_recipe(edition: Path) -> None:
    found = verified(str(edition))
    assert {problem.code for problem in found.problems} == {"knowledge.silent"}  # no patient yet
    assert found.result is not None
    assert found.result.counts["agent"] == len(list((edition / "agents").glob("*.yaml"))) - 1


def test_the_new_rule_speaks_and_the_new_drug_is_listed(edition: Path) -> None:
    knowledge = load_folder(edition)
    record: dict[str, Any] = {
        "format": "myelobone-record/1",
        "patient": {"id": "R1"},
        "entries": [{"on": "2026-11-20", "what": "grip_strength", "value": "12 kg"}],
    }
    advice = advise(read_record(record, knowledge.vocabulary), "2026-11-24", knowledge)
    assert advice.problems == ()
    (item,) = [item for item in advice.items if item.id == "general.weak_grip"]
    assert "12 kg" in item.text.en
    assert "alendronate" in [agent.agent for agent in advice.agents]


def test_a_recipe_without_its_examples_is_refused(edition: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mbd-2024"
    shutil.copytree(edition, folder)
    rules = folder / "rules" / "general.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("    asks: {grip: unknown}\n", ""), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_folder(folder)
    assert {problem.where.split(":")[0] for problem in refused.value.problems} == {
        "rules/general.yaml"
    }


def test_a_recipe_whose_example_is_wrong_is_refused(edition: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mbd-2024"
    shutil.copytree(edition, folder)
    rules = folder / "rules" / "general.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("fires: {grip: 15 kg}", "fires: {grip: 17 kg}"), encoding="utf-8")
    with pytest.raises(Refused, match=r"general\.weak_grip"):
        check_examples(load_folder(folder))
