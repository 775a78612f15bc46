"""Documents cannot lie: commands are run, examples compared, codes and verbs all have their place."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from myelobone.cli.main import VERBS

from .documents import BLOCK, SET_UP, consoles, run, steps
from .repository import ROOT, SOURCE, files, name

README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.compile(
    r"""["']((?:record|knowledge|yaml|command|advice|prove|simulate(?!\.txt))\.[a-z_]+)["']"""
)


CHEAP = [
    (command, output) for command, output in consoles(README) if not command.startswith(SET_UP)
]


def test_the_first_screen_shows_input_command_and_output() -> None:
    first = "\n".join(README.splitlines()[:60])
    assert "```yaml" in first
    assert "$ .venv/bin/myelobone demo" in first
    assert "make try" in first
    assert "make test" in first


@pytest.mark.parametrize(("command", "output"), CHEAP, ids=[command for command, _ in CHEAP])
def test_a_command_of_the_readme_prints_what_the_readme_shows(
    command: str, output: str, tmp_path: Path
) -> None:
    shown = run(command, tmp_path)
    if output.strip():
        assert shown.rstrip("\n") == output.rstrip("\n")


def test_the_record_in_the_readme_is_the_example_patient() -> None:
    example = (ROOT / "examples" / "EX-01.yaml").read_text(encoding="utf-8").splitlines()
    body = next(body for kind, body in BLOCK.findall(README) if kind == "yaml")
    lines = [line for line in body.splitlines() if line.strip() != "# …"]
    assert len(lines) > 5
    assert [line for line in lines if line not in example] == []


def test_the_python_of_the_readme_runs() -> None:
    code = "\n".join(body for kind, body in BLOCK.findall(README) if kind == "python")
    assert "advise" in code
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True
    )


def test_every_verb_stands_in_the_readme() -> None:
    assert [verb for verb in VERBS if f"`{verb}" not in README] == []


def test_every_problem_code_has_its_heading() -> None:
    headings = set(
        re.findall(
            r"^#+ `([a-z_.]+)`",
            (ROOT / "docs/reference/problems.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    used = {
        code
        for path in SOURCE.rglob("*.py")
        if SOURCE / "web" not in path.parents  # permissions and acts of the trail look alike
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    modules = {code for code in used if (SOURCE / f"{code.replace('.', '/')}.py").is_file()}
    used -= modules - headings
    assert len(used) > 50
    assert sorted(used - headings) == []
    assert sorted(headings - used) == []


@pytest.mark.parametrize("path", list(files(".md")), ids=name)
def test_every_file_that_a_document_points_to_is_there(path: Path) -> None:
    missing = []
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not re.match(r"\w+:", target) and not (path.parent / target).exists():
            missing.append(target)
    assert missing == []


def test_the_problem_page_shows_each_message_as_it_is_printed() -> None:
    from myelobone.language import messages, yaml

    page = (ROOT / "docs/reference/problems.md").read_text(encoding="utf-8")
    known = {**messages.MESSAGES, **yaml.MESSAGES}
    shown = {
        code
        for code, text in known.items()
        if f"#### `{code}`\n\n> {text.zh} · {text.en}\n" in page
    }
    assert sorted(set(known) - shown) == []


def test_the_tutorial_can_be_followed_word_for_word(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    followed = 0
    for kind, what, shown in steps(text):
        if kind == "file":
            (tmp_path / what).write_text(shown, encoding="utf-8")
        elif not what.startswith(SET_UP):
            assert run(what, tmp_path).rstrip("\n") == shown.rstrip("\n"), what
            followed += 1
    assert followed >= 8


def test_the_tutorial_says_everything_in_both_languages() -> None:
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        words = re.sub(r"^```.*?^```", "", section, flags=re.MULTILINE | re.DOTALL)
        assert re.search(r"[\u4e00-\u9fff]{4}", words), section[:40]
        assert re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", words), section[:40]


def test_the_python_page_shows_what_python_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("MYELOBONE_LANG", raising=False)
    done = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert done.attempted > 15
    assert done.failed == 0


def test_every_public_name_stands_on_the_python_page() -> None:
    import myelobone

    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert [each for each in myelobone.__all__ if f"`{each}" not in page] == []
