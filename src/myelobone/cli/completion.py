"""`myelobone completion SHELL`: the script that lets a shell complete verbs, options and ids."""

from __future__ import annotations

import os

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from .screen import say_text

EPILOG = """\b
例 Examples
  bash        eval "$(myelobone completion bash)"
  zsh         eval "$(myelobone completion zsh)"
  fish        myelobone completion fish | source
  PowerShell  myelobone completion powershell | Out-String | Invoke-Expression
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


@add_completion_class
class PowershellComplete(ShellComplete):
    """Completion for PowerShell, on Windows and elsewhere."""

    name = "powershell"
    source_template = POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The finished words and the one being typed, as PowerShell hands them over."""
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:]
        word = os.environ.get("COMP_WORD", "")
        return (words[:-1] if word and words else words), word

    def format_completion(self, item: CompletionItem) -> str:
        """One candidate a line, with its help after a tab."""
        return f"{item.value}\t{item.help}" if item.help else item.value


SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
    "powershell": PowershellComplete,
}


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(list(SHELLS)), metavar="|".join(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """命令行补全脚本 · The completion script of a shell."""
    program = ctx.find_root().command
    say_text(SHELLS[shell](program, {}, "myelobone", "_MYELOBONE_COMPLETE").source())
