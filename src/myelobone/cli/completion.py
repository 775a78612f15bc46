"""`myelobone completion SHELL`: the script that lets a shell complete verbs, options, ids and words."""

from __future__ import annotations

import os
import sys

import click
from click.shell_completion import (
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    split_arg_string,
)

from ..page.words import Lang
from . import options
from .screen import say_bytes, say_text

VARIABLE = "_MYELOBONE_COMPLETE"

EPILOG = """\b
例 Examples
  bash        eval "$(myelobone completion bash)"
  zsh         eval "$(myelobone completion zsh)"
  fish        myelobone completion fish | source
  PowerShell  myelobone completion powershell | Out-String | Invoke-Expression
"""

# Bash splits words at `=`; the line itself is handed over, and only what follows the `=` comes back.
BASH = """\
%(complete_func)s() {
    local line="${COMP_LINE:0:COMP_POINT}" kind value prefix="" word
    word="${line##*[[:space:]]}"
    if [[ "$word" == *=* && "$COMP_WORDBREAKS" == *=* ]]; then
        prefix="${word%%"${word##*=}"}"
    fi
    COMPREPLY=()
    while IFS=',' read -r kind value; do
        case "$kind" in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            *)
                [[ "$value" == *= ]] && compopt -o nospace
                COMPREPLY+=("${value#"$prefix"}")
                ;;
        esac
    done < <(env COMP_WORDS="$line" %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $position)
    $env:%(complete_var)s = "powershell_complete"
    $env:COMP_WORDS = $line.ToString()
    $env:COMP_WORD = $word
    %(prog_name)s | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
    }
    $env:%(complete_var)s = ""
    $env:COMP_WORDS = ""
    $env:COMP_WORD = ""
}
"""


class BashComplete(ShellComplete):
    """Completion for bash 4.4 and later."""

    name = "bash"
    source_template = BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The finished words and the one being typed, from the line up to the cursor."""
        line = os.environ.get("COMP_WORDS", "")
        words = split_arg_string(line)[1:]
        typing = bool(words) and not line[-1:].isspace()
        return (words[:-1], words[-1]) if typing else (words, "")

    def format_completion(self, item: CompletionItem) -> str:
        """Kind and value."""
        return f"{item.type},{item.value}"


class PowershellComplete(ShellComplete):
    """Completion for PowerShell, on Windows and elsewhere."""

    name = "powershell"
    source_template = POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The finished words and the one being typed, as PowerShell hands them over."""
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:]
        word = os.environ.get("COMP_WORD", "")
        return (words[:-1] if word and words else words), word

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What may follow; for files nothing, so that PowerShell offers them itself."""
        found = super().get_completions(args, incomplete)
        return [item for item in found if item.type == "plain"]

    def format_completion(self, item: CompletionItem) -> str:
        """One candidate a line, with its help after a tab."""
        return f"{item.value}\t{item.help}" if item.help else item.value


SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
    "powershell": PowershellComplete,
}


def answer(program: click.Command, instruction: str) -> int:
    """Prints what may follow in the shell that asks; whatever goes wrong, the prompt stays clean."""
    shell = SHELLS.get(instruction.partition("_")[0])
    if shell is None:
        return 1
    try:
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        found = shell(program, {}, "myelobone", VARIABLE).complete()
        sys.stdout.write(found + "\n")
        sys.stdout.flush()
    except Exception:
        return 1
    return 0


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(list(SHELLS)), metavar="|".join(SHELLS))
@options.lang
@options.as_json
@click.pass_context
def command(ctx: click.Context, shell: str, lang: Lang, as_json: bool) -> None:
    """命令行补全脚本 · The completion script of a shell."""
    program = ctx.find_root().command
    script = SHELLS[shell](program, {}, "myelobone", VARIABLE)
    # bash's own version is not asked for: the script may be made on another machine
    text = script.source_template % script.source_vars()
    if as_json:
        import msgspec

        say_bytes(
            msgspec.json.format(msgspec.json.encode({"shell": shell, "script": text}), indent=2)
        )
        return
    say_text(text)
