"""`myelobone timeline RECORD -o FILE`: the course as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from ..page.words import Lang
from . import faults, options
from .screen import say_bytes, talk
from .standing import say_with_knowledge

EPILOG = """\b
例 Examples
  myelobone timeline patient.yaml -o timeline.svg
  myelobone timeline patient.yaml -o phone.svg --width 380 --lang en
  myelobone timeline patient.yaml --until 2027-11-24 > timeline.svg
  myelobone timeline patient.yaml --json | jq '.lanes[].marks[] | select(.status == "overdue")'
"""
NARROWEST, WIDEST = 320, 2000


@click.command("timeline", epilog=EPILOG)
@options.record
@click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE",
    default="-",
    shell_complete=options.files,
    help="写入的 SVG 文件，默认标准输出 · The SVG file; standard output by default.",
)
@click.option(
    "--until",
    metavar="DAY",
    help="画到哪一天，默认两年后 · How far the picture goes, two years on by default.",
)
@click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    default=680,
    show_default=True,
    help="宽度（像素）：680 为 A4，380 为手机 · Width in pixels, 680 for A4, 380 for a phone.",
)
@options.as_of
@options.known_then
@options.lang
@options.as_json
@options.knowledge
def command(
    record: str,
    file: str,
    until: str | None,
    width: int,
    as_of: str | None,
    known_then: bool,
    lang: Lang,
    as_json: bool,
    folder: str | None,
) -> None:
    """病程的图：已做的和以后的 · The course as a picture, past and ahead."""
    day = options.day(as_of)
    if until is not None and options.day(until, where="--until") < day:
        raise faults.usage(until, f">= {day}", where="--until")
    from .. import plan, read_record
    from ..paper.timeline import timeline
    from ..record.on_day import known_by

    knowledge = options.load(folder)
    read = read_record(options.source(record), knowledge.vocabulary)
    found = plan(read, day, until, knowledge, known_then=known_then)
    if known_then:
        read = known_by(read, day)
    if file != "-":
        _write(file, timeline(found, read, knowledge, lang, width).encode())
        talk(f"{file}: {day}")
    if as_json:
        from ..paper.table import table

        say_with_knowledge(table(found, read, knowledge, lang), knowledge)
    elif file == "-":
        say_bytes(timeline(found, read, knowledge, lang, width).encode())


def _write(file: str, drawn: bytes) -> None:
    try:
        Path(file).write_bytes(drawn)
    except OSError as error:
        raise faults.usage(f"{file}: {error.strerror}", where="--output") from error
