"""The compiled form: equal to what was read, used only when nothing changed, never needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from myelobone.language import compiled
from myelobone.language.compiled import compile_to, digest_of, load_knowledge
from myelobone.language.load import load_folder
from myelobone.language.model import Knowledge
from myelobone.language.problems import Problem, Refused, Text

from .made import changed, copy_of_good


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return tmp_path / "cache" / "myelobone"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_good(tmp_path / "edition")


def never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> Knowledge:
        raise AssertionError("the folder was read")

    monkeypatch.setattr("myelobone.language.load.load_folder", fail)


def test_the_compiled_form_equals_what_was_read(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_knowledge(folder)
    assert len(list(cache.glob("*.msgpack"))) == 1
    never_read(monkeypatch)
    assert load_knowledge(folder) == first == load_knowledge(str(folder))


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"not msgpack", b"\x82\xa3key\xa1x"])
def test_a_damaged_cache_is_read_around_and_mended(
    cache: Path, folder: Path, damage: bytes
) -> None:
    first = load_knowledge(folder)
    (kept,) = cache.glob("*.msgpack")
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert load_knowledge(folder) == first
    assert kept.read_bytes() == whole


def test_a_cache_cut_off_anywhere_is_never_taken_for_whole(cache: Path, folder: Path) -> None:
    first = load_knowledge(folder)
    (kept,) = cache.glob("*.msgpack")
    whole = kept.read_bytes()
    for length in range(0, len(whole), len(whole) // 7):
        kept.write_bytes(whole[:length])
        assert load_knowledge(folder) == first


def test_a_changed_file_is_seen(cache: Path, folder: Path) -> None:
    first = load_knowledge(folder)
    changed(folder, "statements.yaml", "en: Second", "en: Another")
    second = load_knowledge(folder)
    assert second.digest != first.digest
    assert second.statements["1.b"].says.en == "Another"


def test_a_file_that_is_now_wrong_is_refused_although_the_old_form_is_kept(
    cache: Path, folder: Path
) -> None:
    load_knowledge(folder)
    changed(folder, "rules/kidney.yaml", "strength: needs", "strength: may")
    with pytest.raises(Refused):
        load_knowledge(folder)


def test_a_form_of_another_program_or_model_is_not_used(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_knowledge(folder)
    monkeypatch.setattr(compiled, "_program_key", lambda: "another")
    never_read(monkeypatch)
    with pytest.raises(AssertionError, match="the folder was read"):
        load_knowledge(folder)


def test_a_kept_form_renamed_to_fit_another_folder_is_not_used(cache: Path, folder: Path) -> None:
    first = load_knowledge(folder)
    (kept,) = cache.glob("*.msgpack")
    changed(folder, "statements.yaml", "en: Second", "en: Another")
    second = load_knowledge(folder)
    (other,) = set(cache.glob("*.msgpack")) - {kept}
    other.write_bytes(kept.read_bytes())
    assert load_knowledge(folder) == second != first


def test_a_cache_that_cannot_be_a_folder_is_no_fault(cache: Path, folder: Path) -> None:
    cache.parent.write_text("a file where the cache would be", "utf-8")
    assert load_knowledge(folder).edition.id == "small"


def test_no_part_written_file_is_left_behind(
    cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: str, target: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    assert load_knowledge(folder).edition.id == "small"
    assert list(cache.iterdir()) == []


def test_the_cache_keeps_a_few_forms_only(cache: Path, folder: Path) -> None:
    for n in range(compiled.MOST_KEPT + 3):
        (folder / "screens.yaml").write_text(f"banner: [clearance] # {n}", "utf-8")
        load_knowledge(folder)
    assert len(list(cache.glob("*.msgpack"))) == compiled.MOST_KEPT


def test_a_further_check_runs_before_anything_is_kept(cache: Path, folder: Path) -> None:
    problem = Problem(code="x", where="y", message=Text("甲", "a"))

    def refuse(knowledge: Knowledge) -> None:
        raise Refused([problem])

    with pytest.raises(Refused) as refused:
        load_knowledge(folder, check=refuse)
    assert refused.value.problems == (problem,)
    assert not cache.exists()
    seen: list[str] = []
    load_knowledge(folder, check=lambda knowledge: seen.append(knowledge.edition.id))
    load_knowledge(folder, check=lambda knowledge: seen.append("again"))
    assert seen == ["small"]


def test_a_folder_that_does_not_exist_is_refused_even_if_it_was_kept(
    cache: Path, folder: Path
) -> None:
    load_knowledge(folder)
    folder.rename(folder.with_name("moved"))
    with pytest.raises(Refused) as refused:
        load_knowledge(folder)
    assert refused.value.problems[0].code == "knowledge.no_folder"


def test_a_shipped_form_is_written_and_read(
    tmp_path: Path, cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "shipped" / "small.msgpack"
    written = compile_to(folder, file)
    monkeypatch.setattr(compiled, "shipped_file", lambda: file)
    never_read(monkeypatch)
    assert load_knowledge(folder) == written
    assert not cache.exists()


def test_the_digest_looks_at_names_as_well_as_contents(folder: Path) -> None:
    before = digest_of(folder)
    (folder / "screens.yaml").rename(folder / "other.yaml")
    assert digest_of(folder) != before


def test_a_kept_form_is_read_without_the_grammar(cache: Path, folder: Path) -> None:
    load_knowledge(folder)
    script = (
        "import sys; from pathlib import Path\n"
        "from myelobone.language.compiled import load_knowledge\n"
        f"load_knowledge(Path({str(folder)!r}))\n"
        "print(sorted({'lark', 'yaml'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_knowledge_read_from_a_folder_is_that_of_load_folder(cache: Path, folder: Path) -> None:
    assert load_knowledge(folder) == load_folder(folder)
