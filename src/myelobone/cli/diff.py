"""`myelobone knowledge diff OLD NEW`: what changed between two editions, in words, and whose advice changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..page.layout import EMPTY, Line, Span
from ..page.words import Lang
from . import faults, options
from .progress import Progress
from .screen import ambiguous, say, say_bytes, talk, width

if TYPE_CHECKING:
    from ..change.advices import Compared
    from ..change.report import Report
    from ..language.model import Knowledge

HTML_WIDTH = 100


@click.command("diff")
@click.argument("old", metavar="OLD", shell_complete=options.folders)
@click.argument("new", metavar="NEW", shell_complete=options.folders)
@click.option(
    "--records",
    metavar="DIR",
    shell_complete=options.folders,
    help="病历文件夹：谁的建议会变 · Folder of records: whose advice changes.",
)
@click.option(
    "--html",
    metavar="FILE",
    shell_complete=options.files,
    help="写成一页，可打印 · Write it as one page that can be printed.",
)
@click.option(
    "--fail-on-change",
    is_flag=True,
    help="有建议改变（无 --records 时：有改动）则退出码 3 · Exit status 3 when some advice changes, "
    "or without --records when anything does.",
)
@options.as_of
@options.lang
@options.as_json
def command(
    old: str,
    new: str,
    records: str | None,
    html: str | None,
    fail_on_change: bool,
    as_of: str | None,
    lang: Lang,
    as_json: bool,
) -> int:
    """两版知识库有何不同，谁的建议会变 · What changed between two editions, in words, and whose advice changes.

    OLD and NEW are folders. A record counts as of `--as-of`, a worked patient as of each of its own days.
    """
    day = options.day(as_of)
    for folder in (old, new):
        options.check_folder(folder)
    from ..change.differences import differences
    from ..change.report import Report

    editions = options.load(old), options.load(new)
    found = differences(*editions)
    compared = None
    if records is not None:
        keys = [each.key for each in found.changes]
        compared = _compared(editions, keys, Path(records), day, lang)
    report = Report(differences=found, compared=compared)
    if html is not None:
        _write(Path(html), report, editions, lang)
    if as_json:
        say_bytes(report.to_json())
    elif html is None:
        say(_lines(report, editions, lang))
    return faults.FOUND if fail_on_change and report.changes_something else faults.DONE


def _compared(
    editions: tuple[Knowledge, Knowledge],
    keys: list[tuple[str, str]],
    folder: Path,
    as_of: str,
    lang: Lang,
) -> Compared:
    from ..change.advices import Affected, Compared, Comparison, Unread
    from ..change.worked import NoPatient
    from ..change.worked import records as records_of

    if not folder.is_dir():
        raise faults.usage(str(folder), "DIR", where="--records")
    try:
        cases = list(records_of(folder, as_of))
    except NoPatient as error:
        raise faults.usage(str(error), "RECORD", where="--records") from error
    if not cases:
        raise faults.usage(str(folder), "DIR/*.yaml | *.json", where="--records")
    comparison = Comparison(*editions, keys)
    progress = Progress(len(cases), lang)
    found = []
    for case in cases:
        found.append(comparison.one(case))
        progress.step(1)
    progress.clear()
    return Compared(
        records=len(cases),
        affected=tuple(each for each in found if isinstance(each, Affected)),
        unread=tuple(each for each in found if isinstance(each, Unread)),
    )


def _lines(report: Report, editions: tuple[Knowledge, Knowledge], lang: Lang) -> list[Line]:
    from ..page import change
    from ..page.change_words import WORDS, said

    told = report.to_dict()
    records = told.get("records")
    lines = change.differences(told, lang=lang, width=width(), ambiguous=ambiguous())
    lines += [EMPTY, (Span(change.counted(records, lang), "head"),)]
    if records is not None:
        counted = said(WORDS["behind_counted"], lang)
        lines += [
            (Span(f"   {text}  "), Span(counted.format(count), "dim"))
            for _, text, count in change.causes(records, lang)
        ]
        lines += change.unread(records, lang)
    for each in patients(report, editions, lang, width(), ambiguous()):
        lines += [EMPTY, *each]
    return lines


def patients(
    report: Report,
    editions: tuple[Knowledge, Knowledge],
    lang: Lang,
    wide: int,
    marks: int = 1,
    *,
    linked: bool = False,
) -> list[list[Line]]:
    """The lines of each record whose advice changes; where causes are `linked` they are left out here."""
    from ..page.change import patient

    affected = () if report.compared is None else report.compared.affected
    return [
        patient(
            each.name, each.before, each.after, each.changes,
            [] if linked else [f"{kind} {name}" for kind, name in each.because], editions,
            lang=lang, width=wide, ambiguous=marks,
        )
        for each in affected
    ]  # fmt: skip


def _write(file: Path, report: Report, editions: tuple[Knowledge, Knowledge], lang: Lang) -> None:
    from ..page.change_html import page

    text = page(report.to_dict(), patients(report, editions, lang, HTML_WIDTH, linked=True), lang)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise faults.usage(f"{file}: {error.strerror}", where="--html") from error
    talk(str(file))
