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
  myelobone demo --json
"""


@click.command("demo", epilog=EPILOG)
@options.lang
@options.as_json
@options.full
def command(lang: Lang, as_json: bool, full: bool) -> None:
    """示例患者的建议，无需准备 · Advice for an example patient, nothing needed."""
    path = example("EX-01.yaml")
    show(path, day=DEMO_DAY, lang=lang, as_json=as_json, full=full)
    talk(f"示例数据 · example data: {path}")
