"""The manifest of a sealed edition: every file with its digest, and how many of each kind there are.

A folder with a manifest is used only as it was sealed. One without is a working copy: it loads, and
everything that it says tells so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from .model import Knowledge
from .problems import Problem, Refused, Text

NAME = "manifest.json"
FORMAT = "myelobone-manifest/1"
MESSAGES = {
    "knowledge.altered": Text("文件与封存时不同", "This file is not as it was sealed"),
    "knowledge.lost": Text("封存时有的文件不见了", "This file was sealed and is gone"),
    "knowledge.added": Text("封存时没有这个文件", "This file was not there when it was sealed"),
    "knowledge.bad_manifest": Text("封存清单无法读取", "The manifest cannot be read"),
    "knowledge.no_manifest": Text(
        "随软件发布的知识库缺少封存清单",
        "The edition that comes with the program has lost its manifest",
    ),
}


class Manifest(Struct, frozen=True, kw_only=True):
    """What an edition was when it was sealed."""

    format: str
    edition: str
    version: str
    effective: str
    digest: str
    counts: dict[str, int]
    files: dict[str, str]  # name in the folder: SHA-256


def manifest_of(folder: Path, knowledge: Knowledge) -> Manifest:
    """The manifest of a folder that was read as this knowledge."""
    edition = knowledge.edition
    return Manifest(
        format=FORMAT, edition=edition.id, version=edition.version, effective=edition.effective,
        digest=knowledge.digest, counts=counts(knowledge),
        files={name: sha256(path.read_bytes()).hexdigest() for name, path in _files(folder)},
    )  # fmt: skip


def counts(knowledge: Knowledge) -> dict[str, int]:
    """How many of each kind an edition holds."""
    from .topics import parts

    return dict(Counter(kind for kind, _ in parts(knowledge)))


def encode(manifest: Manifest) -> bytes:
    """The manifest as the bytes of its file."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder, None when it has none; raises Refused when it cannot be read."""
    file = folder / NAME
    if not file.exists():
        return None
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Manifest)
    except (OSError, ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise Refused([problem("knowledge.bad_manifest", NAME, str(error))]) from error
    if found.format != FORMAT:
        raise Refused([problem("knowledge.bad_manifest", NAME, found.format, FORMAT)])
    return found


def held_against(folder: Path, digest: str, *, required: bool) -> bool:
    """Whether the folder is sealed; raises Refused when its files are not those that were sealed.

    `digest` is that of the folder's knowledge files. With `required` there must be a manifest.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        if required:
            raise Refused([problem("knowledge.no_manifest", NAME)])
        return False
    if manifest.digest != digest:
        told = list(differences(folder, manifest))
        raise Refused(told or [problem("knowledge.altered", NAME, digest, manifest.digest)])
    return True


def differences(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Every file that is gone, altered or new since the folder was sealed."""
    found = dict(_files(folder))
    for name, sealed in manifest.files.items():
        path = found.get(name)
        if path is None:
            yield problem("knowledge.lost", name)
            continue
        now = sha256(path.read_bytes()).hexdigest()
        if now != sealed:
            yield problem("knowledge.altered", name, now[:16], sealed[:16])
    for name in found.keys() - manifest.files.keys():
        yield problem("knowledge.added", name)


def problem(code: str, where: str, found: str | None = None, allowed: str | None = None) -> Problem:
    """A problem of a sealed folder."""
    return Problem(code=code, where=where, found=found, allowed=allowed, message=MESSAGES[code])


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith((".", "__")) for part in name.split("/"))
        if path.is_file() and name != NAME and not hidden:
            yield name, path
