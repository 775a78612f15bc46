"""`myelobone demo`: the advice for the example patient, as of a fixed day."""

from __future__ import annotations

import click

from ..page.words import Lang
from . import options
from .advise import show
from .examples import DEMO_DAY, example
from .screen import talk

EPILOG = """\b
例 Examples
  myelobone demo
  myelobone demo --lang en
  myelobone demo --as-of 2027-02-01     另一天，默认 2026-11-24 · another day than 2026-11-24
  myelobone demo --json
"""


@click.command("demo", epilog=EPILOG)
@options.as_of
@options.lang
@options.as_json
@options.knowledge
@options.full
def command(as_of: str | None, lang: Lang, as_json: bool, folder: str | None, full: bool) -> None:
    """示例患者的建议，无需准备 · Advice for an example patient, nothing needed."""
    path = example("EX-01.yaml")
    show(path, day=as_of or DEMO_DAY, lang=lang, as_json=as_json, folder=folder, full=full)
    talk(f"示例数据 · example data: {path}")
