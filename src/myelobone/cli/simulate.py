"""`myelobone simulate RECORD --days N`: the coming months under stated assumptions; nothing is stored."""

from __future__ import annotations

from datetime import date, timedelta

import click
from click.shell_completion import CompletionItem

from ..page.words import Lang
from . import faults, options
from .examples import help_lines
from .screen import ambiguous, say, say_bytes, width
from .what_if import complete_term

EPILOG = "\b\n例 Examples\n" + help_lines("simulate.txt")
DAYS = 365


def complete_choice(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Choices, and after `CHOICE=` their options."""
    name, equals, start = incomplete.partition("=")
    offered: dict[str, dict[str, None]] = {}
    known = options.load(None)
    for rule in known.rules.values():
        if rule.then.choice is not None:
            words = [each.id for each in rule.then.options] or list(known.agents)
            offered.setdefault(rule.then.choice, {}).update(dict.fromkeys(words))
    if equals:
        return [CompletionItem(f"{name}={word}") for word in offered.get(name, ())
                if word.startswith(start)]  # fmt: skip
    return [CompletionItem(f"{choice}=") for choice in offered if choice.startswith(name)]


@click.command("simulate", epilog=EPILOG)
@options.record
@click.option("--days", type=click.IntRange(1, 3653), metavar="N",
              help=f"推演多少天，默认 {DAYS} · How many days, {DAYS} by default.")  # fmt: skip
@click.option("--until", metavar="DAY", help="或推演到哪一天 · Or up to which day.")
@click.option(
    "--value", "values", multiple=True, metavar="TERM=VALUE [from|by DAY]",
    shell_complete=complete_term,
    help="以后测得的值：自某日起（from），或逐渐变到（by）· What will be measured: from a day on, "
    "or gradually by a day. Otherwise the last known value is repeated.",
)  # fmt: skip
@click.option(
    "--event", "events", multiple=True, metavar="TERM=VALUE on DAY",
    shell_complete=complete_term,
    help="某日发生的事，写法同 what-if --set · Something that happens on a day, as in what-if --set.",
)  # fmt: skip
@click.option(
    "--decide", multiple=True, metavar="CHOICE=OPTION [from DAY]",
    shell_complete=complete_choice,
    help="轮到选择时的决定；不给则保持未决 · What is decided when a choice is put; open otherwise.",
)  # fmt: skip
@options.as_of
@options.full
@options.lang
@options.as_json
@options.knowledge
def command(
    record: str,
    days: int | None,
    until: str | None,
    values: tuple[str, ...],
    events: tuple[str, ...],
    decide: tuple[str, ...],
    as_of: str | None,
    full: bool,
    lang: Lang,
    as_json: bool,
    folder: str | None,
) -> None:
    """推演今后数月：到期的都按时完成，建议如何变化；不保存 · Play the coming months; nothing is stored."""
    day = options.day(as_of)
    if days is not None and until is not None:
        raise faults.usage("--days --until", "--days N | --until DAY", where="simulate")
    first = date.fromisoformat(day)
    last = options.day(until, where="--until") if until else ""
    if last and last <= day:
        raise faults.usage(last, f"> {day}", where="--until")
    from .. import read_record, simulate

    knowledge = options.load(folder)
    read = read_record(options.source(record), knowledge.vocabulary)
    found = simulate(
        read,
        as_of=day,
        until=last or (first + timedelta(days=days or DAYS)).isoformat(),
        values=values,
        events=events,
        decide=decide,
        knowledge=knowledge,
    )
    if as_json:
        say_bytes(found.to_json())
        return
    from ..page.simulation import page

    say(
        page(
            found, knowledge, lang=lang, width=width(), patient=read.patient,
            ambiguous=ambiguous(), full=full,
        )
    )  # fmt: skip
