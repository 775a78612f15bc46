"""`myelobone advise RECORD`: the advice for one patient as of one day."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter
from typing import Any

import click

from ..page.words import Lang
from . import faults, options
from .screen import ambiguous, say, say_bytes, talk, width

EPILOG = """\b
例 Examples
  myelobone advise patient.yaml
  myelobone advise patient.yaml --as-of 2026-11-24 --lang en
  myelobone advise patient.yaml --json > advice.json
  cat patient.json | myelobone advise -
  myelobone advise records.ndjson --ndjson > advice.ndjson

\b
逐行 With --ndjson
  输入 in    每行一份记录，或 {"as_of": "2026-11-24", "record": {…}}；空行略过
             a record a line, or with its own day; blank lines are skipped
  输出 out   每份记录一行；不可用的行只在标准错误报告一行 {"line": …, "problems": […]}
             a line for each record; a line that cannot be used gives one on standard error
  退出码     0 全部有建议 every line was answered · 2 有不可用的行 some could not be used
             1 有本软件缺陷 a defect of ours on some line; the others are answered
"""


@click.command("advise", epilog=EPILOG)
@options.record
@options.as_of
@options.lang
@options.as_json
@options.knowledge
@click.option(
    "--ndjson",
    is_flag=True,
    help="每行一份 JSON 记录，每行一份建议 · One JSON record a line in, one advice a line out.",
)
@options.full
@click.option("--all", "every_rule", is_flag=True, help="列出全部规则 · Every rule and its answer.")
@options.known_then
@click.option(
    "--timing", is_flag=True, help="各步用时（标准错误） · Time taken, on standard error."
)
def command(
    record: str,
    as_of: str | None,
    lang: Lang,
    as_json: bool,
    folder: str | None,
    every_rule: bool,
    known_then: bool,
    timing: bool,
    ndjson: bool,
    full: bool,
) -> int:
    """给出一份记录的建议 · The advice for a record (a file, or - for standard input)."""
    if ndjson:
        from .stream import stream

        return stream(
            record,
            day=options.day(as_of),
            lang=lang,
            folder=folder,
            every_rule=every_rule,
            known_then=known_then,
            timing=timing,
        )
    show(
        options.source(record),
        day=options.day(as_of),
        lang=lang,
        as_json=as_json,
        folder=folder,
        every_rule=every_rule,
        known_then=known_then,
        timing=timing,
        full=full,
    )
    return faults.DONE


def show(
    source: Any,
    *,
    day: str,
    lang: Lang,
    as_json: bool = False,
    folder: str | None = None,
    every_rule: bool = False,
    known_then: bool = False,
    timing: bool = False,
    full: bool = False,
) -> None:
    """Reads a record, asks for the advice as of `day`, and prints it as a page or as JSON."""
    times = [("", perf_counter())]
    knowledge = options.load(folder)
    times.append(("knowledge", perf_counter()))
    from .. import advise, read_record

    record = read_record(source, knowledge.vocabulary)
    times.append(("record", perf_counter()))
    advice = advise(
        record, as_of=day, knowledge=knowledge, known_then=known_then, all_rules=every_rule
    )
    times.append(("advice", perf_counter()))
    if as_json:
        say_bytes(advice.to_json())
    else:
        from ..page.whole import page

        say(
            page(
                advice.to_dict(),
                knowledge,
                lang=lang,
                width=width(),
                patient=record.patient,
                ambiguous=ambiguous(),
                full=full,
            )
        )
    times.append(("page", perf_counter()))
    if timing:
        for (_, before), (name, after) in pairwise(times):
            talk(f"{name:10} {(after - before) * 1000:7.1f} ms")
