"""What changed between two editions, told so that a clinician can read it and nothing goes untold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from myelobone import load_knowledge
from myelobone.change.differences import differences
from myelobone.language.load import load_folder
from myelobone.language.model import Knowledge
from myelobone.language.problems import Text
from myelobone.language.topics import parts
from myelobone.page.change import by_kind
from myelobone.page.change import differences as lines
from myelobone.page.change_expressions import Phrases
from myelobone.page.change_fields import LEFT_OUT, described
from myelobone.page.layout import plain as as_text

from .made import ALICE, changed, edition, plain, signed_edition


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return signed_edition(tmp_path / "old")


def told(old: Path, new: Path) -> dict[str, Any]:
    data: dict[str, Any] = plain(differences(load_folder(old), load_folder(new)))
    return data


def page(data: dict[str, Any], lang: Any) -> str:
    return "\n".join(as_text(line) for line in lines(data, lang=lang, width=100))


# One change in one file: the part that it is told as, the field, and words before and after.
CASES = [
    ("rules/kidney.yaml", "creatinine >= 400 umol/L\n", "creatinine > 450 umol/L\n", "rule kidney.stop",
     "条件", "肌酐 ≥ 400", "肌酐 > 450", "condition", "creatinine ≥ 400", "creatinine > 450"),
    ("rules/kidney.yaml", "unless: [kidney.inform, dialysis]", "unless: [kidney.inform]", "rule kidney.stop",
     "除非", "透析", "", "unless", "dialysis", ""),
    ("rules/kidney.yaml", "en: Information.", "en: Please note.", "rule kidney.inform",
     "文字", "Information.", "Please note.", "text", "Information.", "Please note."),
    ("agents/drug_a.yaml", "give: 4.0 mg", "give: 3.9 mg", "dose drug_a",
     "剂量", "→ 4 mg", "→ 3.9 mg", "doses", "→ 4 mg", "→ 3.9 mg"),
    ("agents/drug_a.yaml", "interval: 28 days", "interval: 21 days", "dose drug_a",
     "间隔（天）", "28", "21", "interval (days)", "28", "21"),
    ("agents/drug_a.yaml", "forbid: allergic", "discourage: allergic", "line drug_a.allergic",
     "作用", "forbid", "discourage", "effect", "forbid", "discourage"),
    ("facts/kidney.yaml", "latest creatinine within 30 days", "latest creatinine within 14 days", "fact creatinine",
     "定义", "30天内", "14天内", "definition", "within 30 days", "within 14 days"),
    ("facts/kidney.yaml", "calcium + 0.02 mmol/g * (40 g/L - albumin)}", "calcium + 0.025 mmol/g * (40 g/L - albumin)}", "fact corrected",
     "定义", "0.02 mmol/g", "0.025 mmol/g", "definition", "0.02 mmol/g", "0.025 mmol/g"),
    ("calendar/course.yaml", "late: 3 days", "late: 5 days", "item course.doses",
     "可晚", "3天", "5天", "may be late by", "3 days", "5 days"),
    ("vocabulary/terms_measurements.yaml", "plausible: [20, 2000]", "plausible: [30, 2000]", "term creatinine",
     "可信范围", "20–2000", "30–2000", "plausible", "20–2000", "30–2000"),
    ("statements.yaml", "zh: 乙, en: Second", "zh: 丁, en: Second", "statement 1.b",
     "文字", "乙", "丁", "text", "乙", "丁"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[3] + " " + case[4])
def test_a_change_is_told_in_words_of_both_languages(
    old: Path, tmp_path: Path, case: tuple[str, ...]
) -> None:
    file, line, becomes, part, zh, zh_before, zh_after, en, en_before, en_after = case
    new = signed_edition(tmp_path / "new")
    changed(new, file, line, becomes)
    data = told(old, new)
    assert [f"{each['kind']} {each['id']} {each['change']}" for each in data["changes"]] == [
        f"{part} changed"
    ]
    for lang, label, before, after in (
        ("zh", zh, zh_before, zh_after),
        ("en", en, en_before, en_after),
    ):
        text = page(data, lang)
        rows = text[text.index(part.split(" ")[1]) :].splitlines()
        assert any(row.strip() == label for row in rows), label
        if before:
            assert any(row.strip().startswith("-") and before in row for row in rows)
        if after:
            assert any(row.strip().startswith("+") and after in row for row in rows)
        assert "[" not in label


def test_parts_that_come_and_go_are_told_whole(old: Path, tmp_path: Path) -> None:
    new = signed_edition(tmp_path / "new")
    path = new / "rules" / "kidney.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("- id: kidney.list")], encoding="utf-8")
    (gone,) = told(old, new)["changes"]
    assert (gone["kind"], gone["id"], gone["change"]) == ("rule", "kidney.list", "removed")
    assert all(field["before"] and not field["after"] for field in gone["fields"])
    (came,) = told(new, old)["changes"]
    assert came["change"] == "added"
    assert "- 清单" not in page(told(new, old), "zh")


def test_the_topics_to_be_signed_anew_are_named_with_those_who_had_signed(
    old: Path, tmp_path: Path
) -> None:
    new = signed_edition(tmp_path / "new")
    changed(new, "statements.yaml", "en: Second", "en: Another")
    data = told(old, new)
    (topic,) = data["topics"]
    assert (topic["topic"], list(topic["changes"])) == ("kidney", ["statement 1.b"])
    assert ALICE in page(data, "zh")


def test_the_same_edition_elsewhere_in_its_files_is_no_change(old: Path, tmp_path: Path) -> None:
    new = signed_edition(tmp_path / "new")
    path = new / "rules" / "kidney.yaml"
    path.write_text("# moved\n" + path.read_text("utf-8"), encoding="utf-8")
    assert told(old, new)["changes"] == ()
    assert "Nothing that it says has changed." in page(told(old, new), "en")


def test_a_version_that_stays_the_same_while_the_content_changes_is_pointed_out(
    old: Path, tmp_path: Path
) -> None:
    new = signed_edition(tmp_path / "new")
    changed(new, "statements.yaml", "en: Second", "en: Another")
    assert "version does not" in page(told(old, new), "en")
    changed(new, "edition.yaml", "version: 0.0.1", "version: 0.0.2")
    assert "version does not" not in page(told(old, new), "en")


def test_a_line_that_holds_for_every_agent_is_told_once(old: Path, tmp_path: Path) -> None:
    new = signed_edition(tmp_path / "new")
    changed(new, "agents/all.yaml", "en: Not available here.", "en: Not to be had here.")
    data = told(old, new)
    assert len(data["changes"]) == 2
    ((kind, group),) = by_kind(data["changes"])
    assert kind == "line"
    assert [each["ids"] for each in group] == [["drug_a.not_offered", "drug_b.not_offered"]]


def altered(part: Any) -> Iterator[Any]:
    """A part with each of its fields changed in turn, whatever it holds."""
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if name in LEFT_OUT or (isinstance(value, msgspec.Struct) and not isinstance(value, Text)):
            continue
        match value:
            case bool():
                yield name, replace(part, **{name: not value})
            case int() | float():
                yield name, replace(part, **{name: value + 1})
            case str():
                yield name, replace(part, **{name: value + "x"})
            case Text():
                yield name, replace(part, **{name: Text(value.zh, value.en + "x")})
            case tuple() if value:
                yield name, replace(part, **{name: value[1:]})


def test_no_change_of_any_field_of_any_part_goes_untold() -> None:
    known: Knowledge = load_knowledge()
    tried = 0
    seen: dict[tuple[str, str], int] = {}
    phrases = Phrases(known)
    for (kind, name), part in parts(known).items():
        if not isinstance(part, msgspec.Struct) or isinstance(part, Text):
            continue
        base = described(kind, part, phrases)
        for field, other in altered(part):
            if seen.setdefault((kind, field), 0) > 3:
                continue
            seen[kind, field] += 1
            assert described(kind, other, phrases) != base, f"{kind} {name} {field}"
            tried += 1
    assert tried > 150


def test_every_part_of_the_programs_own_edition_is_told_without_a_blank_or_a_raw_struct() -> None:
    known = load_knowledge()
    phrases = Phrases(known)
    for (kind, name), part in parts(known).items():
        for field, texts in described(kind, part, phrases).items():
            for text in texts:
                for words in (text.zh, text.en):
                    assert words.strip() or field == "rows", f"{kind} {name} {field}"
                    assert "Struct" not in words, f"{kind} {name} {field}"
                    assert "tree." not in words, f"{kind} {name} {field}"


def test_a_new_edition_is_told_against_an_old_one_field_by_field_in_json(
    old: Path, tmp_path: Path
) -> None:
    new = edition(tmp_path / "new")
    changed(new, "agents/drug_a.yaml", "give: 4.0 mg", "give: 3.9 mg")
    (change,) = (each for each in told(old, new)["changes"] if each["kind"] == "dose")
    (field,) = change["fields"]
    assert field["field"] == "rows"
    assert next(row["en"] for row in field["before"]) == "clearance > 60 mL/min → 4 mg"
    assert next(row["en"] for row in field["after"]) == "clearance > 60 mL/min → 3.9 mg"
    assert [row["en"] for row in field["before"]][1:] == [row["en"] for row in field["after"]][1:]
