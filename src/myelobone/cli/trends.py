"""`myelobone trends RECORD -o FILE`: facts over time as charts."""

from __future__ import annotations

from pathlib import Path

import click

from ..page.words import Lang
from . import faults, options
from .screen import say_bytes, talk
from .standing import say_with_knowledge

EPILOG = """\b
例 Examples
  myelobone trends patient.yaml -o trends.svg
  myelobone trends patient.yaml -o one.svg --panel clearance --width 380
  myelobone trends patient.yaml --json | jq '.panels[].lines[] | {label, values}'
"""
NARROWEST, WIDEST = 320, 2000


@click.command("trends", epilog=EPILOG)
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
@click.option("--panel", metavar="ID", help="只画这一张图 · Only this chart.")
@click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    default=680,
    show_default=True,
    help="宽度（像素）：680 为 A4，380 为手机 · Width in pixels, 680 for A4, 380 for a phone.",
)
@options.as_of
@options.lang
@options.as_json
@options.knowledge
def command(
    record: str,
    file: str,
    panel: str | None,
    width: int,
    as_of: str | None,
    lang: Lang,
    as_json: bool,
    folder: str | None,
) -> None:
    """随时间的变化 · Facts over time, with the usual range, limits, doses and events."""
    day = options.day(as_of)
    from .. import read_record
    from ..language.problems import nearest
    from ..paper.trends.trends import trends

    knowledge = options.load(folder)
    names = [each.id for each in knowledge.screens.trends]
    if panel is not None and panel not in names:
        hint = nearest(panel, names)
        allowed = ", ".join([hint, *(n for n in names if n != hint)] if hint else names)
        raise faults.usage(panel, allowed, where="--panel")
    read = read_record(options.source(record), knowledge.vocabulary)
    if file != "-":
        _write(file, trends(read, day, knowledge, lang, width=width, panel=panel).encode())
        talk(f"{file}: {day}")
    if as_json:
        from ..paper.trends.table import trend_data

        say_with_knowledge(trend_data(read, day, knowledge, lang, panel=panel), knowledge)
    elif file == "-":
        say_bytes(trends(read, day, knowledge, lang, width=width, panel=panel).encode())


def _write(file: str, drawn: bytes) -> None:
    try:
        Path(file).write_bytes(drawn)
    except OSError as error:
        raise faults.usage(f"{file}: {error.strerror}", where="--output") from error
