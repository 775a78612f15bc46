"""On a machine without a clinic: the key and the settings that a backup brings with it, before Django starts."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from . import package

BROUGHT = ("audit.key", "settings.toml", "audit-heads.jsonl")


def take_key(file: Path, data: Path) -> None:
    """On a machine without a clinic: the key and the settings that a backup brings with it."""
    if (data / BROUGHT[0]).exists():
        return
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".key-") as place:
        package.unpack(file, Path(place))
        for name in BROUGHT:
            if (Path(place) / name).is_file() and not (data / name).exists():
                os.replace(Path(place) / name, data / name)
                (data / name).chmod(0o600)
