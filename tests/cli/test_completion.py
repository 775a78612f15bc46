"""Completion in the shells that are here, and what each shell is told in all of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from myelobone.cli.completion import SHELLS
from myelobone.cli.main import VERBS

from .test_streams import PROGRAM, SOURCE, environment

# What is typed, some of what must be offered, and something that must not be.
CASES = [
    ("myelobone che", {"check-order"}, "advise"),
    ("myelobone ", set(VERBS), "--as-of"),
    ("myelobone advise x.yaml --kn", {"--knowledge", "--known-then"}, "--lang"),
    ("myelobone advise x.yaml --lang ", {"zh", "en"}, "fr"),
    ("myelobone explain hypercalcaemia.tr", {"hypercalcaemia.treat_now"}, "A2"),
    ("myelobone explain denosu", {"denosumab"}, "pamidronate"),
    ("myelobone explain record.no_u", {"record.no_unit"}, "record.format"),
    ("myelobone knowledge show T3.z", {"T3.zoledronic_acid"}, "T3.denosumab"),
    ("myelobone knowledge list s", {"statement"}, "rule"),
    ("myelobone what-if x.yaml --unset menop", {"menopause"}, "weight"),
    ("myelobone what-if x.yaml --set menop", {"menopause="}, "weight="),
    ("myelobone schema ", {"record", "advice", "plan"}, "x"),
    ("myelobone completion p", {"powershell"}, "bash"),
]  # fmt: skip
AFTER_EQUALS = "myelobone what-if x.yaml --set menopause=y"


def asked(instruction: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What the program answers to a shell that asks."""
    return subprocess.run(
        PROGRAM, env=environment(_MYELOBONE_COMPLETE=instruction, PYTHONIOENCODING="utf-8", **variables),
        capture_output=True, text=True, check=False, timeout=60, encoding="utf-8",
    )  # fmt: skip


def words(typed: str) -> dict[str, str]:
    return {"COMP_WORDS": typed, "COMP_WORD": "" if typed.endswith(" ") else typed.split()[-1]}


@pytest.mark.parametrize(("typed", "offered", "other"), CASES)
@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_what_is_typed_is_completed(shell: str, typed: str, offered: set[str], other: str) -> None:
    done = asked(f"{shell}_complete", **words(typed))
    lines = done.stdout.splitlines()
    found = {line.split("\t")[0].removeprefix("plain,") for line in lines}
    assert offered <= found
    assert other not in found
    assert done.stderr == ""


def test_a_word_of_a_term_is_completed_after_the_equals_sign() -> None:
    done = asked("powershell_complete", **words(AFTER_EQUALS))
    assert done.stdout.split() == ["menopause=yes"]


def test_files_are_left_to_the_shell() -> None:
    assert asked("bash_complete", **words("myelobone advise pat")).stdout == "file,pat\n"
    folder = asked("bash_complete", **words("myelobone advise x --knowledge ")).stdout
    assert folder == "dir,\n"
    assert asked("powershell_complete", **words("myelobone advise pat")).stdout.strip() == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_whatever_is_typed_the_prompt_stays_clean(shell: str) -> None:
    variables = {**words("myelobone what-if 'unclosed --set {"), "COMP_CWORD": "9"}
    done = asked(f"{shell}_complete", **variables)
    assert done.stderr == ""
    assert asked("nonsense", **variables).stderr == ""


def test_help_that_the_console_cannot_show_is_no_fault() -> None:
    done = subprocess.run(
        PROGRAM, capture_output=True, check=False, timeout=60,
        env=environment(_MYELOBONE_COMPLETE="powershell_complete", PYTHONIOENCODING="ascii", **words("myelobone che")),
    )  # fmt: skip
    assert done.stdout.startswith(b"check-order\t")
    assert done.stderr == b""


@pytest.fixture
def command(tmp_path: Path) -> dict[str, str]:
    """An environment in which `myelobone` is this checkout's."""
    file = tmp_path / "myelobone"
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m myelobone "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    return environment(PATH=path, PYTHONPATH=str(SOURCE), HOME=str(tmp_path), LC_ALL="C.UTF-8")


def in_shell(shell: str, script: str, env: dict[str, str], *options: str) -> list[str]:
    done = subprocess.run(
        [shell, *options, "-c", script], env=env, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not here")


BASH = """
compopt() { :; }
eval "$(myelobone completion bash)"
COMP_LINE=$1; COMP_POINT=${#1}
_myelobone_completion myelobone
printf '%s\\n' "${COMPREPLY[@]}"
"""
BASH_TYPED = [
    ("myelobone che", ["check-order"]),
    ("myelobone advise x.yaml --lang ", ["zh", "en"]),
    ("myelobone advise x.yaml --lang=e", ["en"]),
    (AFTER_EQUALS, ["yes"]),  # bash has already split the word at its equals sign
    ("myelobone what-if 'my file.yaml' --set sex=f", ["female"]),
    ("myelobone explain hypercalcaemia.treat", ["hypercalcaemia.treat_now"]),
]


@needs("bash")
@pytest.mark.parametrize(("typed", "offered"), BASH_TYPED)
def test_bash_completes(command: dict[str, str], typed: str, offered: list[str]) -> None:
    script = BASH.replace('"$1"', "").replace("$1", f'"{typed}"').replace("${#1}", str(len(typed)))
    assert in_shell("bash", script, command, "--norc") == offered


@needs("bash")
def test_bash_registers_the_completion_for_the_program(command: dict[str, str]) -> None:
    script = 'eval "$(myelobone completion bash)"; complete -p myelobone'
    assert in_shell("bash", script, command, "--norc")[-1] == "myelobone"


@needs("fish")
@pytest.mark.parametrize(("typed", "offered"), [
    ("myelobone che", {"check-order"}),
    (AFTER_EQUALS, {"menopause=yes"}),
    ("myelobone advise x.yaml --lang ", {"zh", "en"}),
])  # fmt: skip
def test_fish_completes(command: dict[str, str], typed: str, offered: set[str]) -> None:
    script = f"myelobone completion fish | source; complete -C '{typed}'"
    assert offered <= set(in_shell("fish", script, command, "--no-config"))


ZSH = """
compdef() { : }
compadd() { print -rl -- $completions }
_describe() { print -rl -- ${completions_with_descriptions%%:*} }
eval "$(myelobone completion zsh)"
words=(%s); CURRENT=$#words
_myelobone_completion
"""


@needs("zsh")
@pytest.mark.parametrize(("typed", "offered"), [
    ("myelobone che", {"check-order"}),
    (AFTER_EQUALS, {"menopause=yes"}),
    ("myelobone advise x.yaml --lang e", {"en"}),
])  # fmt: skip
def test_zsh_completes(command: dict[str, str], typed: str, offered: set[str]) -> None:
    assert offered <= set(in_shell("zsh", ZSH % typed, command, "-f"))


@pytest.mark.parametrize(("shell", "registers"), [
    ("bash", "complete -o nosort -F _myelobone_completion myelobone"),
    ("zsh", "compdef _myelobone_completion myelobone"),
    ("fish", "complete --no-files --command myelobone"),
    ("powershell", "Register-ArgumentCompleter -Native -CommandName myelobone"),
])  # fmt: skip
def test_each_script_registers_itself_and_calls_the_program(shell: str, registers: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "completion", shell], env=environment(), capture_output=True, text=True, check=True
    )  # fmt: skip
    assert registers in done.stdout
    assert f"{shell}_complete" in done.stdout
    assert "%(" not in done.stdout
