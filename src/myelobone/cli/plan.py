"""`myelobone plan RECORD`: the whole course, dated, as a page, as JSON, or as a calendar file."""

from __future__ import annotations

from typing import Any

import click

from ..language.model import Knowledge
from ..page.words import Lang
from ..record.model import Record
from . import faults, options
from .screen import ambiguous, say, say_bytes, width

EPILOG = """\b
例 Examples
  myelobone plan patient.yaml
  myelobone plan patient.yaml --until 2027-11-24 --full --lang en
  myelobone plan patient.yaml --json | jq '.items[] | select(.status == "overdue")'
  myelobone plan patient.yaml --ics plan.ics
  myelobone plan patient.yaml --ics - > plan.ics
"""


@click.command("plan", epilog=EPILOG)
@options.record
@click.option(
    "--until",
    metavar="DAY",
    help="排到哪一天，默认两年后 · How far the plan goes, two years on by default.",
)
@options.as_of
@options.known_then
@options.full
@options.lang
@options.as_json
@click.option(
    "--ics",
    metavar="FILE",
    shell_complete=options.files,
    help="写日历文件（iCalendar），- 为标准输出；不含姓名和编号 · A calendar file, - for standard output; "
    "it names nobody.",
)
@click.option(
    "--with-name",
    is_flag=True,
    help="日历中写上姓名（无则编号） · Puts the name, or else the id, in the calendar.",
)
@options.knowledge
def command(
    record: str,
    until: str | None,
    as_of: str | None,
    known_then: bool,
    full: bool,
    lang: Lang,
    as_json: bool,
    ics: str | None,
    with_name: bool,
    folder: str | None,
) -> None:
    """逐月日程，已做的和以后的 · The dated plan month by month, past and ahead."""
    day = options.day(as_of)
    last = _last(until, day)
    if as_json and ics is not None:
        raise faults.usage("--json --ics", "--json | --ics FILE", where="plan")
    if with_name and ics is None:
        raise faults.usage("--with-name", "--ics FILE --with-name", where="plan")
    from .. import plan, read_record

    knowledge = options.load(folder)
    read = read_record(options.source(record), knowledge.vocabulary)
    found = plan(read, day, last, knowledge, known_then=known_then)
    if as_json:
        say_bytes(found.to_json())
        return
    if ics is not None:
        from ..exchange.ical import calendar

        name = read.patient.name or read.patient.id if with_name else None
        _write(ics, calendar(found.to_dict(), knowledge, lang=lang, name=name))
        return
    from ..page.plan_months import page

    say(
        page(
            found.to_dict(),
            _facts(read, day, knowledge, known_then),
            read,
            knowledge,
            lang=lang,
            width=width(),
            ambiguous=ambiguous(),
            full=full,
            known_then=known_then,
        )
    )


def _last(until: str | None, day: str) -> str | None:
    """The last day of the plan; raises a usage fault for one that is none or lies before the first."""
    if until is None:
        return None
    options.day(until, where="--until")
    if until < day:
        raise faults.usage(until, f">= {day}", where="--until")
    return until


def _facts(record: Record, day: str, knowledge: Knowledge, known_then: bool) -> dict[str, Any]:
    import msgspec

    from .. import series
    from ..page.plan_months import facts_shown

    names = facts_shown(knowledge)
    found = series(record, names, day, day, knowledge, known_then=known_then)
    return {name: msgspec.to_builtins(found.facts[name][0].fact) for name in names}


def _write(file: str, data: bytes) -> None:
    """The calendar to a file, or whole octets to standard output."""
    if file == "-":
        say_bytes(data)
        return
    from pathlib import Path

    try:
        Path(file).write_bytes(data)
    except OSError as error:
        raise faults.usage(f"{file}: {error.strerror}", where="--ics") from error
