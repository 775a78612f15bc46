"""H11: a file, a rule or a code that is gone or altered is never overlooked; an author is never stopped."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from myelobone import load_knowledge
from myelobone.change.verify import verify
from myelobone.cli.main import main
from myelobone.language import compiled, manifest
from myelobone.language.compiled import default_folder
from myelobone.language.model import Knowledge
from myelobone.language.problems import Refused

from .made import changed, edition, sealed, with_canaries

Capture = pytest.CaptureFixture[bytes]
OWN = default_folder()
FILES = sorted(
    path.relative_to(OWN).as_posix()
    for path in OWN.rglob("*")
    if path.is_file() and path.name != manifest.NAME
)


def refused(folder: Path) -> list[str]:
    with pytest.raises(Refused) as found:
        load_knowledge(folder)
    return [f"{problem.code} {problem.where}" for problem in found.value.problems]


@pytest.fixture(scope="module")
def own() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def own_sealed(own: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's own edition, copied and sealed."""
    folder = tmp_path_factory.mktemp("sealed") / "edition"
    shutil.copytree(OWN, folder)
    found = manifest.manifest_of(folder, own)
    (folder / manifest.NAME).write_bytes(manifest.encode(found))
    return folder


def told(folder: Path, known: Knowledge) -> list[str]:
    """What a load, or failing that the check of every file, says."""
    try:
        manifest.held_against(folder, compiled.digest_of(folder), required=True)
    except Refused as found:
        return [f"{problem.code} {problem.where}" for problem in found.problems]
    sealed_as = manifest.read_manifest(folder)
    assert sealed_as is not None
    return [f"{p.code} {p.where}" for p in manifest.differences(folder, sealed_as)]


def test_h11_a_sealed_edition_as_it_was_sealed_is_used(own: Knowledge, own_sealed: Path) -> None:
    found = load_knowledge(own_sealed)
    assert (found.sealed, found.digest) == (True, own.digest)
    assert told(own_sealed, own) == []


@pytest.mark.parametrize("name", FILES)
def test_h11_each_file_that_is_deleted_is_named(
    own: Knowledge, own_sealed: Path, name: str
) -> None:
    path = own_sealed / name
    content = path.read_bytes()
    path.unlink()
    try:
        assert told(own_sealed, own) == [f"knowledge.lost {name}"]
    finally:
        path.write_bytes(content)


def test_h11_each_rule_and_each_code_that_is_taken_out_of_its_file_stops_the_load(
    own: Knowledge, own_sealed: Path
) -> None:
    tried = 0
    for pattern, parts in (
        ("rules/*.yaml", re.compile(r"^- id: .*\n(?:(?:  .*)?\n)*", re.MULTILINE)),
        ("vocabulary/*.yaml", re.compile(r"^ +codes: .*\n", re.MULTILINE)),
    ):
        for path in sorted(own_sealed.glob(pattern)):
            whole = path.read_bytes()
            text = whole.decode()
            for part in parts.finditer(text):
                path.write_text(text[: part.start()] + text[part.end() :], encoding="utf-8")
                name = path.relative_to(own_sealed).as_posix()
                assert told(own_sealed, own) == [f"knowledge.altered {name}"]
                tried += 1
            path.write_bytes(whole)
    assert tried >= len(own.rules) + sum(bool(t.codes) for t in own.vocabulary.terms.values())


def test_h11_every_rule_and_code_is_reached_by_the_patterns_above(own: Knowledge) -> None:
    rules = sum(
        len(re.findall(r"^- id: ", path.read_text("utf-8"), re.MULTILINE))
        for path in OWN.glob("rules/*.yaml")
    )
    assert rules == len(own.rules)


@pytest.mark.parametrize(
    ("file", "line", "becomes"),
    [
        ("rules/kidney.yaml", "creatinine >= 400 umol/L", "creatinine >= 401 umol/L"),
        ("statements.yaml", "en: Second", "en: Another"),
        ("edition.yaml", "version: 0.0.1", "version: 0.0.2"),
    ],
)
def test_an_altered_file_stops_the_load_and_is_named(
    tmp_path: Path, file: str, line: str, becomes: str
) -> None:
    folder = sealed(edition(tmp_path / "edition"))
    assert load_knowledge(folder).sealed
    changed(folder, file, line, becomes)
    assert refused(folder) == [f"knowledge.altered {file}"]


