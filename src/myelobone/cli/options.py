"""Options that several verbs share, and what their words mean."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from ..language.model import Knowledge
from . import faults
from .screen import shows_chinese

F = TypeVar("F", bound=Callable[..., Any])


def lang(command: F) -> F:
    """`--lang zh|en`: the language of the result."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default="zh",
        envvar="MYELOBONE_LANG",
        show_default=True,
        callback=_readable,
        help="语言 · Language (or MYELOBONE_LANG).",
    )(command)


def _readable(ctx: click.Context, option: click.Parameter, chosen: str) -> str:
    """English where nobody asked for Chinese and the console cannot show it."""
    asked = ctx.get_parameter_source(option.name or "") is not ParameterSource.DEFAULT
    return chosen if asked or shows_chinese(sys.stdout) else "en"


def as_json(command: F) -> F:
    """`--json`: the result as JSON and nothing else."""
    return click.option("--json", "as_json", is_flag=True, help="只输出 JSON · JSON only.")(command)


def knowledge(command: F) -> F:
    """`--knowledge DIR`: another edition than the one that comes with the program."""
    return click.option(
        "--knowledge",
        "folder",
        metavar="DIR",
        shell_complete=folders,
        callback=_a_folder,
        help="另一版知识库的文件夹 · Folder of another edition.",
    )(command)


def _a_folder(_ctx: click.Context, _option: click.Parameter, folder: str | None) -> str | None:
    if folder is not None and not Path(folder).is_dir():
        raise faults.usage(folder, "edition.yaml", where="--knowledge")
    return folder


def as_of(command: F) -> F:
    """`--as-of DAY`: the day asked about, today by default."""
    return click.option(
        "--as-of",
        metavar="DAY",
        callback=_a_day,
        help="截至哪一天，默认今天 · The day asked about, today by default (2026-11-24).",
    )(command)


def _a_day(_ctx: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    return None if text is None else day(text)


def known_then(command: F) -> F:
    """`--known-then`: only what had been entered by the day asked about."""
    return click.option(
        "--known-then",
        is_flag=True,
        help="只用当天已录入的内容 · Only what had been entered by that day.",
    )(command)


def full(command: F) -> F:
    """`--full`: nothing is folded."""
    return click.option("--full", is_flag=True, help="不折叠 · Nothing folded.")(command)


def record(command: F) -> F:
    """`RECORD`: a file, or `-` for standard input."""
    return click.argument("record", metavar="RECORD", shell_complete=files)(command)


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell itself completes files here."""
    return [CompletionItem(incomplete, type="file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell itself completes folders here."""
    return [CompletionItem(incomplete, type="dir")]


def day(text: str | None, where: str = "--as-of") -> str:
    """A day of the command line as an ISO date, today when it is not given; raises a usage fault."""
    if text is None:
        return date.today().isoformat()  # noqa: DTZ011 - the day where the doctor sits
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise faults.usage(text, "2026-11-24", where=where)
    return text


def load(folder: str | None) -> Knowledge:
    """The knowledge of a folder, or the edition that comes with the program."""
    from .. import load_knowledge

    check_folder(folder)
    return load_knowledge(folder)


def check_folder(folder: str | None) -> None:
    """Raises a usage fault for a folder that holds no edition."""
    if folder is not None and not (Path(folder) / "edition.yaml").is_file():
        raise faults.usage(folder, "edition.yaml", where="--knowledge")


def place(folder: str | None) -> Path:
    """The folder of an edition, by default that of the program's own."""
    from ..language.compiled import default_folder

    check_folder(folder)
    return default_folder() if folder is None else Path(folder)


def source(name: str) -> Any:
    """What to read a record from: standard input for `-`, else the file."""
    return sys.stdin.buffer if name == "-" else Path(name)
