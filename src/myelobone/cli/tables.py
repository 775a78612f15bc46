"""`myelobone knowledge tables`: the guideline's printed tables, made again from the knowledge."""

from __future__ import annotations

import click

from ..page.words import Lang
from . import faults, options
from .screen import ambiguous, say, say_bytes, width
from .standing import standing_line, with_review


@click.command("tables")
@click.argument("names", nargs=-1, metavar="[ID...]")
@options.lang
@options.as_json
@options.knowledge
def tables(names: tuple[str, ...], lang: Lang, as_json: bool, folder: str | None) -> None:
    """由知识库重排的指南原表，标出本软件的解读 · The guideline's own tables made again from the knowledge
    (all, or those named by ID), each cell with its statement, marked where a reading adds to the print.
    """
    from ..page.printed_tables import printed_tables
    from ..page.table_lines import table_lines

    knowledge = options.load(folder)
    for name in names:
        if name not in knowledge.tables:
            raise faults.usage(name, " · ".join(knowledge.tables), where="ID")
    found = tuple(t for t in printed_tables(knowledge) if not names or t.id in names)
    if as_json:
        import msgspec

        say_bytes(msgspec.json.format(msgspec.json.encode(with_review(found, knowledge)), indent=2))
        return
    say([*table_lines(found, lang, width(), ambiguous()), standing_line(knowledge, lang)])
