"""The record as a table: entries grouped by what they are, the latest first, corrections struck through."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from ...language.model import Knowledge
from ...page.look import Look
from ..store.models import EntryVersion

KINDS = ("measurement", "test", "state", "event", "period")
DATED = ("on", "from", "to")
APART = (*DATED, "what", "value", "entered", "source", "by", "note", "findings", "range")


class Row(Struct, frozen=True, kw_only=True):
    """One revision of an entry."""

    position: int
    act: str  # add | correct | withdraw
    what: str
    on: str
    value: str
    note: str
    source: str
    by: str
    at: datetime
    because: str


class Kept(Struct, frozen=True, kw_only=True):
    """An entry: what it says now, what it said before, the latest first."""

    now: Row
    before: tuple[Row, ...]
    withdrawn: bool


class Group(Struct, frozen=True):
    """Entries of one kind of term."""

    kind: str
    entries: tuple[Kept, ...]

    @property
    def corrected(self) -> int:
        """How many were corrected or withdrawn."""
        return sum(bool(each.before) or each.withdrawn for each in self.entries)


def groups(look: Look, history: Mapping[int, list[EntryVersion]]) -> tuple[Group, ...]:
    """Every entry that there ever was."""
    found: dict[str, list[Kept]] = {kind: [] for kind in KINDS}
    for position, revisions in history.items():
        rows = [row(look, revision, position) for revision in reversed(revisions)]
        term = look.knowledge.vocabulary.terms.get(revisions[-1].what)
        kind = term.kind if term is not None else KINDS[-1]
        kept = Kept(now=rows[0], before=tuple(rows[1:]), withdrawn=rows[0].act == "withdraw")
        found[kind].append(kept)
    return tuple(
        Group(kind, tuple(sorted(kept, key=lambda each: (each.now.on, each.now.position), reverse=True)))
        for kind, kept in found.items()
        if kept
    )  # fmt: skip


def row(look: Look, revision: EntryVersion, position: int) -> Row:
    """One revision in words."""
    body: dict[str, Any] = json.loads(revision.body)
    return Row(
        position=position, act=revision.act, what=look.term(revision.what), on=day(body),
        value=said(look, body), note=str(body.get("note") or ""), source=str(body.get("source") or ""),
        by=revision.by_name, at=revision.at, because=revision.because,
    )  # fmt: skip


def day(body: Mapping[str, Any]) -> str:
    """The day or the period of an entry."""
    if body.get("on"):
        return str(body["on"]).replace("T", " ")
    if body.get("from") or body.get("to"):
        return f"{body.get('from') or ''} → {body.get('to') or ''}".strip()
    return ""


def said(look: Look, body: Mapping[str, Any]) -> str:
    """Value, details and findings of an entry in words; figures as they were written."""
    term = look.knowledge.vocabulary.terms.get(str(body.get("what")))
    parts = [_word(look, body["value"])] if body.get("value") is not None else []
    if isinstance(body.get("range"), list):
        parts.append("[" + "–".join(str(each) for each in body["range"]) + "]")
    for name, value in body.items():
        if name in APART or value in (None, ""):
            continue
        shape = term.attributes.get(name) if term is not None else None
        bare = shape is not None and shape.kind in ("word", "quantity") and not _yes_no(value)
        label = look.text(shape.label) if shape is not None and shape.label else look.label(name)
        parts.append(_word(look, value) if bare else f"{label}{look.colon}{_word(look, value)}")
    findings = body.get("findings")
    if isinstance(findings, list):
        parts.append(_findings(look, findings))
    return look.separator.join(parts)


def _findings(look: Look, findings: Iterable[Any]) -> str:
    listed = [
        " ".join(_word(look, value) for name, value in each.items() if name != "note" and value)
        for each in findings
        if isinstance(each, dict)
    ]
    return look.semicolon.join(listed) or look.word("none")


def _yes_no(value: Any) -> bool:
    return value in ("yes", "no", "unknown", True, False)


def _word(look: Look, value: Any) -> str:
    text = str(value)
    known = look.knowledge
    if text in known.agents or text in known.vocabulary.labels:
        return look.label(text)
    return text


def last_of(
    knowledge: Knowledge, history: Mapping[int, list[EntryVersion]], term: str
) -> str | None:
    """The last value of a term that was written, None without one."""
    found = [
        (str(body.get("on") or ""), position, str(body["value"]))
        for position, revisions in history.items()
        if revisions[-1].what == term and revisions[-1].act != "withdraw"
        if (body := json.loads(revisions[-1].body)).get("value") is not None
    ]
    return max(found)[2] if found and term in knowledge.vocabulary.terms else None
