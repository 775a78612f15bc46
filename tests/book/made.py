"""The whole book, made once; pages taken apart by a parser that accepts nothing crooked."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from myelobone import load_knowledge
from myelobone.book.carrying import Patient, patient
from myelobone.book.html import VOID
from myelobone.book.places import Places
from myelobone.book.site import book
from myelobone.language.yaml import read

from ..house.repository import ROOT

PATIENTS = ROOT / "knowledge" / "mbd-2024" / "patients"
SMALL = ROOT / "tests" / "decide" / "small"


@cache
def patients() -> tuple[Patient, ...]:
    files = sorted(path for path in PATIENTS.glob("*.yaml") if path.name != "background.yaml")
    return tuple(patient(read(path.read_bytes(), path.name).data) for path in files)


@cache
def site() -> dict[str, bytes]:
    return book(load_knowledge(), patients())


@cache
def places() -> Places:
    return Places(load_knowledge(), tuple(each.id for each in patients()))


@cache
def pages() -> dict[str, Page]:
    return {name: Page(data.decode()) for name, data in site().items() if name.endswith(".html")}


class Page(HTMLParser):
    """Anchors, links and text of a page, and every fault of its markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.text: list[str] = []
        self.faults: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"never closed: {tag}" for tag in self.open]
        self.faults += [f"twice: {name}" for name in set(self.ids) if self.ids.count(name) > 1]
        if not text.startswith("<!DOCTYPE html>"):
            self.faults.append("no document type")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if len(found) != len(attrs):
            self.faults.append(f"an attribute twice: {tag}")
        if tag in ("a", "p", "h1", "h2", "h3", "h4") and tag in self.open:
            self.faults.append(f"{tag} within {tag}")
        if "p" in self.open and tag in (
            "p",
            "ul",
            "ol",
            "dl",
            "div",
            "table",
            "section",
            "article",
        ):
            self.faults.append(f"{tag} within p")
        if (name := found.get("id")) is not None:
            self.ids.append(name)
        for key in ("href", "src"):
            if (target := found.get(key)) is not None:
                self.links.append(target)
        if tag == "script":
            self.scripts.append(found.get("src") or "")
        self.handlers += [key for key in found if key.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("path", "rect", "circle"):
            self.faults.append(f"closes itself: {tag}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"closed out of turn: {tag}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def dead_links(found: dict[str, Page], files: set[str]) -> list[str]:
    """Links that lead nowhere within the book, or out of it."""
    dead = []
    for name, page in found.items():
        for target in page.links:
            path, _, anchor = target.partition("#")
            place = _resolved(name, path)
            if place not in files or (anchor and unquote(anchor) not in found[place].ids):
                dead.append(f"{name}: {target}")
    return dead


def _resolved(name: str, path: str) -> str:
    if not path:
        return name
    parts = list(Path(name).parent.parts)
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return path
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
