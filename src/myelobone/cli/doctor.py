"""`myelobone doctor`: is this installation well; exit status 3 when something is at fault."""

from __future__ import annotations

from pathlib import Path

import click

from ..language.compiled import default_folder
from ..language.model import Knowledge
from ..language.problems import Text
from ..page.layout import EMPTY, Line, Span, cells, wrap
from ..page.words import Lang
from . import checkup, checkup_knowledge, faults, options
from .checkup import Finding
from .screen import ambiguous, say, say_bytes, width
from .standing import as_data, standing_line

FORMAT = "myelobone-doctor/1"
STYLES = {"well": ("●", "advise"), "note": ("◆", "caution"), "fault": ("▲", "stop")}
WELL = Text("一切妥当。", "All is well.")
NOTED = Text("可以使用；◆ 处请留意。", "It can be used; mind each ◆.")
ILL = Text(
    "有问题，见 ▲；解决之前不要使用。",
    "Something is at fault, see ▲; do not use it before that is mended.",
)

EPILOG = """\b
例 Examples
  myelobone doctor
  myelobone doctor --full --lang en     每名示例患者 · every worked patient
  myelobone doctor --json | jq .well

\b
退出码 Exit status
  0 妥当 well · 3 有问题 something is at fault
"""


@click.command("doctor", epilog=EPILOG)
@click.option(
    "--full", is_flag=True, help="核对全部示例患者 · Every worked patient, not one a file."
)
@options.lang
@options.as_json
@options.knowledge
def command(full: bool, lang: Lang, as_json: bool, folder: str | None) -> int:
    """本机安装是否妥当；有问题时退出码 3 · Is this installation well; exit status 3 when not."""
    options.check_folder(folder)
    known, findings = examined(folder, lang, full=full)
    ill = any(finding.state == "fault" for finding in findings)
    if as_json:
        import msgspec

        from .. import __version__

        body = {"format": FORMAT, "well": not ill, "program": __version__, "checks": findings}
        if known is not None:
            body["knowledge"] = as_data(known)
        say_bytes(msgspec.json.format(msgspec.json.encode(body), indent=2))
    else:
        say([*([standing_line(known, lang)] if known is not None else ()), *_lines(findings, lang)])
    return faults.FOUND if ill else faults.DONE


def examined(
    folder: str | None, lang: Lang, *, full: bool
) -> tuple[Knowledge | None, list[Finding]]:
    """The knowledge if it can be loaded, and everything that was looked at, in the order in which a person would look."""
    place = default_folder() if folder is None else Path(folder)
    findings = list(checkup.program())
    known, told = checkup_knowledge.knowledge(folder)
    findings.append(told)
    if known is not None:
        findings.append(checkup_knowledge.canaries(known, place / "patients", lang, every=full))
        findings += checkup_knowledge.compiled_form(folder)
    effective = None if known is None else known.edition.effective
    findings += checkup.clock(effective, checkup_knowledge.newest(place))
    findings += checkup.console()
    return known, findings


def _lines(findings: list[Finding], lang: Lang) -> list[Line]:
    wide = ambiguous()
    names = [_in(finding.label, lang) for finding in findings]
    room = max(cells(name, wide) for name in names) + 2
    lines: list[Line] = []
    for finding, name in zip(findings, names, strict=True):
        mark, style = STYLES[finding.state]
        blank = " " * (room - cells(name, wide))
        first = (Span(mark + " " * (3 - cells(mark, wide)), style), Span(name + blank, "head"))
        lines += wrap([Span(finding.found)], width(), first=first, rest=3 + room, ambiguous=wide)
        if finding.do is not None:
            left = (Span(" " * (3 + room)),)
            lines += wrap(
                [Span(_in(finding.do, lang), style)],
                width(),
                first=left,
                rest=3 + room,
                ambiguous=wide,
            )
    states = {finding.state for finding in findings}
    last = ILL if "fault" in states else NOTED if "note" in states else WELL
    return [*lines, EMPTY, (Span(_in(last, lang), "head"),)]


def _in(text: Text, lang: Lang) -> str:
    return text.zh if lang == "zh" else text.en
