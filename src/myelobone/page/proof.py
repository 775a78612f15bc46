"""The page of proofs: what was examined, what holds, what was found, and on whom it can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .layout import EMPTY, Line, Span, wrap
from .proof_words import PROOF
from .words import Lang

if TYPE_CHECKING:
    from ..language.problems import Text
    from ..prove.finding import Finding, Witness
    from ..prove.report import Proved, Report

FEW = 4  # entries of a witness named in its line
LISTED = 3  # findings that are known, of each proof


def page(
    report: Report, *, lang: Lang = "zh", width: int = 80, ambiguous: int = 1, full: bool = False
) -> list[Line]:
    """The report as styled lines at most `width` cells wide; errors first within each proof."""
    return list(_Page(lang, width, ambiguous, full).lines(report))


class _Page:
    def __init__(self, lang: Lang, width: int, ambiguous: int, full: bool) -> None:
        self.lang = lang
        self.width = width
        self.ambiguous = ambiguous
        self.full = full

    def word(self, key: str) -> str:
        zh, en = PROOF[key]
        return zh if self.lang == "zh" else en

    def text(self, text: Text) -> str:
        return text.zh if self.lang == "zh" else text.en

    def wrapped(self, spans: Sequence[Span], first: str = "", rest: int = 0) -> list[Line]:
        return wrap(spans, self.width, first=(Span(first),), rest=rest, ambiguous=self.ambiguous)

    def lines(self, report: Report) -> Iterator[Line]:
        errors = len(report.errors)
        said = self.word("proof.unsound").format(errors) if errors else self.word("proof.sound")
        style = "stop" if errors else "head"
        yield from self.wrapped(
            [Span(f"{report.edition} {report.version}  ", "head"), Span(said, style)]
        )
        for proved in report.proofs:
            yield EMPTY
            yield from self.proof(proved)

    def proof(self, proved: Proved) -> Iterator[Line]:
        mark = "● " if proved.holds else "▲ "
        holds = self.word("proof.holds" if proved.holds else "proof.fails")
        head = [
            Span(self.text(proved.claim), "head"),
            Span(f"  {holds}", "" if proved.holds else "stop"),
        ]
        yield from self.wrapped(head, mark, 2)
        counted = self.word("proof.examined").format(proved.examined, self.text(proved.unit))
        errors = [each for each in proved.findings if each.severity == "error"]
        listed = [each for each in proved.findings if each.severity == "listed"]
        if listed:
            separator = "；" if self.lang == "zh" else "; "
            counted += separator + self.word("proof.listed").format(len(listed))
        yield from self.wrapped([Span(counted, "dim")], "  ", 2)
        for finding in errors:
            yield from self.finding(finding, "▲ ", "stop")
        for finding in listed if self.full else listed[:LISTED]:
            yield from self.finding(finding, "· ", "")
        if not self.full and len(listed) > LISTED:
            more = self.word("proof.more").format(len(listed) - LISTED)
            yield from self.wrapped([Span(more, "dim")], "  ", 2)

    def finding(self, finding: Finding, mark: str, style: str) -> Iterator[Line]:
        grounds = ", ".join((*finding.cites, *finding.readings))
        told = [Span(self.text(finding.what), style)]
        if grounds:
            told.append(Span(f" [{grounds}]", "dim"))
        yield from self.wrapped(told, f"  {mark}", 4)
        place = finding.place.rpartition(":")[0] or finding.place
        where = f"{finding.code}  {place}" if place else finding.code
        yield from self.wrapped([Span(where, "dim")], "    ", 4)
        if finding.because is not None:
            yield from self.named("proof.why", self.text(finding.because))
        if finding.witness is not None:
            yield from self.named("proof.witness", self.witness(finding.witness))

    def named(self, key: str, said: str) -> list[Line]:
        colon = "：" if self.lang == "zh" else ": "
        return self.wrapped([Span(f"{self.word(key)}{colon}", "dim"), Span(said)], "    ", 6)

    def witness(self, witness: Witness) -> str:
        """The patient in a line: the day, and the first entries as they stand in the record."""
        entries = witness.record["entries"]
        who = " ".join(
            str(value) for key, value in witness.record["patient"].items() if key != "id"
        )
        told = [_entry(each) for each in entries[:FEW]] or [self.word("proof.no_entries")]
        if len(entries) > FEW:
            told.append(self.word("proof.entries").format(len(entries)))
        return " · ".join(part for part in (witness.as_of, who, *told) if part)


def _entry(entry: Mapping[str, Any]) -> str:
    """An entry in short: what, its value, and the day."""
    day = entry.get("on") or entry.get("from") or ""
    named = [str(value) for key, value in entry.items() if key not in ("on", "from", "what")
             and not isinstance(value, list | dict)]  # fmt: skip
    return " ".join(part for part in (entry["what"], *named, f"({day})" if day else "") if part)
