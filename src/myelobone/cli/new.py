"""`myelobone new [FILE]`: a commented record to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from ..page.words import Lang
from . import faults, options
from .screen import say_text, talk
from .standing import standing_text

EPILOG = """\b
例 Examples
  myelobone new                  打印模板 · print the template
  myelobone new patient.yaml     写入文件 · write it to a file
  myelobone new --json           空白 JSON 记录，无注释 · an empty record as JSON, no comments
"""


@click.command("new", epilog=EPILOG)
@click.argument("file", required=False, shell_complete=options.files)
@options.lang
@options.as_json
@options.knowledge
@click.option("--force", is_flag=True, help="覆盖已有文件 · Replace a file that exists.")
def command(file: str | None, lang: Lang, as_json: bool, folder: str | None, force: bool) -> None:
    """带注释的记录模板 · A commented record template."""
    from ..record.template import empty, template

    if as_json:
        text = empty(lang)
    else:
        known = options.load(folder)
        text = f"# {standing_text(known, lang)}\n{template(known.vocabulary, lang)}"
    if file is None:
        say_text(text)
        return
    path = Path(file)
    if path.exists() and not force:
        raise faults.usage(f"{file} (exists)", "--force", where="FILE")
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise faults.usage(f"{file}: {error.strerror}", where="FILE") from error
    talk(f"{file}: 请填写后运行 · fill it in, then run: myelobone advise {file}")
