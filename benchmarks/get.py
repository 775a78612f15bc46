"""Gets the engines of others, pinned: all at once, or one by one when one of them cannot be had."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements" / "bench.txt"
PIP = [
    sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
    "--require-hashes", "--no-deps",
]  # fmt: skip


def main() -> None:
    """Names on standard error what cannot be had; never fails for it."""
    if not _pip(PINS):
        for pin in pins(PINS.read_text(encoding="utf-8")):
            with tempfile.TemporaryDirectory() as folder:
                alone = Path(folder) / "one.txt"
                alone.write_text(pin, encoding="utf-8")
                if not _pip(alone):
                    _say(pin.split()[0])
    npm = which("npm") if which("node") else None
    if npm is None:
        _say("cql-execution (no node, or no npm)")
    elif not _run([npm, "ci", "--silent", "--ignore-scripts"], ROOT / "benchmarks" / "cql"):
        _say("cql-execution")


def pins(text: str) -> list[str]:
    """The pinned requirements of a list, each with its hashes."""
    return re.findall(r"^[a-z].*?(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)


def _pip(requirements: Path) -> bool:
    return _run([*PIP, "-r", str(requirements)], ROOT)


def _run(command: list[str], folder: Path) -> bool:
    return subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0


def _say(name: str) -> None:
    print(f"{name} cannot be had here; it is left out", file=sys.stderr)


if __name__ == "__main__":
    main()
