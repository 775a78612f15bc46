"""`myelobone check-order RECORD`: each order of the record judged as of its own day."""

from __future__ import annotations

from typing import Any

import click

from ..page.words import Lang
from . import faults, options
from .screen import ambiguous, say, say_bytes, width

FORMAT = "myelobone-order-check/1"

EPILOG = """\b
例 Examples
  myelobone check-order patient.yaml
  myelobone check-order patient.yaml --as-of 2026-11-24 --lang en
  myelobone check-order patient.yaml --json | jq '.orders[].verdict'

\b
在记录中写医嘱 An order in the record
  - {on: 2026-12-01, what: ordered, agent: …, dose: 4 mg, route: iv, over: 15 min}

\b
退出码 Exit status
  0 没有须停止的医嘱 none is stopped · 3 至少一条须停止 at least one is stopped
"""


@click.command("check-order", epilog=EPILOG)
@options.record
@options.as_of
@options.known_then
@options.lang
@options.as_json
@options.knowledge
def command(
    record: str,
    as_of: str | None,
    known_then: bool,
    lang: Lang,
    as_json: bool,
    folder: str | None,
) -> int:
    """核对医嘱；有须停止的，退出码 3 · Check the orders; exit status 3 when one is stopped."""
    day = options.day(as_of)
    from .. import advise, read_record

    knowledge = options.load(folder)
    read = read_record(options.source(record), knowledge.vocabulary)
    advice = advise(read, as_of=day, knowledge=knowledge, known_then=known_then)
    if as_json:
        import msgspec

        say_bytes(msgspec.json.format(msgspec.json.encode(_projected(advice.to_dict())), indent=2))
    else:
        from ..page.order_check import page

        say(
            page(
                advice.to_dict(),
                read,
                knowledge,
                lang=lang,
                width=width(),
                ambiguous=ambiguous(),
            )
        )
    stopped = any(order.verdict == "stopped" for order in advice.orders)
    return faults.FOUND if stopped else faults.DONE


def _projected(advice: dict[str, Any]) -> dict[str, Any]:
    """The part of an advice that orders need; every key as the advice has it."""
    keys = ("as_of", "patient", "knowledge", "program", "record_digest", "problems", "orders")
    return {"format": FORMAT, **{key: advice[key] for key in keys}}
