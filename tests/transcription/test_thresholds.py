"""Every number that was transcribed is said by a statement, and acted on or explained by a reading."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from myelobone import Knowledge
from myelobone.language.load import load_folder

from ..knowledge.files import KNOWLEDGE, knowledge
from .numbers import faults
from .raw import Cells, rows, transcribed

CARRIED = {row["row"]: row for row in rows("thresholds_carried.csv")}
PRINTED = {row["row"]: row for row in transcribed("thresholds")}


def wrong(known: Knowledge, folder: Path) -> dict[str, list[str]]:
    """Every row with a fault, in an edition."""
    found = {row: faults(known, folder, printed, CARRIED[row]) for row, printed in PRINTED.items()}
    return {row: each for row, each in found.items() if each}


def test_every_number_of_the_text_is_looked_for() -> None:
    assert set(CARRIED) == set(PRINTED)


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: f"{row} {PRINTED[row]['en']}")
def test_the_number_is_said_and_acted_on_as_printed(row: str) -> None:
    assert faults(knowledge(), KNOWLEDGE, PRINTED[row], CARRIED[row]) == []


MOVED = (
    ("rules/hypercalcaemia.yaml", "corrected_calcium >= 2.9 mmol/L", "corrected_calcium >= 2.8 mmol/L", "8"),
    ("facts/supplements.yaml", "value: 1000 mg/d", "value: 1100 mg/d", "82"),
    ("facts/mouth.yaml", "dental_day + 3 months", "dental_day + 2 months", "75"),
    ("facts/imaging.yaml", "size > 5 mm", "size >= 5 mm", "7"),
    ("calendar/monitoring.yaml", "every: 1 month", "every: 2 months", "53"),
    ("statements.yaml", "20–25 Gy分8–10次", "20–30 Gy分8–10次", "56"),
)  # fmt: skip


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The faults of an edition in which six numbers were moved."""
    folder = tmp_path_factory.mktemp("moved") / "edition"
    shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns("patients"))
    for file, before, after, _ in MOVED:
        text = (folder / file).read_text(encoding="utf-8")
        assert before in text
        (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    return wrong(load_folder(folder), folder)


@pytest.mark.parametrize("row", [row for *_, row in MOVED])
def test_a_number_that_is_moved_is_noticed(row: str, moved: dict[str, list[str]]) -> None:
    assert row in moved


def test_a_reading_where_print_and_knowledge_agree_is_one_too_many() -> None:
    idle: Cells = {**CARRIED["8"], "reading": "B8"}
    assert faults(knowledge(), KNOWLEDGE, PRINTED["8"], idle) == ["a reading is not needed"]


def test_a_difference_without_a_reading_is_noticed() -> None:
    bare: Cells = {**CARRIED["34"], "reading": ""}
    assert faults(knowledge(), KNOWLEDGE, PRINTED["34"], bare) == ["a reading is needed"]
