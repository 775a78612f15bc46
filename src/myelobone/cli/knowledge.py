"""`myelobone knowledge list|show|search|verify|coverage|test|tables`: what is in the edition, and whether it is sound."""

from __future__ import annotations

from pathlib import Path

import click

from ..language.catalogue import KINDS, Entry, catalogue, matching
from ..page.layout import Line, Span, wrap
from ..page.words import Lang, word
from . import diff, faults, options, seal, signing
from .screen import ambiguous, say, say_bytes, talk, width
from .show_entry import complete_id, show
from .standing import standing_line, with_review
from .tables import tables

EPILOG = """\b
例 Examples
  myelobone knowledge list rule
  myelobone knowledge show 3.2.b
  myelobone knowledge search 骨髓瘤
  myelobone knowledge verify
  myelobone knowledge diff knowledge/mbd-2024 my-edition --records wards/ --html change.html
  myelobone knowledge signing dosing
  myelobone knowledge canaries --write
  myelobone knowledge seal --knowledge my-edition -o /srv/edition-2
  myelobone knowledge coverage
  myelobone knowledge test my-patients/
  myelobone knowledge tables --lang en
"""


@click.group("knowledge", epilog=EPILOG)
def command() -> None:
    """知识库：条文、解读、规则、药物、日程 · What the program knows."""


@command.command("list")
@click.argument("kind", required=False, type=click.Choice(KINDS), metavar="[KIND]")
@options.lang
@options.as_json
@options.knowledge
def list_(kind: str | None, lang: Lang, as_json: bool, folder: str | None) -> None:
    """列出编号 · List ids: statement, reading, rule, fact, agent, line, calendar, term, glossary."""
    knowledge = options.load(folder)
    found = [each for each in catalogue(knowledge) if kind in (None, each.kind)]
    if as_json:
        _say(with_review(found, knowledge))
        return
    say(
        [line for each in found for line in _listed(each, lang, with_kind=kind is None)]
        + [standing_line(knowledge, lang)]
    )


@command.command("show")
@click.argument("name", metavar="ID", shell_complete=complete_id)
@options.lang
@options.as_json
@options.knowledge
def show_(name: str, lang: Lang, as_json: bool, folder: str | None) -> None:
    """看一条：双语、出处、所在文件 · One entry: both languages, what it rests on, its file."""
    show(name, lang=lang, as_json=as_json, folder=folder)


@command.command("search")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", help="只找一类 · One kind only.")
@options.lang
@options.as_json
@options.knowledge
def search(
    words: tuple[str, ...], kind: str | None, lang: Lang, as_json: bool, folder: str | None
) -> None:
    """查找含有全部这些词的条目 · Entries that hold all these words, in id or text, in either language."""
    knowledge = options.load(folder)
    found = matching(knowledge, words, kind)
    if as_json:
        _say(with_review(found, knowledge))
        return
    if found:
        say(
            [line for each in found for line in _listed(each, lang, with_kind=True)]
            + [standing_line(knowledge, lang)]
        )
    talk(word("found_entries", lang).format(len(found)))


@command.command("test")
@click.argument("patients", required=False, metavar="[DIR]")
@options.lang
@options.as_json
@options.knowledge
def test(patients: str | None, lang: Lang, as_json: bool, folder: str | None) -> int:
    """患者及其应得的建议，逐一核对；有不符时退出码 3 · Patients against their expected answers (DIR, by
    default those of the edition): expected, got, and the leaf that decides; exit status 3 on a difference.
    """
    from .coverage import patients_of, worked
    from .judge import judge, lines

    place = patients_of(folder) if patients is None else Path(patients)
    knowledge = options.load(folder)
    found = [judge(case, knowledge) for case in worked(place)]
    if as_json:
        _say(with_review(found, knowledge))
    else:
        say([*lines(found, place, lang), standing_line(knowledge, lang)])
    return faults.FOUND if any(case.differences for case in found) else faults.DONE


@command.command("verify")
@options.lang
@options.as_json
@options.knowledge
def verify(lang: Lang, as_json: bool, folder: str | None) -> int:
    """重新检查知识库与示例患者，有问题时退出码 3 · Check the edition afresh and try every rule on a patient; exit
    status 3 when it is not sound.
    """
    from .verify import tell, verified

    found = verified(folder)
    tell(found, lang, as_json=as_json)
    return faults.DONE if found.ok else faults.FOUND


@command.command("coverage")
@options.lang
@options.as_json
@options.knowledge
def coverage(lang: Lang, as_json: bool, folder: str | None) -> None:
    """每条由什么承载、哪个示例患者引用 · What carries each statement, which worked patient cites it."""
    from .coverage import covered, lines

    found, knowledge = covered(folder), options.load(folder)
    if as_json:
        _say(with_review(found, knowledge))
        return
    say([*lines(found, lang), standing_line(knowledge, lang)])


command.add_command(tables)


for verb in (diff.command, signing.command, seal.command, seal.canaries):
    command.add_command(verb)


def _say(found: object) -> None:
    import msgspec

    say_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2))


def _listed(entry: Entry, lang: Lang, *, with_kind: bool) -> list[Line]:
    kind = f"{entry.kind:9} " if with_kind else ""
    text = entry.text.zh if lang == "zh" else entry.text.en
    first = (Span(kind, "dim"), Span(entry.id, "head"), Span("  "))
    return wrap([Span(text)], width(), first=first, rest=len(kind) + 4, ambiguous=ambiguous())
