"""`advise --ndjson`: one record a line in, one advice a line out; a bad line never ends the stream."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

import msgspec

from ..language.problems import Problem, Refused
from ..page.words import Lang
from ..record.messages import Fault
from ..record.plain import MAX_BYTES, Plain, compact
from ..record.source import open_json
from . import faults, options
from .progress import Progress
from .screen import say_bytes, talk

WRAPPER = ("as_of", "record")
Answer = Callable[[Plain, str], bytes]


def stream(
    name: str,
    *,
    day: str,
    lang: Lang,
    folder: str | None = None,
    every_rule: bool = False,
    known_then: bool = False,
    timing: bool = False,
) -> int:
    """Answers each line of the file `name` (or of standard input) as soon as it has been read.

    A line is a record, or `{"as_of": DAY, "record": {…}}`; `day` holds for lines that say none.
    Returns 0 when every line was answered, 2 when some could not be used, 1 after a defect.
    """
    knowledge = options.load(folder)
    from .. import advise, read_record

    def answer(data: Plain, as_of: str) -> bytes:
        if not isinstance(data, dict):  # a text would be taken for the name of a file
            raise Refused([Fault("record.not_a_record", compact(data)).at("record")])
        record = read_record(data, knowledge.vocabulary)
        advice = advise(
            record, as_of, knowledge=knowledge, known_then=known_then, all_rules=every_rule
        )
        return msgspec.json.encode(advice)

    started, count, status = perf_counter(), 0, faults.DONE
    with _opened(name) as source:
        progress = Progress(_size(source), lang)
        for number, line, size in lines(source):
            problems = _answered(number, line, day, answer)
            count += not problems
            if problems:
                defect = problems[0].code == "command.defect"
                status = faults.DEFECT if defect else status or faults.UNUSABLE
                progress.clear()
                _tell(number, problems)
            progress.step(size)
        progress.clear()
    if timing:
        seconds = perf_counter() - started
        talk(f"{count} advice, {seconds:.2f} s, {seconds * 1000 / max(count, 1):.1f} ms each")
    return status


def lines(source: BinaryIO) -> Iterator[tuple[int, bytes | None, int]]:
    """Number, content and size of each line that is not blank; None for one beyond the limit."""
    number = 0
    while content := source.readline(MAX_BYTES + 2):
        number += 1
        size = len(content)
        if size > MAX_BYTES and not content.endswith(b"\n"):
            while rest := source.readline(MAX_BYTES):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield number, None, size
        elif content.strip() not in (b"", b"\xef\xbb\xbf"):
            yield number, content.strip(), size


def _answered(number: int, line: bytes | None, day: str, answer: Answer) -> tuple[Problem, ...]:
    """Writes the advice of one line; returns what is wrong with the line instead, if anything is."""
    try:
        if line is None:
            allowed = f"{MAX_BYTES // 1_000_000} MB"
            return (Fault("record.too_large", allowed=allowed).at("record"),)
        data, as_of = _unwrapped(open_json(line), day)
        result = answer(data, as_of)
    except Refused as refused:
        return refused.problems
    except faults.Unusable as unusable:
        return unusable.problems
    except Exception as error:
        if os.environ.get("MYELOBONE_DEBUG"):
            raise
        found = f"{type(error).__name__}: {error}"
        return (
            Problem(
                code="command.defect", where=f"line {number}", found=found, message=faults.NO_ADVICE
            ),
        )
    say_bytes(result)
    return ()


def _unwrapped(data: Plain, day: str) -> tuple[Plain, str]:
    """The record of a line and the day that it is asked about."""
    if not isinstance(data, dict) or "record" not in data or "format" in data:
        return data, day
    unknown = [key for key in data if key not in WRAPPER]
    if unknown:
        raise Refused(
            Fault("record.unknown_attribute", key, ", ".join(WRAPPER)).at(key) for key in unknown
        )
    as_of = data.get("as_of", day)
    return data["record"], options.day(str(as_of), where="as_of")


def _tell(number: int, problems: tuple[Problem, ...]) -> None:
    body = {"format": "myelobone-error/1", "line": number, "problems": problems}
    talk(msgspec.json.encode(body).decode())


def _opened(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except FileNotFoundError:
        raise Refused([Fault("record.not_found", name).at("record")]) from None
    except OSError as error:
        found = f"{name}: {error.strerror}"
        raise Refused([Fault("record.unreadable", found).at("record")]) from None


def _size(source: BinaryIO) -> int | None:
    """How many bytes there are to read, where that can be told."""
    try:
        about = os.fstat(source.fileno())
        return about.st_size if stat.S_ISREG(about.st_mode) else None
    except (OSError, ValueError):
        return None
