"""`myelobone schema record|advice|plan`: the JSON Schemas of what goes in and what comes out."""

from __future__ import annotations

from typing import Any, get_args

import click

from ..page.words import Lang
from . import options
from .screen import say_bytes
from .standing import standing_text

EPILOG = """\b
例 Examples
  myelobone schema record > record.schema.json
  myelobone schema advice
  myelobone schema plan
"""


@click.command("schema", epilog=EPILOG)
@click.argument(
    "which", type=click.Choice(["record", "advice", "plan"]), metavar="record|advice|plan"
)
@options.knowledge
@click.option("--json", "as_json", is_flag=True, help="总是 JSON · Always JSON.")
def command(which: str, folder: str | None, as_json: bool) -> None:
    """记录、建议或日程的 JSON Schema · The JSON Schema of a record, an advice or a plan."""
    import msgspec

    known = options.load(folder)
    said = " · ".join(standing_text(known, lang) for lang in get_args(Lang))
    body = {**_schema(which, folder), "$comment": said}
    say_bytes(msgspec.json.format(msgspec.json.encode(body), indent=2))


def _schema(which: str, folder: str | None) -> dict[str, Any]:
    if which == "advice":
        from ..decide.output import advice_schema

        return advice_schema()
    if which == "plan":
        from ..decide.plan import plan_schema

        return plan_schema()
    from ..record.schema import record_schema

    return record_schema(options.load(folder).vocabulary)
