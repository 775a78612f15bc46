"""Sign-off: two people sign what a topic is today; a change takes their signatures back by itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from myelobone import load_knowledge
from myelobone.change.signatures import signings
from myelobone.cli.main import main
from myelobone.decide.knowledge_ref import knowledge_ref
from myelobone.language.compiled import default_folder
from myelobone.language.load import load_folder
from myelobone.language.problems import Refused
from myelobone.language.topics import contents, members, parts, topic_digest

from .made import ALICE, BOB, changed, edition, plain, sign, signed_edition

Capture = pytest.CaptureFixture[bytes]


def state(folder: Path) -> tuple[str, str]:
    known = load_folder(folder)
    return known.edition.topics[0].state, knowledge_ref(known).review


def test_two_people_in_both_roles_sign_a_topic(tmp_path: Path) -> None:
    folder = signed_edition(tmp_path / "edition")
    assert state(folder) == ("signed", "signed")
    ref = plain(knowledge_ref(load_folder(folder)))
    assert [(each["topic"], each["by"], each["role"], each["on"]) for each in ref["reviews"]] == [
        ("kidney", ALICE, "clinician", "2026-06-01"),
        ("kidney", BOB, "pharmacist", "2026-06-01"),
    ]
    assert list(ref["lapsed"]) == []


@pytest.mark.parametrize(
    "signatures",
    [
        [(ALICE, "clinician")],
        [(BOB, "pharmacist")],
        [(ALICE, "clinician"), (BOB, "clinician")],
        [(ALICE, "clinician"), (ALICE, "pharmacist")],
    ],
)
def test_one_role_or_one_person_reviews_and_does_not_sign(
    tmp_path: Path, signatures: list[tuple[str, str]]
) -> None:
    folder = sign(edition(tmp_path / "edition"), *signatures)
    assert state(folder) == ("reviewed", "unsigned")
    (topic,) = signings(load_folder(folder), folder)
    assert topic.missing


def test_a_topic_that_calls_itself_signed_is_not_signed_by_that(tmp_path: Path) -> None:
    folder = edition(tmp_path / "edition")
    changed(folder, "edition.yaml", "state: draft", "state: signed")
    assert state(folder) == ("draft", "unsigned")


def test_signatures_do_not_sign_what_its_author_calls_a_draft(tmp_path: Path) -> None:
    folder = signed_edition(tmp_path / "edition")
    changed(folder, "edition.yaml", "state: signed", "state: draft")
    assert state(folder) == ("draft", "unsigned")


@pytest.mark.parametrize(
    ("file", "line", "becomes", "part"),
    [
        ("rules/kidney.yaml", "creatinine >= 400 umol/L", "creatinine >= 401 umol/L", "rule kidney.stop"),
        ("rules/kidney.yaml", "en: Information.", "en: Informations.", "rule kidney.inform"),
        ("facts/kidney.yaml", "latest creatinine within 30 days", "latest creatinine within 31 days", "fact creatinine"),
        ("vocabulary/terms_measurements.yaml", "plausible: [20, 2000]", "plausible: [20, 2001]", "term creatinine"),
        ("agents/drug_a.yaml", "give: 4.0 mg", "give: 4.1 mg", "dose drug_a"),
        ("agents/drug_a.yaml", "en: First choice.", "en: The first choice.", "line drug_a.first_choice"),
        ("calendar/course.yaml", "late: 3 days", "late: 4 days", "item course.doses"),
        ("statements.yaml", "en: Second", "en: Another", "statement 1.b"),
        ("glossary.yaml", "exempt: yes", "exempt: no", "glossary"),
    ],
)  # fmt: skip
def test_a_change_takes_the_signatures_back_and_says_which_change_and_whose(
    tmp_path: Path, file: str, line: str, becomes: str, part: str
) -> None:
    folder = signed_edition(tmp_path / "edition")
    if part == "glossary":
        text = (folder / file).read_text("utf-8")
        line = next(each for each in text.splitlines() if "exempt: yes" in each)
        becomes = (
            line.replace("avoid: [", "avoid: [zzz, ")
            if "avoid: [" in line
            else line.replace("exempt", "avoid: [zzz], exempt")
        )
    changed(folder, file, line, becomes)
    known = load_folder(folder)
    (topic,) = signings(known, folder)
    assert (topic.state, knowledge_ref(known).review, knowledge_ref(known).lapsed) == (
        "draft", "unsigned", ("kidney",),
    )  # fmt: skip
    assert [(each.by, each.valid) for each in topic.signatures] == [(ALICE, False), (BOB, False)]
    (whose,) = {each.changed for each in topic.signatures}
    assert whose is not None
    assert len(whose) == 1
    assert whose[0].startswith(part)


def test_where_a_line_stands_in_its_file_is_no_change(tmp_path: Path) -> None:
    folder = signed_edition(tmp_path / "edition")
    path = folder / "rules" / "kidney.yaml"
    path.write_text("# a remark\n\n" + path.read_text("utf-8"), encoding="utf-8")
    assert state(folder) == ("signed", "signed")


def test_a_list_that_is_not_the_one_signed_is_not_believed(tmp_path: Path) -> None:
    folder = signed_edition(tmp_path / "edition")
    changed(folder, "statements.yaml", "en: Second", "en: Another")
    kept = folder / "signed" / "kidney.txt"
    kept.write_text(kept.read_text("utf-8") + "rule made.up 0\n", encoding="utf-8")
    (topic,) = signings(load_folder(folder), folder)
    assert [each.changed for each in topic.signatures] == [None, None]


@pytest.mark.parametrize(
    ("line", "becomes", "code"),
    [
        ("role: pharmacist", "role: nurse", "knowledge.unknown_word"),
        ("on: 2026-06-01, digest", "on: 2026-06-31, digest", "knowledge.bad_day"),
        (f"by: {BOB}, ", "", "knowledge.missing_key"),
        ("sha256:", "sha1:", "knowledge.bad_digest"),
        ("state: signed,", "state: signed, holds: [rules/none.yaml],", "knowledge.unknown_file"),
    ],
)
def test_a_signature_that_says_too_little_is_refused(
    tmp_path: Path, line: str, becomes: str, code: str
) -> None:
    folder = signed_edition(tmp_path / "edition")
    path = folder / "edition.yaml"
    text = path.read_text("utf-8")
    start = text.rindex(line)
    path.write_text(text[:start] + becomes + text[start + len(line) :], encoding="utf-8")
    with pytest.raises(Refused) as found:
        load_folder(folder)
    assert code in {problem.code for problem in found.value.problems}


def test_every_part_of_the_programs_own_edition_belongs_to_a_topic() -> None:
    known = load_knowledge()
    every = parts(known)
    held = members(known, every)
    assert set(every) == set().union(*held.values())
    (rest,) = (topic.id for topic in known.edition.topics if topic.rest)
    signed_by_topic = set().union(*(keys for name, keys in held.items() if name != rest))
    clinical = (
        "statement",
        "reading",
        "rule",
        "line",
        "dose",
        "order",
        "item",
        "no_dose",
        "approved",
    )
    assert [key for key in every if key[0] in clinical and key not in signed_by_topic] == []


def test_a_fact_belongs_to_every_topic_that_rests_on_it() -> None:
    known = load_knowledge()
    held = members(known, parts(known))
    topics = {name for name, keys in held.items() if ("fact", "creatinine_clearance") in keys}
    assert topics >= {"dosing", "renal", "drugs", "orders"}


def test_no_topic_of_the_programs_own_edition_is_signed_or_names_anybody() -> None:
    edition_ = load_knowledge().edition
    assert {topic.state for topic in edition_.topics} == {"draft"}
    assert [topic.id for topic in edition_.topics if topic.signed or topic.reviewed] == []


def test_the_command_prints_the_digest_to_sign_and_the_list_that_it_is_of(
    capsysbinary: Capture,
) -> None:
    known = load_knowledge()
    want = topic_digest(contents(known)["pain"])
    assert main(["knowledge", "signing", "pain", "--lang", "en"]) == 3
    assert want in "".join(capsysbinary.readouterr().out.decode().split())
    assert main(["knowledge", "signing", "pain", "--list"]) == 0
    listed = capsysbinary.readouterr().out
    assert "sha256:" + hashlib.sha256(listed).hexdigest() == want
    assert main(["knowledge", "signing", "no_topic"]) == 2


def test_the_command_names_who_signed_before_and_what_has_changed(
    tmp_path: Path, capsysbinary: Capture
) -> None:
    folder = signed_edition(tmp_path / "edition")
    call = ["knowledge", "signing", "--knowledge", str(folder), "--lang", "en"]
    assert main(call) == 0
    assert "not clinically signed off" not in capsysbinary.readouterr().out.decode()
    changed(folder, "statements.yaml", "en: Second", "en: Another")
    assert main(call) == 3
    page = capsysbinary.readouterr().out.decode()
    for words in (ALICE, BOB, "no longer signed", "statement 1.b", "not clinically signed off"):
        assert words in page
    assert main([*call, "--json"]) == 3
    (topic,) = json.loads(capsysbinary.readouterr().out)["topics"]
    assert topic["signatures"][0]["changed"] == ["statement 1.b"]


def test_the_lists_that_were_signed_lie_beside_the_edition_only_when_someone_signed() -> None:
    assert not (default_folder() / "signed").exists()