def test_a_file_that_was_added_stops_the_load_and_is_named(tmp_path: Path) -> None:
    folder = sealed(edition(tmp_path / "edition"))
    (folder / "facts" / "more.yaml").write_text("{}\n", encoding="utf-8")
    assert refused(folder) == ["knowledge.added facts/more.yaml"]


def test_an_altered_patient_or_canary_list_is_found_by_verify(tmp_path: Path) -> None:
    folder = sealed(with_canaries(edition(tmp_path / "edition")))
    known = load_knowledge(folder)
    assert verify(known, folder).ok
    changed(folder, "patients/all.yaml", "value: 420 umol/L", "value: 430 umol/L")
    (folder / "canaries.json").unlink()
    found = verify(known, folder)
    assert not found.ok
    assert [f"{p.code} {p.where}" for p in found.failures] == [
        "knowledge.lost canaries.json",
        "knowledge.altered patients/all.yaml",
    ]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b'{"format": "other/1"}'])
def test_a_damaged_manifest_is_no_working_copy(tmp_path: Path, damage: bytes) -> None:
    folder = sealed(edition(tmp_path / "edition"))
    (folder / manifest.NAME).write_bytes(damage)
    assert refused(folder) == ["knowledge.bad_manifest manifest.json"]


def test_a_working_copy_never_stops_its_author_and_serves_nobody(tmp_path: Path) -> None:
    folder = with_canaries(edition(tmp_path / "edition"))
    changed(folder, "statements.yaml", "en: Second", "en: Another")
    known = load_knowledge(folder)
    assert not known.sealed
    assert verify(known, folder).ok
    served = verify(known, folder, sealed=True)
    assert [problem.code for problem in served.failures] == ["knowledge.not_sealed"]


def test_a_server_notices_files_that_change_while_it_runs(tmp_path: Path) -> None:
    folder = sealed(with_canaries(edition(tmp_path / "edition")))
    known = load_knowledge(folder)
    changed(folder, "statements.yaml", "en: Second", "en: Another")
    codes = [problem.code for problem in verify(known, folder).failures]
    assert codes == ["knowledge.other_files", "knowledge.altered"]
    shutil.rmtree(folder)
    assert not verify(known, folder).ok


def test_a_bit_that_flips_in_the_compiled_form_is_never_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    folder = edition(tmp_path / "edition")
    whole = load_knowledge(folder)
    (kept,) = (tmp_path / "cache").rglob("*.msgpack")
    content = kept.read_bytes()
    for place in range(0, len(content), max(1, len(content) // 12)):
        kept.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert {form.state for form in compiled.forms(folder) if form.place == "kept"} == {
            "unreadable"
        }
    assert load_knowledge(folder) == whole


def test_seal_makes_a_copy_that_is_used_only_as_it_is(
    tmp_path: Path, capsysbinary: Capture
) -> None:
    source, target = with_canaries(edition(tmp_path / "edition")), tmp_path / "sealed"
    arguments = ["knowledge", "seal", "--knowledge", str(source), "-o", str(target)]
    assert main([*arguments, "--lang", "en"]) == 0
    assert b"sealed: " in capsysbinary.readouterr().out
    assert load_knowledge(target).sealed
    assert not load_knowledge(source).sealed
    assert main(arguments) == 2  # never over something that is there
    changed(target, "statements.yaml", "en: Second", "en: Another")
    assert main(["knowledge", "verify", "--knowledge", str(target)]) == 3
    assert b"statements.yaml" in capsysbinary.readouterr().err


def test_what_is_not_sound_is_not_sealed(tmp_path: Path, capsysbinary: Capture) -> None:
    source, target = edition(tmp_path / "edition"), tmp_path / "sealed"
    shutil.rmtree(source / "patients")
    assert main(["knowledge", "seal", "--knowledge", str(source), "-o", str(target)]) == 3
    assert not target.exists()
    assert b"knowledge.no_patients" in capsysbinary.readouterr().err
