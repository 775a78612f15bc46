"""How a run that gives no result ends: exit status and words for each kind of fault."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from ..language.problems import Problem, Text
from .screen import talk

DONE, DEFECT, UNUSABLE, FOUND = 0, 1, 2, 3

USAGE = Text(zh="命令用法有误", en="The command cannot be used like this")
UNKNOWN_ID = Text(zh="知识库中没有这个编号", en="Nothing in the knowledge has this id")
NO_ADVICE = Text(
    zh="本软件出现缺陷，这份病历没有建议",
    en="A defect of this program, there is no advice on this record",
)
DEFECT_TEXT = Text(
    zh="本软件出现缺陷，未给出任何建议。请把下面一行连同所用命令告诉维护者；设置 MYELOBONE_DEBUG=1 可见细节。",
    en="A defect of this program; no advice was given. Please report the line below with the "
    "command; MYELOBONE_DEBUG=1 shows the details.",
)
UNWRITTEN = Text(zh="结果未能写出", en="The result could not be written")


class Unusable(Exception):
    """Raised when the command itself cannot be carried out; carries the problems found."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.line() for problem in problems))


def usage(found: str | None, allowed: str | None = None, where: str = "command") -> Unusable:
    """A usage fault: what was found on the command line and what is allowed there."""
    return Unusable(
        Problem(code="command.usage", where=where, found=found, allowed=allowed, message=USAGE)
    )


def tell(problems: Iterable[Problem], *, as_json: bool, lang: str) -> int:
    """Tells on standard error why the input could not be used; returns the exit status."""
    found = list(problems)
    if as_json:
        import msgspec

        body: dict[str, Any] = {"format": "myelobone-error/1", "problems": found}
        talk(msgspec.json.format(msgspec.json.encode(body), indent=2).decode())
    else:
        for problem in found:
            talk(problem.line(lang))
    return UNUSABLE


def tell_defect(error: BaseException, lang: str) -> int:
    """Tells on standard error that the program is at fault; returns the exit status."""
    talk(f"{DEFECT_TEXT.zh}\n{DEFECT_TEXT.en}" if lang == "zh" else DEFECT_TEXT.en)
    talk(f"{type(error).__name__}: {error}")
    if os.environ.get("MYELOBONE_DEBUG"):
        import traceback

        talk("".join(traceback.format_exception(error)))
    return DEFECT
