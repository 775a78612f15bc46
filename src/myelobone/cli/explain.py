"""`myelobone explain ID [RECORD]`: what something of the knowledge is; with a record: why and why not."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ..language.model import Knowledge
from ..language.problems import Problem
from ..page.layout import EMPTY, Span
from ..page.words import Lang
from . import faults, options
from .screen import ambiguous, say, say_bytes, width
from .show_entry import complete_id, is_shown, show, unknown_id
from .standing import standing_line

EPILOG = """\b
例 Examples
  myelobone explain A2                                      一条解读 · a reading
  myelobone explain record.no_unit                          一个问题代码 · a problem code
  myelobone explain hypercalcaemia.treat_now patient.yaml   为何成立、为何不成立 · why, why not
  myelobone explain agents patient.yaml                     各药一行 · every agent in one line
  myelobone explain age patient.yaml --json  一个事实 · a fact
"""


@click.command("explain", epilog=EPILOG)
@click.argument("name", metavar="ID", shell_complete=complete_id)
@click.argument("record", metavar="[RECORD]", required=False)
@options.as_of
@options.lang
@options.as_json
@options.knowledge
@options.known_then
@options.full
def command(
    name: str,
    record: str | None,
    as_of: str | None,
    lang: Lang,
    as_json: bool,
    folder: str | None,
    known_then: bool,
    full: bool,
) -> None:
    """解释一个编号；有记录时说明为何如此 · What an id means (a rule, fact, reading, statement, agent, calendar
    item, term or problem code, or all that begin so); with a record: why it is so, down to the entries.
    """
    if record is None:
        show(name, lang=lang, as_json=as_json, folder=folder)
        return
    knowledge = options.load(folder)
    _why(name, record, options.day(as_of), knowledge, lang, as_json, known_then, full, folder)


def _why(
    name: str, record: str, day: str, knowledge: Knowledge, lang: Lang, as_json: bool,
    known_then: bool, full: bool, folder: str | None,
) -> None:  # fmt: skip
    from ..api import advise
    from ..decide.explain.explain import explain
    from ..record.read import read_record

    read_in = read_record(options.source(record), knowledge.vocabulary)
    try:
        found = explain(read_in, name, day, knowledge, known_then=known_then)
    except KeyError:
        advice = advise(read_in, day, knowledge, known_then=known_then)
        if is_shown(name, knowledge):
            _code_or_word(name, advice.problems, lang, as_json, folder)
            return
        dated = (item.id for item in advice.plan)
        raise faults.Unusable(unknown_id(name, knowledge, dated)) from None
    if as_json:
        say_bytes(found.to_json())
        return
    from ..page.explained import explained

    lines = explained(found, lang=lang, width=width(), ambiguous=ambiguous(), full=full)
    say([*lines, EMPTY, standing_line(knowledge, lang)])


def _code_or_word(
    name: str, problems: Iterable[Problem], lang: Lang, as_json: bool, folder: str | None
) -> None:
    """A problem code with the places of the record that have it; a word is the same for every record."""
    show(name, lang=lang, as_json=as_json, folder=folder)
    if not as_json:
        mine = [problem.line(lang) for problem in problems if problem.code == name]
        say((Span(f"  {line}"),) for line in mine)
