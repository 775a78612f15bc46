"""Knowledge in its compiled form: kept beside the program or in the user's cache, never trusted blindly.

The form is used only when it is whole and the digest of every file, the program's version and the
shape of the model are those it was written for; anything else falls back to reading the folder. A
folder that was sealed is used only as it was sealed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from . import dates, model, printed, problems, screens, tables, tree
from .manifest import held_against
from .model import Knowledge
from .problems import Problem, Refused, Text

EDITION = "mbd-2024"
LEFT_OUT = "patients"
MOST_KEPT = 8
DIGEST = sha256().digest_size  # bytes
Check = Callable[[Knowledge], None]


class _Stored(msgspec.Struct, frozen=True):
    """What a compiled file holds."""

    key: str
    knowledge: Knowledge


def default_folder() -> Path:
    """The folder shipped with the package, else the repository's; it may not exist."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_knowledge" / EDITION
    return shipped if shipped.is_dir() else package.parent.parent / "knowledge" / EDITION


def shipped_file() -> Path:
    """The compiled form that comes with the package; it may not exist."""
    return Path(__file__).resolve().parent.parent / "_knowledge" / f"{EDITION}.msgpack"


def load_knowledge(folder: Path | str | None = None, check: Check | None = None) -> Knowledge:
    """The checked knowledge of a folder, by default the edition that comes with the program.

    `check` is called with knowledge that was newly read, before a compiled form is written; it
    refuses by raising. Raises Refused with every problem when the folder cannot be used, or is not as
    it was sealed.
    """
    path = default_folder() if folder is None else Path(folder)
    digest = digest_of(path)
    sealed = held_against(path, digest, required=is_shipped(path))
    found = _of_folder(path, digest, check)
    return replace(found, sealed=True) if sealed else found


def is_shipped(folder: Path) -> bool:
    """Whether this is the folder that was packed with the program."""
    return folder.resolve() == (shipped_file().parent / EDITION)


def _of_folder(path: Path, digest: str, check: Check | None) -> Knowledge:
    key = f"{digest} {_program_key()}"
    kept = _cache_file(key)
    for file in (shipped_file(), kept):
        found = _read(file, key)
        if found is not None:
            return found
    from .load import load_folder

    knowledge = load_folder(path)
    if check is not None:
        check(knowledge)
    if kept is not None and knowledge.digest == digest:  # else it was edited meanwhile
        write(kept, knowledge, key)
    return knowledge


class Form(msgspec.Struct, frozen=True):
    """A compiled file that may stand for the knowledge: where, and whether it can be used."""

    place: str  # shipped | kept
    file: Path
    state: str  # fresh | stale | unreadable | absent


def forms(folder: Path | str | None = None) -> tuple[Form, ...]:
    """The compiled files of a folder, in the order in which they are tried; raises Refused for none."""
    key = f"{digest_of(default_folder() if folder is None else Path(folder))} {_program_key()}"
    places = {"shipped": shipped_file(), "kept": _cache_file(key)}
    return tuple(
        Form(place, file, _state(file, key)) for place, file in places.items() if file is not None
    )


def _state(file: Path, key: str) -> str:
    if not file.exists():
        return "absent"
    stored = _stored(file)
    if stored is None:
        return "unreadable"
    return "fresh" if stored.key == key else "stale"


def compile_to(folder: Path, file: Path, check: Check | None = None) -> Knowledge:
    """Reads a folder and writes its compiled form; raises Refused, and OSError when it cannot."""
    from .load import load_folder

    knowledge = load_folder(folder)
    if check is not None:
        check(knowledge)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(encode(knowledge, f"{knowledge.digest} {_program_key()}"))
    return knowledge


def digest_of(path: Path) -> str:
    """`sha256:` over the name and content of every YAML file but the patients', in order."""
    if not path.is_dir():
        raise Refused([_missing(path)])
    total = sha256()
    for file in sorted(path.rglob("*.yaml"), key=lambda f: f.relative_to(path).as_posix()):
        name = file.relative_to(path).as_posix()
        if name.startswith(LEFT_OUT + "/"):
            continue
        content = file.read_bytes()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return "sha256:" + total.hexdigest()


def encode(knowledge: Knowledge, key: str) -> bytes:
    """The compiled form as bytes, after a digest of its own."""
    whole = msgspec.msgpack.encode(_Stored(key, knowledge))
    return sha256(whole).digest() + whole


def write(file: Path, knowledge: Knowledge, key: str) -> None:
    """Writes the compiled form whole or not at all; a disk that refuses is no fault."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(encode(knowledge, key))
            os.replace(name, file)
            _drop_old(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return


def _drop_old(file: Path) -> None:
    kept = sorted(file.parent.glob("knowledge-*.msgpack"), key=lambda f: f.stat().st_mtime_ns)
    for old in kept[:-MOST_KEPT]:
        if old != file:
            old.unlink(missing_ok=True)


def _read(file: Path | None, key: str) -> Knowledge | None:
    stored = None if file is None else _stored(file)
    return stored.knowledge if stored is not None and stored.key == key else None


def _stored(file: Path) -> _Stored | None:
    """What a compiled file holds; None when it is not there, or not as it was written."""
    try:
        content = memoryview(file.read_bytes())
        if sha256(content[DIGEST:]).digest() != content[:DIGEST]:
            return None
        return msgspec.msgpack.decode(content[DIGEST:], type=_Stored)
    except (OSError, ValueError, msgspec.MsgspecError, RecursionError):
        return None


def _cache_file(key: str) -> Path | None:
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    try:
        root = Path(base) if base else Path.home() / ".cache"
    except RuntimeError:  # no home
        return None
    return root / "myelobone" / f"knowledge-{sha256(key.encode()).hexdigest()[:16]}.msgpack"


@lru_cache(maxsize=1)
def _program_key() -> str:
    """The program's version and the shape of everything that is stored."""
    from .. import __version__

    shape = sha256()
    for module in (tree, dates, problems, model, screens, printed, tables):
        for name, item in sorted(vars(module).items()):
            if isinstance(item, type) and issubclass(item, msgspec.Struct):
                shape.update(f"{name}{item.__struct_fields__}{item.__annotations__}".encode())
    return f"{__version__} {shape.hexdigest()[:16]}"


def _missing(path: Path) -> Problem:
    message = Text("找不到知识文件夹", "There is no such knowledge folder")
    return Problem(code="knowledge.no_folder", where=str(path), found=str(path), message=message)
