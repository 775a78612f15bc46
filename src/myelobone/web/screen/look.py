"""One advice about to be shown on a screen: its words, and the entries behind it as places in the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from ...advice import Advice
from ...language.model import Knowledge
from ...page.look import STATES, Look
from ...page.words import Lang
from ..store.reading import Chart

FEW_ENTRIES = 6  # named behind one fact; a page has room for no more


class From(Struct, frozen=True):
    """One entry that a value comes from."""

    position: int
    what: str
    value: str
    on: str
    source: str


class Fact(Struct, frozen=True):
    """A fact that an answer rests on, as it is, and where it comes from."""

    id: str
    label: str
    value: str
    on: str
    entries: tuple[From, ...]
    more: int  # entries beyond those named


class Cited(Struct, frozen=True):
    """A statement or a reading by its id, in our own words."""

    id: str
    kind: str  # statement | reading
    text: str
    behind: bool  # evidence, not what the line says itself
    again: bool  # told before on this page; paper says it once


class Ground(Struct, frozen=True, kw_only=True):
    """What a line rests on: whose word it is and how strongly, the facts, what is cited."""

    origin: str  # guideline | label | design
    strength: str
    cited: tuple[Cited, ...]
    facts: tuple[Fact, ...] = ()


class View:
    """An advice on a chart in a language, and the knowledge that spoke."""

    def __init__(self, chart: Chart, advice: Advice, knowledge: Knowledge, lang: Lang) -> None:
        self.chart, self.lang, self.knowledge = chart, lang, knowledge
        self.data: dict[str, Any] = advice.to_dict()
        self.look = Look(self.data, knowledge, lang)
        self.told: set[str] = set()

    def text(self, both: Mapping[str, str] | None) -> str:
        """A text of the advice in this language."""
        return self.look.text(both)

    def position(self, entry: str | None) -> int | None:
        """The place for good of `entries[n]`."""
        if not entry or not entry.startswith("entries["):
            return None
        return self.chart.positions[int(entry[8:].split("]")[0])]

    def fact(self, name: str, on: str | None = None) -> Fact:
        """A fact with its value and the entries that it was read from."""
        found = self.data["facts"].get(name, {})
        named: list[dict[str, Any]] = list(found.get("from") or ())
        entries = tuple(self._from(each) for each in named[:FEW_ENTRIES])
        value = self.look.fact(name)
        day = on or (named[0]["on"] if len(named) == 1 else None) or ""
        return Fact(
            name, self.look.fact_label(name), value, "" if day in value else day, entries,
            max(0, len(named) - FEW_ENTRIES),
        )  # fmt: skip

    def facts(self, because: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
        """The facts that an answer rests on, each once."""
        found: dict[str, Fact] = {}
        for leaf in because:
            name = leaf.get("fact")
            if name and name not in found:
                found[name] = self.fact(name, leaf.get("on"))
        return tuple(found.values())

    def ground(self, thing: Mapping[str, Any]) -> Ground:
        """What a part of the advice rests on."""
        strength = thing.get("strength")
        own = dict.fromkeys((*thing.get("cites", ()), *thing.get("readings", ())))
        behind = [name for name in thing.get("evidence") or () if name not in own]
        return Ground(
            origin=thing.get("origin") or "",
            strength=self.look.label(strength) if strength and strength != STATES else "",
            cited=(*self.cited(own), *self.cited(behind, behind=True)),
            facts=self.facts(thing.get("because") or ()),
        )

    def cited(self, names: Iterable[str], *, behind: bool = False) -> tuple[Cited, ...]:
        """Statements and readings with what they say."""
        return tuple(found for name in names if (found := self._cited(name, behind)) is not None)

    def _cited(self, name: str, behind: bool) -> Cited | None:
        again = name in self.told
        self.told.add(name)
        if (statement := self.knowledge.statements.get(name)) is not None:
            return Cited(name, "statement", self.look.text(statement.says), behind, again)
        if (reading := self.knowledge.readings.get(name)) is not None:
            about = self.look.text(reading.about)
            text = f"{about}{self.look.colon}{self.look.text(reading.take)}"
            return Cited(name, "reading", text, behind, again)
        return None

    def _from(self, each: Mapping[str, Any]) -> From:
        position = self.position(each["entry"])
        return From(
            -1 if position is None else position, self.look.term(each["what"]),
            self.written(each["what"], each.get("value") or ""), each.get("on") or "",
            each.get("source") or "",
        )  # fmt: skip

    def written(self, what: str, value: str) -> str:
        """The value of an entry as it was written, its words with their labels."""
        term = self.knowledge.vocabulary.terms.get(what)
        if term is not None and value in term.value.values:
            return self.look.label(value)
        parts = []
        for part in value.split(", "):
            name, _, rest = part.partition(" ")
            if term is not None and rest and name in term.attributes:
                parts.append(self.look.label(rest))
            else:
                parts.append(part)
        return self.look.separator.join(parts)

    @cached_property
    def titles(self) -> dict[str, str]:
        """What the items of the advice are called, by id."""
        return {item["id"]: self.text(item["title"]) for item in self.data["items"]}
