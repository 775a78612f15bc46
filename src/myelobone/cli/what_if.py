"""`myelobone what-if RECORD --set TERM=VALUE …`: what would change in the advice; nothing is stored."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from ..page.words import Lang
from . import faults, options
from .examples import help_lines
from .screen import ambiguous, say, say_bytes, width

EPILOG = "\b\n例 Examples\n" + help_lines("what-if.txt")


def complete_term(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Terms, and after `TERM=` the words that the term may have."""
    from ..record.amend import PERSON
    from ..record.person import SEXES

    vocabulary = options.load(None).vocabulary
    name, equals, start = incomplete.partition("=")
    if equals:
        term = vocabulary.terms.get(name)
        words = SEXES if name == "sex" else term.value.values if term is not None else ()
        return [CompletionItem(f"{name}={word}") for word in words if word.startswith(start)]
    mark = "=" if param.name == "put" else ""
    found = [(each.id, each.label.zh) for each in vocabulary.terms.values()]
    found += [(key, "") for key in PERSON]
    return [CompletionItem(f"{id_}{mark}", help=zh) for id_, zh in found if id_.startswith(name)]


@click.command("what-if", epilog=EPILOG)
@options.record
@click.option(
    "--set",
    "put",
    multiple=True,
    metavar="TERM=VALUE",
    shell_complete=complete_term,
    help="假设的条目；花括号里写多项；VALUE 留空即去掉 · A supposed entry; several keys in braces; "
    "an empty VALUE takes the term away.",
)
@click.option(
    "--unset",
    "take",
    multiple=True,
    metavar="TERM",
    shell_complete=complete_term,
    help="去掉某项全部条目，或 entries[7] 一条 · Take away a term, or one entry: entries[7].",
)
@click.option(
    "--on",
    metavar="DAY",
    help="假设条目的日期，默认即所问之日 · Day of what is supposed; the day asked about.",
)
@options.as_of
@options.known_then
@options.lang
@options.as_json
@options.knowledge
def command(
    record: str,
    put: tuple[str, ...],
    take: tuple[str, ...],
    on: str | None,
    as_of: str | None,
    known_then: bool,
    lang: Lang,
    as_json: bool,
    folder: str | None,
) -> None:
    """假如……会改变什么；不保存 · What would change if; nothing is stored."""
    day = options.day(as_of)
    pairs = [_pair(text) for text in put]
    taken = [*take, *(name for name, value in pairs if not value)]
    if not pairs and not taken:
        raise faults.usage(None, "--set TERM=VALUE | --unset TERM", where="what-if")
    if on is not None:
        options.day(on, where="--on")
    from .. import read_record, what_if

    knowledge = options.load(folder)
    read = read_record(options.source(record), knowledge.vocabulary)
    found = what_if(
        read,
        [(name, value) for name, value in pairs if value],
        take=taken,
        as_of=day,
        on=on,
        knowledge=knowledge,
        known_then=known_then,
    )
    if as_json:
        say_bytes(found.to_json())
        return
    from ..page.what_if import page

    say(
        page(
            found, knowledge, lang=lang, width=width(), patient=read.patient, ambiguous=ambiguous()
        )
    )


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise faults.usage(text, "TERM=VALUE", where="--set")
    return name.strip(), value.strip()
