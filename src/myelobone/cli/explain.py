"""`myelobone explain ID`: what a rule, fact, reading, statement or agent is."""

from __future__ import annotations

import click

from ..page.words import Lang
from . import options
from .show_entry import complete_id, show

EPILOG = """\b
例 Examples
  myelobone explain A2
  myelobone explain 3.2
"""


@click.command("explain", epilog=EPILOG)
@click.argument("name", metavar="ID", shell_complete=complete_id)
@options.lang
@options.as_json
@options.knowledge
def command(name: str, lang: Lang, as_json: bool, folder: str | None) -> None:
    """解释一个编号 · What a rule, fact, reading, statement, agent or term is (or all that begin so)."""
    show(name, lang=lang, as_json=as_json, folder=folder)
