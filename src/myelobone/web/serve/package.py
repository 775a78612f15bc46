"""A backup as one file: a tar of named members, a signed list of their digests, and the digest of it all."""

from __future__ import annotations

import hmac
import json
import os
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..config import Unusable
from .disk import sync

FORMAT = "myelobone-backup/1"
MANIFEST = "manifest.json"
TRAILER = len("sha256 ") + 64 + 1
BLOCK = 1 << 20


def write(file: Path, members: dict[str, Path], told: dict[str, Any], key: bytes) -> None:
    """Writes the package aside and puts it in its place in one step; it outlasts a loss of power."""
    manifest = {
        "format": FORMAT,
        **told,
        "members": {name: digest(path) for name, path in members.items()},
    }
    manifest["signature"] = _signature(manifest, key)
    work = file.with_name(f".{file.name}.{os.getpid()}")
    note = work.with_name(f"{work.name}.manifest")
    try:
        note.write_text(json.dumps(manifest, ensure_ascii=False, indent=2), "utf-8")
        with tarfile.open(work, "w") as tar:
            tar.add(note, MANIFEST)
            for name, path in members.items():
                tar.add(path, name)
        whole = digest(work)
        with work.open("ab") as out:
            out.write(f"sha256 {whole}\n".encode())
        work.chmod(0o600)
        sync(work)
        os.replace(work, file)
        sync(file.parent)
    finally:
        work.unlink(missing_ok=True)
        note.unlink(missing_ok=True)


def unpack(file: Path, into: Path) -> dict[str, Any]:
    """Unpacks a package that is whole to the last bit; returns what its list tells. Raises Unusable.

    The signature is for `signed`, once the key is known.
    """
    try:
        size = file.stat().st_size - TRAILER
        if size <= 0 or _digest(file, size) != _trailer(file, size):
            raise _damaged(file)
        with tarfile.open(file, "r:") as tar:
            tar.extractall(into, filter="data")
        told: dict[str, Any] = json.loads((into / MANIFEST).read_text("utf-8"))
        if told["format"] != FORMAT:
            raise Unusable(f"{file}: {told['format']}")
        for name, wanted in told["members"].items():
            if digest(into / name) != wanted:
                raise _damaged(file)
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable(f"{file}: 备份不完整或已损坏 · incomplete or damaged ({error})") from None
    return told


def signed(told: dict[str, Any], key: bytes) -> bool:
    """True when the list was signed with the key."""
    rest = {name: value for name, value in told.items() if name != "signature"}
    return hmac.compare_digest(str(told.get("signature")), _signature(rest, key))


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    return _digest(file, file.stat().st_size)


def _digest(file: Path, size: int) -> str:
    found = sha256()
    with file.open("rb") as source:
        while size > 0 and (block := source.read(min(BLOCK, size))):
            found.update(block)
            size -= len(block)
    return found.hexdigest()


def _trailer(file: Path, at: int) -> str:
    with file.open("rb") as source:
        source.seek(at)
        last = source.read().decode("ascii")
    word, _, found = last.partition(" ")
    return found[:-1] if word == "sha256" and found.endswith("\n") else ""


def _signature(told: dict[str, Any], key: bytes) -> str:
    return hmac.new(key, json.dumps(told, sort_keys=True).encode(), sha256).hexdigest()


def _damaged(file: Path) -> Unusable:
    return Unusable(f"{file}: 备份不完整或已损坏 · incomplete or damaged")
