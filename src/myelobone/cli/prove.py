"""`myelobone prove`: is the knowledge sound? What was examined, what was proved, what was found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from ..decide.patients import Case
from ..language.problems import Problem, Text
from ..page.words import Lang
from . import faults, options
from .progress import PATIENCE
from .screen import ReaderGone, ambiguous, say, say_bytes, talk, width

if TYPE_CHECKING:
    from ..prove.checks import Proof
    from ..prove.finding import Finding

EPILOG = """\b
例 Examples
  myelobone prove
  myelobone prove --lang en
  myelobone prove --full
  myelobone prove --json | jq '.proofs[] | select(.holds | not)'
  myelobone prove --witnesses found/
"""
MISSING = Text(zh="证明需要 z3，尚未安装", en="Proofs need z3, which is not installed")


@click.command("prove", epilog=EPILOG)
@click.option(
    "--witnesses", metavar="DIR",
    help="把见证患者写成病历文件 · Writes each patient on whom a finding can be seen as a record.",
)  # fmt: skip
@options.full
@options.lang
@options.as_json
@options.knowledge
def command(
    witnesses: str | None, full: bool, lang: Lang, as_json: bool, folder: str | None
) -> int:
    """证明知识库无缺漏、无矛盾；有错误时退出码 3 · Is the knowledge sound? Exit status 3 when it is not."""
    knowledge = options.load(folder)
    if find_spec("z3") is None:
        raise faults.Unusable(
            Problem(
                code="command.missing_extra", where="prove", found="z3-solver",
                allowed="pip install 'myelobone[prove]'", message=MISSING,
            )
        )  # fmt: skip
    from ..prove.report import prove

    report = prove(knowledge, _cases(folder), tell=_teller(lang))
    status = faults.DONE if report.sound else faults.FOUND
    if witnesses is not None:
        _write(Path(witnesses), report.findings)
    try:
        if as_json:
            say_bytes(report.to_json())
        else:
            from ..page.proof import page

            say(page(report, lang=lang, width=width(), ambiguous=ambiguous(), full=full))
    except ReaderGone as gone:  # `prove | head` finds what `prove` finds
        gone.status = status
        raise
    return status


def _cases(folder: str | None) -> list[Case]:
    """The worked patients of the edition, where it has any."""
    from .coverage import patients_of, worked

    place = patients_of(folder)
    return worked(place) if any(place.glob("*.yaml")) else []


def _teller(lang: Lang):  # type: ignore[no-untyped-def]
    """Names each proof as it begins, once a second has passed and where somebody is looking."""
    started = monotonic()

    def tell(proof: Proof) -> None:
        if sys.stderr.isatty() and monotonic() - started > PATIENCE:
            talk(f"{proof.claim.zh if lang == 'zh' else proof.claim.en} …")

    return tell


def _write(folder: Path, findings: tuple[Finding, ...]) -> None:
    """One record a finding, named by its code and what it concerns; the day stands in the name."""
    import msgspec

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, finding in _named(findings):
            assert finding.witness is not None
            content = msgspec.json.format(msgspec.json.encode(finding.witness.record), indent=1)
            (folder / name).write_bytes(content + b"\n")
    except OSError as error:
        raise faults.usage(f"{folder}: {error.strerror}", where="--witnesses") from error


def _named(findings: tuple[Finding, ...]) -> Iterator[tuple[str, Finding]]:
    met: dict[str, int] = {}
    for finding in findings:
        if finding.witness is None:
            continue
        name = "-".join((finding.code.partition(".")[2], *finding.at[:2])).replace("/", "_")
        met[name] = met.get(name, 0) + 1
        count = f"-{met[name]}" if met[name] > 1 else ""
        yield f"{name}{count}.{finding.witness.as_of}.json", finding
