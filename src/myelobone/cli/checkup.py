"""One thing looked at by `doctor`, and what is looked at outside the knowledge: program, clock, console."""

from __future__ import annotations

import locale
import os
import platform
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..language.problems import Text
from .screen import encodable, width

NEEDS = (3, 11)  # the oldest Python, as pyproject.toml has it
MARKS = "▲◆●○？中"
State = Literal["well", "note", "fault"]


class Finding(Struct, frozen=True, kw_only=True):
    """One thing: what it is, whether it is well, what was found, and what to do when it is not."""

    id: str
    label: Text
    state: State
    found: str
    do: Text | None = None


def program() -> Iterator[Finding]:
    """Python, the program's own version, and each dependency against its pin."""
    label = Text("Python", "Python")
    version = platform.python_version()
    found = f"{version} {platform.machine()} {sys.executable}"
    old = sys.version_info < NEEDS
    yield Finding(
        id="python", label=label, state="fault" if old else "well", found=found,
        do=Text("请用 Python 3.11 或更高版本", "Use Python 3.11 or later") if old else None,
    )  # fmt: skip
    from .. import __version__

    label = Text("本程序", "program")
    try:
        installed = metadata.version("myelobone")
        required = metadata.requires("myelobone") or []
    except metadata.PackageNotFoundError:
        do = Text("未安装，直接从源码运行", "It runs from its source without being installed")
        yield Finding(id="program", label=label, state="note", found=__version__, do=do)
        required = []
    else:
        same = installed == __version__
        do = Text("请重新安装", "Install it again")
        found = __version__ if same else f"{__version__}, installed as {installed}"
        yield Finding(
            id="program", label=label, state="well" if same else "note", found=found,
            do=None if same else do,
        )  # fmt: skip
    pinned = pins()
    least = _least(required)
    for name in dict.fromkeys([*least, *pinned]):
        yield _dependency(name, least.get(name), pinned.get(name))
    yield _extras(required)


def _least(required: list[str]) -> dict[str, str | None]:
    """The oldest version of each dependency that the package declares; optional ones left out."""
    found: dict[str, str | None] = {}
    for line in required:
        match = re.match(r"([\w.-]+)(?:>=([\d.]+))?", line)
        if match is not None and "extra ==" not in line:
            found[match[1].lower()] = match[2]
    return found


def pins() -> dict[str, str]:
    """The version of each dependency that the program was tried with."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "_pins.txt"
    file = packed if packed.is_file() else package.parents[1] / "requirements" / "core.txt"
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        return {}
    return {
        name.lower(): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M)
    }


def _dependency(name: str, least: str | None, pinned: str | None) -> Finding:
    label = Text(f"依赖 {name}", f"dependency {name}")
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        do = Text("请重新安装本程序", "Install the program again")
        return Finding(id=f"dependency.{name}", label=label, state="fault", found="-", do=do)
    if least is not None and _numbers(found) < _numbers(least):
        do = Text(f"至少需要 {least}", f"At least {least} is needed")
        return Finding(id=f"dependency.{name}", label=label, state="fault", found=found, do=do)
    if pinned is not None and found != pinned:
        do = Text(f"与测试所用的 {pinned} 不同", f"Not {pinned}, which it was tested with")
        return Finding(id=f"dependency.{name}", label=label, state="note", found=found, do=do)
    return Finding(id=f"dependency.{name}", label=label, state="well", found=found)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _extras(required: list[str]) -> Finding:
    """The optional parts that this version declares, each present or not; their absence is no fault."""
    parts: dict[str, bool] = {}
    for line in required:
        match = re.match(r"([\w.-]+).*extra == ['\"]([\w-]+)", line)
        if match:
            parts[match[2]] = parts.get(match[2], True) and _present(match[1])
    found = ", ".join(f"{name} {'+' if there else '-'}" for name, there in parts.items()) or "-"
    return Finding(id="extras", label=Text("可选部分", "optional parts"), state="well", found=found)


def _present(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def console() -> Iterator[Finding]:
    """Whether the console can show Chinese and the marks of the page; its language and width."""
    encoding = sys.stdout.encoding or "utf-8"
    shown = encodable(MARKS, encoding) == MARKS
    colour = "" if os.environ.get("NO_COLOR") or not sys.stdout.isatty() else ", colour"
    language = ".".join(part or "-" for part in locale.getlocale())
    yield Finding(
        id="console", label=Text("终端", "console"), state="well" if shown else "note",
        found=f"{encoding}, {language}, {width()} columns{colour}",
        do=None if shown else Text(
            "显示不了中文或标记，会用替代字符；请设为 UTF-8 或用 --lang en",
            "It cannot show Chinese or the marks and gets substitutes; set it to UTF-8 or use --lang en",
        ),
    )  # fmt: skip


def clock(effective: str | None, newest: float | None) -> Iterator[Finding]:
    """Whether today's date can be right, beside the knowledge's own day and the age of its files.

    `effective` is the edition's day, `newest` the time of its newest file in seconds.
    """
    now = datetime.now(UTC).astimezone()
    today = now.date()
    state: State = "well"
    do = None
    if newest is not None and newest - now.timestamp() > 86_400:
        state = "fault"
        do = Text(
            "时钟早于知识库文件，请校时", "The clock is behind the knowledge's own files, set it"
        )
    elif (
        effective is not None
        and abs(years := (today - date.fromisoformat(effective)).days / 365.25) > 1
    ):
        if years < -1 or years > 20:
            state = "fault"
            do = Text(
                f"与知识库的日期 {effective} 相去太远，请校时",
                f"Far from the knowledge's day {effective}, set the clock",
            )
        elif years > 5:
            state = "note"
            do = Text(
                f"知识库是 {effective} 的，可能已过时",
                f"The knowledge is of {effective} and may be out of date",
            )
    yield Finding(
        id="clock",
        label=Text("时钟", "clock"),
        state=state,
        found=now.isoformat(timespec="seconds"),
        do=do,
    )
    yield _zone(now)


def _zone(now: datetime) -> Finding:
    label = Text("时区", "time zone")
    found = f"{'/'.join(dict.fromkeys(time.tzname))} {now:%z}"
    named = os.environ.get("TZ")
    if named and not _known_zone(named):
        do = Text(f"TZ={named} 不是有效时区，按 UTC 计", f"TZ={named} is no time zone, UTC is used")
        return Finding(id="time_zone", label=label, state="fault", found=found, do=do)
    return Finding(id="time_zone", label=label, state="well", found=found)


def _known_zone(name: str) -> bool:
    if re.match(r":?<?[A-Za-z+\-0-9]{3,}>?[-+]?\d", name):  # CST-8, <+08>-8
        return True
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name.removeprefix(":"))
    except (OSError, ValueError, LookupError):
        return False
    return True
