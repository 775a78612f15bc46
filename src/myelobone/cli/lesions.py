"""`myelobone lesions RECORD -o FILE`: what the imaging found, on a skeleton."""

from __future__ import annotations

from pathlib import Path

import click

from ..page.words import Lang
from . import faults, options
from .screen import say_bytes, talk
from .standing import say_with_knowledge

EPILOG = """\b
例 Examples
  myelobone lesions patient.yaml -o lesions.svg
  myelobone lesions patient.yaml -o phone.svg --width 380 --lang en
  myelobone lesions patient.yaml -o one.svg --study 2026-08-20
  myelobone lesions patient.yaml -o change.svg --compare 2026-03-02 --beside
  myelobone lesions patient.yaml --json | jq '.lesions[] | select(.status == "new")'
"""
NARROWEST, WIDEST = 320, 2000


@click.command("lesions", epilog=EPILOG)
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
@click.option("--study", metavar="DAY", help="只画这一天的检查 · Only the studies of this day.")
@click.option(
    "--compare",
    metavar="DAY",
    help="与这一天的检查比较 · Against the studies of this day: new, grown, smaller, gone.",
)
@click.option("--beside", is_flag=True, help="两次检查并排 · The two studies beside each other.")
@click.option(
    "--spine/--no-spine",
    default=None,
    help="脊柱放大图，默认有椎体受累时画 · The spine enlarged, by default where it is involved.",
)
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
    study: str | None,
    compare: str | None,
    beside: bool,
    spine: bool | None,
    width: int,
    as_of: str | None,
    lang: Lang,
    as_json: bool,
    folder: str | None,
) -> None:
    """骨骼上的病灶 · What the imaging found, on a skeleton, numbered like the table below it."""
    day = options.day(as_of)
    for name, given in (("--study", study), ("--compare", compare)):
        if given is not None and options.day(given, where=name) > day:
            raise faults.usage(given, f"<= {day}", where=name)
    if study is not None and compare is not None and compare >= study:
        raise faults.usage(compare, f"< {study}", where="--compare")
    if beside and compare is None:
        raise faults.usage("--beside", "--compare DAY", where="--beside")
    from .. import read_record
    from ..paper.lesions.lesion_map import Options, lesion_map, lesion_table

    knowledge = options.load(folder)
    read = read_record(options.source(record), knowledge.vocabulary)
    how = Options(width=width, study=study, compare=compare, beside=beside, spine=spine)
    if file != "-":
        _write(file, lesion_map(read, day, knowledge, lang, how).encode())
        talk(f"{file}: {day}")
    if as_json:
        say_with_knowledge(lesion_table(read, day, knowledge, lang, how), knowledge)
    elif file == "-":
        say_bytes(lesion_map(read, day, knowledge, lang, how).encode())


def _write(file: str, drawn: bytes) -> None:
    try:
        Path(file).write_bytes(drawn)
    except OSError as error:
        raise faults.usage(f"{file}: {error.strerror}", where="--output") from error
