"""`myelobone book -o DIR`: the knowledge as a static site, for those who review and sign it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from ..page.words import Lang
from . import faults, options
from .screen import say_text, talk

if TYPE_CHECKING:
    from ..book.carrying import Patient

EPILOG = """\b
例 Examples
  myelobone book -o book/                     双语，打开 book/index.html · both languages
  myelobone book -o book/ --lang en           只有英文 · English only
  myelobone book -o book/ --knowledge DIR     另一版知识库 · another edition
"""
MARK = "book.css"  # a folder with files in it is written to only when it holds a book


@click.command("book", epilog=EPILOG)
@click.option(
    "-o", "--output", "folder_out", metavar="DIR", required=True, shell_complete=options.folders,
    help="写入的文件夹：新建、空的，或旧的手册 · The folder: new, empty, or an older book.",
)  # fmt: skip
@click.option(
    "--lang", type=click.Choice(["both", "zh", "en"]), default="both", show_default=True,
    help="语言 · Language.",
)  # fmt: skip
@options.as_json
@options.knowledge
def command(folder_out: str, lang: str, as_json: bool, folder: str | None) -> None:
    """知识手册：可审阅、可打印、可签署的静态网页，不需服务器 · The knowledge as a book: pages to review, print
    and sign, read from the folder without a server.
    """
    out = Path(folder_out)
    _check(out)
    from ..book.site import book

    knowledge = options.load(folder)
    languages = cast(tuple[Lang, ...], ("zh", "en") if lang == "both" else (lang,))
    found = book(knowledge, _patients(folder), languages)
    _write(out, found)
    start = out / "index.html"
    if as_json:
        edition = knowledge.edition
        data = {
            "folder": str(out), "start": str(start), "edition": edition.id, "version": edition.version,
            "digest": knowledge.digest, "files": sorted(found),
        }  # fmt: skip
        say_text(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        say_text(str(start))
        talk(f"{len(found)} · {sum(map(len, found.values())) / 1e6:.1f} MB")


def _check(out: Path) -> None:
    """Raises a usage fault for a folder that holds something else than a book."""
    if out.exists() and not out.is_dir():
        raise faults.usage(str(out), "DIR", where="--output")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise faults.usage(str(out), f"{out}/{MARK}", where="--output")


def _patients(folder: str | None) -> list[Patient]:
    """The worked patients of an edition, none where it has none."""
    from ..book.carrying import patient
    from ..language.yaml import read
    from .coverage import BACKGROUND, patients_of

    files = sorted(patients_of(folder).glob("*.yaml"))
    found = []
    for path in files:
        if path.name != BACKGROUND:
            data: Any = read(path.read_bytes(), path.name).data
            found.append(patient(data))
    return found


def _write(out: Path, found: dict[str, bytes]) -> None:
    """Writes the files and takes away pages of an older book that are no longer part of it."""
    try:
        for name, data in found.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for old in (*out.glob("*/*.html"), *out.glob("search-*.js")):
            if old.relative_to(out).as_posix() not in found:
                old.unlink()
    except OSError as error:
        raise faults.usage(f"{out}: {error.strerror}", where="--output") from error
