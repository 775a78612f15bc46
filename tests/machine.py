"""What the tests need of the machine beside Python: a Chromium, Chinese glyphs, PostgreSQL.

`python -m tests.machine` installs what is missing where that is allowed, and says loudly what cannot be had; the
tests that need it are then skipped, and under CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 900  # seconds


def browser() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _glyphs() -> bool:
    if shutil.which("fc-list") is None:
        return False
    found = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def _postgresql() -> bool:
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


NEEDS: dict[str, Callable[[], bool]] = {
    "chromium": lambda: browser() is not None,
    "fontconfig": lambda: shutil.which("fc-list") is not None,
    "fonts-noto-cjk": _glyphs,
    "postgresql": _postgresql,
}


def missing() -> list[str]:
    """The Debian packages of what is not here."""
    return [package for package, here in NEEDS.items() if not here()]


def main() -> int:
    """Installs what is missing; 0 also when it cannot be had."""
    wanted = missing()
    if wanted and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"installing {' '.join(wanted)}", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", *wanted],
        ):
            done = subprocess.run(
                ["apt-get", *command], env=environment, capture_output=True, text=True, check=False,
                timeout=PATIENCE,
            )  # fmt: skip
            if done.returncode:
                print(done.stderr[-2000:], file=sys.stderr)
        wanted = missing()
    for package in wanted:
        print(f"*** NOT HERE: {package}. The tests that need it are left out.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
