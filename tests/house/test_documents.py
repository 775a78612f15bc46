"""Documents cannot lie: commands are run, examples compared, codes and verbs all have their place."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from myelobone.cli.main import VERBS

from .repository import ROOT, SOURCE, files, name

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"""["']((?:record|knowledge|yaml|command|advice)\.[a-z_]+)["']""")


def run(command: str, folder: Path) -> str:
    """What a command of a document prints; `myelobone` is this checkout's."""
    program = f"{shlex.quote(sys.executable)} -m myelobone"
    command = re.sub(r"(?<![\w/.-])(?:\.venv/bin/)?myelobone(?= )", program, command)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    environment.pop("MYELOBONE_LANG", None)
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def consoles(text: str) -> list[tuple[str, str]]:
    """Each `$ command` of a console block with the output that follows it."""
    found = []
    for kind, body in BLOCK.findall(text):
        if kind != "console":
            continue
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


CHEAP = [
    (command, output) for command, output in consoles(README) if not command.startswith("make ")
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
