"""Texts hold no typed digit, and placeholders that name facts, the same ones in both languages."""

from __future__ import annotations

import re

from .check_lines import fact_kind
from .folder import Folder
from .kinds import Kinds
from .ledger import Scope, SeenText

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"(?:it\.|order\.)?[A-Za-z_][A-Za-z0-9_]*")


def check_texts(folder: Folder, kinds: Kinds) -> None:
    """Checks every text that a page may show, and every fact that an example gives."""
    exempt = sorted(
        {w for t in folder.glossary.values() if t.exempt for w in (t.term.zh, t.term.en) if w},
        key=len, reverse=True,
    )  # fmt: skip
    for seen in folder.ledger.texts:
        for text in (seen.text.zh, seen.text.en):
            _digits(folder, text, exempt, seen.place)
        _placeholders(folder, kinds, seen)


def _digits(folder: Folder, text: str, exempt: list[str], place: str) -> None:
    rest = _PLACEHOLDER.sub("", text)
    for term in exempt:
        rest = rest.replace(term, "")
    found = re.search(r"\S*\d\S*", rest)  # every script's digits, full-width ones too
    if found is not None:
        folder.ledger.add("knowledge.typed_digit", place, found[0], "{fact}")


def _placeholders(folder: Folder, kinds: Kinds, seen: SeenText) -> None:
    ledger = folder.ledger
    shown = []
    for text in (seen.text.zh, seen.text.en):
        names = _PLACEHOLDER.findall(text)
        shown.append(set(names))
        for name in names:
            _placeholder(folder, kinds, name, seen.place, seen.scope)
        if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
            ledger.add("knowledge.unknown_placeholder", seen.place, text, "{fact}")
    if shown[0] != shown[1] and seen.text.zh and seen.text.en:
        differ = sorted(shown[0] ^ shown[1])
        ledger.add("knowledge.placeholders_differ", seen.place, " · ".join(differ))


def _placeholder(folder: Folder, kinds: Kinds, name: str, place: str, scope: Scope) -> None:
    base = name if name in ("it.date", "order.date") else name.removesuffix(".date")
    if not _NAME.fullmatch(base):
        folder.ledger.add(
            "knowledge.unknown_placeholder", place, "{" + name + "}", "{fact} · {fact.date}"
        )
        return
    if "." in base:
        fact_kind(folder, kinds, base, place, scope)
    elif base not in folder.ledger.facts or base in folder.ledger.selections:
        folder.ledger.unknown(
            "knowledge.unknown_placeholder", place, base, sorted(folder.ledger.facts)
        )
