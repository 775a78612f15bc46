"""What every verb has in common: its help, and options that fit it even where they change nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

import click

from . import options
from .screen import say_text, shows_chinese

CHINESE = re.compile(r"[^\x00-\x7f][^·\na-zA-Z]*· ")  # up to its translation
UNSHOWN = re.compile(r"[^\x00-\x7f]+ ?")
LETTER = re.compile(r"[a-zA-Z]")


def everywhere(command: click.Command) -> click.Command:
    """The verb with its help, and `--as-of`, `--lang`, `--knowledge` accepted wherever they are typed.

    Where they change nothing they are checked and left out of the help, so that one command line fits
    every verb.
    """
    known = {name for option in command.params for name in option.opts}
    if "--help" in known:
        return command
    command.params.append(help_option())
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            inner.epilog = inner.epilog or _examples(command, name)
            everywhere(inner)
        return command
    checks = {"--as-of": options.day, "--lang": None, "--knowledge": options.check_folder}
    command.params += [_unused(name, check) for name, check in checks.items() if name not in known]
    return command


def help_option() -> click.Option:
    """`--help`: written like any other result, on any console and to any pipe."""
    return click.Option(
        ["-h", "--help"], is_flag=True, expose_value=False, is_eager=True, callback=_show,
        help="帮助 · This help.",
    )  # fmt: skip


def _examples(group: click.Group, name: str) -> str:
    """The lines of a group's help that show one of its verbs."""
    lines = (group.epilog or "").splitlines()
    mine = [line for line in lines if re.search(rf"\bmyelobone {group.name} {name}\b", line)]
    return "\n".join(["\b", "例 Examples", *mine])


def _show(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    if not shows_chinese(sys.stdout):
        _in_english(ctx.command)
    say_text(ctx.get_help())
    ctx.exit()


def _in_english(command: click.Command) -> None:
    """Leaves out the Chinese half of every help text, for a console that cannot show it."""
    command.help, command.epilog = _english(command.help), _english(command.epilog)
    for option in command.params:
        if isinstance(option, click.Option):
            option.help = _english(option.help)
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), name)
            if inner is not None:
                _in_english(inner)


def _english(text: str | None) -> str | None:
    if text is None:
        return None
    lines = []
    for line in text.split("\n"):
        shown = UNSHOWN.sub(
            "", CHINESE.sub("", line).replace("·", "-").replace("…", "...")
        ).rstrip()
        lines.append(shown if LETTER.search(shown) or shown == line else "")
    return "\n".join(lines)


def _unused(name: str, check: Callable[[Any], Any] | None) -> click.Option:
    def checked(_ctx: click.Context, _option: click.Parameter, value: Any) -> None:
        if check is not None and value is not None:
            check(value)

    kind = click.Choice(["zh", "en"]) if check is None else None
    return click.Option([name], type=kind, hidden=True, expose_value=False, callback=checked)
