"""The program `myelobone`: finds the verb, runs it, and ends with the promised exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from ..language.problems import Problem, Refused
from . import faults
from .help import everywhere, help_option
from .screen import ReaderGone, Unwritten, say_text, shows_chinese, talk

# Each verb lives in a module of its own name, fetched when it is asked for.
VERBS = (
    "demo", "new", "advise", "plan", "timeline", "lesions", "trends", "what-if", "simulate", "check-order", "explain", "knowledge", "prove", "book", "schema", "serve", "web", "doctor", "completion",
)  # fmt: skip

EPILOG = """\b
例 Examples
  myelobone demo                                 示例患者的建议 · advice for an example patient
  myelobone new patient.yaml                     带注释的记录模板 · a commented record template
  myelobone advise patient.yaml                  今天的建议 · advice as of today
  myelobone advise patient.yaml --json | jq .agents
  myelobone knowledge show 3.2.b                 条文、解读、规则 · a statement, reading or rule

\b
退出码 Exit status
  0 完成 done · 1 本软件缺陷 a defect of ours
  2 输入或用法不可用 unusable input or usage · 3 完成且有发现 done, with findings
"""


class Verbs(click.Group):
    """The verbs of the program, each imported only when it is used or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which a newcomer meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or None for a word that is no verb."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"{__package__}.{cmd_name.replace('-', '_')}")
        return everywhere(module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb of the command line; raises a usage fault that names the nearest verb."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from ..language.problems import nearest

            raise faults.Unusable(
                Problem(
                    code="command.usage",
                    where="command",
                    found=args[0],
                    allowed=", ".join(VERBS),
                    nearest=nearest(args[0], VERBS),
                    message=faults.USAGE,
                )
            )
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    from .. import __version__, load_knowledge
    from .standing import standing_text

    known = load_knowledge()
    edition = known.edition
    named = f"myelobone {__version__}\n{edition.id} {edition.version} ({edition.effective})"
    chinese = _lang(sys.argv[1:]) == "zh" and shows_chinese(sys.stdout)
    say_text(f"{named}\n{standing_text(known, 'zh' if chinese else 'en')}")
    ctx.exit()


@click.group(
    cls=Verbs,
    epilog=EPILOG,
    params=[help_option()],
    context_settings={"help_option_names": [], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="程序与知识库的版本 · Version of the program and its knowledge.",
)
def program() -> None:
    """多发性骨髓瘤骨病指南（2024年版）：读入记录，给出有出处的建议；不能代替医生判断。

    The 2024 guideline on multiple myeloma bone disease: a record in, cited advice out. It supports
    and never replaces a clinician's judgement.
    """


def main(arguments: Sequence[str]) -> int:
    """Runs the command line; returns the exit status and never raises."""
    as_json = "--json" in arguments
    lang = _lang(arguments)
    if instruction := os.environ.get("_MYELOBONE_COMPLETE"):
        from .completion import answer

        return answer(program, instruction)
    try:
        status = program.main(list(arguments), prog_name="myelobone", standalone_mode=False)
    except (Refused, faults.Unusable) as refused:
        return faults.tell(refused.problems, as_json=as_json, lang=lang)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        talk(help_wanted.format_message())
        return faults.UNUSABLE
    except click.ClickException as error:
        fault = faults.usage(error.format_message(), where=_path(error))
        return faults.tell(fault.problems, as_json=as_json, lang=lang)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except ReaderGone as gone:
        return _pipe_closed() or gone.status
    except Unwritten as error:
        problem = Problem(
            code="command.unwritten", where="stdout", found=str(error), message=faults.UNWRITTEN
        )
        _nothing_left_to_flush()
        return faults.tell([problem], as_json=as_json, lang=lang)
    except Exception as error:
        return faults.tell_defect(error, lang)
    return status if isinstance(status, int) else faults.DONE


def run() -> NoReturn:
    """The entry point of the installed command."""
    gc.set_threshold(50_000)  # a command is over before collecting often would pay
    # A stream that the caller closed is None: nothing to read, nowhere to write.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - for the whole run
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.exit(main(sys.argv[1:]))


def _pipe_closed() -> int:
    """The reader has seen enough; Python must not complain while it shuts down."""
    _nothing_left_to_flush()
    return faults.DONE


def _nothing_left_to_flush() -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        return


def _lang(arguments: Sequence[str]) -> str:
    words = [word for argument in arguments for word in argument.split("=")]
    if "--lang" in words[:-1]:
        return words[words.index("--lang") + 1]
    return os.environ.get("MYELOBONE_LANG") or ("zh" if shows_chinese(sys.stderr) else "en")


def _path(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context else "myelobone"
