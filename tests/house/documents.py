"""The commands of the documents with what they print; `python -m tests.house.documents` prints them anew.

A console block holds commands after `$ `, each with its output below. A block after a line
`<!-- file: NAME -->` is a file that the reader is told to write. Commands of one document run in the order
in which they stand, in one folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .repository import ROOT

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
STEP = re.compile(
    r"^<!-- file: (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)^```|^```console\n(?P<console>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
RUN = ("README.md", "docs/tutorial.md")  # documents whose commands are run
SET_UP = "make "  # commands that set the machine up are not run again


def run(command: str, folder: Path) -> str:
    """What a command of a document prints; `myelobone` is this checkout's."""
    program = f"{shlex.quote(sys.executable)} -m myelobone"
    command = re.sub(r"(?<![\w/.-])(?:\.venv/bin/)?myelobone(?= )", program, command)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    environment.pop("MYELOBONE_LANG", None)
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, check=False, timeout=60
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def commands(body: str) -> list[tuple[str, str]]:
    """Each `$ command` of a console block with the output that follows it."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def consoles(text: str) -> list[tuple[str, str]]:
    """Each command of a document with its output."""
    return [
        pair for kind, body in BLOCK.findall(text) if kind == "console" for pair in commands(body)
    ]


def steps(text: str) -> Iterator[tuple[str, str, str]]:
    """What a reader does, in order: `file`, name, text, or `command`, command, output."""
    for found in STEP.finditer(text):
        if found["file"] is not None:
            yield "file", found["file"], found["text"]
        else:
            yield from (("command", *pair) for pair in commands(found["console"]))


def refreshed(text: str, folder: Path) -> str:
    """The document with what each command prints now; commands shown without output stay so."""

    def anew(found: re.Match[str]) -> str:
        if found["file"] is not None:
            (folder / found["file"]).write_text(found["text"], encoding="utf-8")
            return found[0]
        body = ""
        for command, output in commands(found["console"]):
            body += f"$ {command}\n"
            if not command.startswith(SET_UP):
                printed = run(command, folder)
                body += printed.rstrip("\n") + "\n" if output.strip() else output
            else:
                body += output
        return f"```console\n{body}```"

    return STEP.sub(anew, text)


def main() -> None:
    """Writes every document anew."""
    for name in RUN:
        path = ROOT / name
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(
                refreshed(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
