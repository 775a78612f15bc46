"""What every page needs: the knowledge in one language, its labels, and where each thing stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from ..decide.context import Context
from ..decide.explain.words import PERSON, attribute_label, fact_label, leaf_words
from ..decide.program import program_of
from ..decide.rows import RecordIndex
from ..decide.run import Run
from ..decide.texts import PLACEHOLDER, display, label, with_unit
from ..language.model import Knowledge
from ..language.problems import Text
from ..language.tree import Leaf, Today
from ..language.walk import nodes
from ..page.words import WORDS as PAGE_WORDS
from ..page.words import Lang
from ..record.model import Patient, Record
from .html import Child, Html, join, link, span
from .places import Places
from .words import WORDS

AN_ORDINARY_DAY = date(2026, 6, 15).toordinal()  # nothing that is printed depends on it


class Teller:
    """The knowledge as one language tells it, of nobody in particular."""

    def __init__(self, knowledge: Knowledge, places: Places, lang: Lang) -> None:
        self.knowledge = knowledge
        self.places = places
        self.lang = lang
        record = Record(patient=Patient(id="nobody"))
        index = RecordIndex(record, knowledge.vocabulary)
        self.ctx = Context(program_of(knowledge), index, AN_ORDINARY_DAY)
        self.run = Run(self.ctx)

    # -- words

    def word(self, key: str) -> str:
        """A layout word of the book, else of the page."""
        zh, en = WORDS[key] if key in WORDS else PAGE_WORDS[key]
        return zh if self.lang == "zh" else en

    def text(self, both: Text | None) -> str:
        """A text in this language."""
        return "" if both is None else both.zh if self.lang == "zh" else both.en

    def label(self, name: str) -> str:
        """What the knowledge calls a word: an agent, an act, a group, a value."""
        return self.text(label(self.ctx, name))

    def labels(self, names: Iterable[str]) -> str:
        """Words as a list."""
        return self.comma.join(self.label(name) for name in names)

    def term(self, name: str) -> str:
        """What the vocabulary calls a term of the record."""
        return self.text(attribute_label(self.ctx.program.compiler, name))

    def fact(self, name: str) -> str:
        """What the knowledge calls a fact."""
        return self.text(fact_label(self.ctx, name))

    def leaf(self, leaf: Leaf) -> str:
        """The question that a leaf asks."""
        return self.text(leaf_words(self.ctx, leaf))

    def quantity(self, figure: str, unit: str) -> str:
        """A figure with its unit as pages print it."""
        return self.text(with_unit(self.ctx, figure, unit))

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return "、" if self.lang == "zh" else ", "

    @property
    def colon(self) -> str:
        """The colon of the language."""
        return "：" if self.lang == "zh" else ": "

    def bracketed(self, *children: Child) -> Html:
        """Something in the brackets of the language."""
        before, after = ("（", "）") if self.lang == "zh" else (" (", ")")
        return join([before, children, after])

    # -- links

    def to(self, kind: str, name: str, *children: Child, style: str | None = None) -> Html:
        """A link to a thing, or its text alone where the book has no place for it."""
        target = self.places.of(kind, name)
        shown = children or (name,)
        return join(shown) if target is None else link(target, *shown, class_=style)

    def ids(self, names: Iterable[str]) -> Html:
        """Ids of statements and readings, each a link."""
        found = []
        for name in names:
            kind = "statement" if name in self.knowledge.statements else "reading"
            found.append(self.to(kind, name, style=f"id of-{kind}"))
        return join(found, " ")

    def says(self, both: Text) -> Html:
        """A text with its figures filled in, and the name of a fact where a patient's value will stand."""
        source = self.text(both)
        parts: list[Child] = []
        end = 0
        for found in PLACEHOLDER.finditer(source):
            parts += [source[end : found.start()], self._placeholder(found[1])]
            end = found.end()
        return join([*parts, source[end:]])

    def plain(self, both: Text) -> str:
        """A text for the search: figures filled in, names of facts in brackets."""
        return PLACEHOLDER.sub(lambda found: self._plain(found[1]), self.text(both))

    def _placeholder(self, name: str) -> Html:
        fact = name.removesuffix(".date")
        if self.is_fixed(name):
            return self.to("fact", fact, self._plain(name), style="fixed")
        day = self.comma + self.word("day") if name.endswith(".date") else ""
        return self.to("fact", fact, span("blank", self.fact(fact) + day))

    def _plain(self, name: str) -> str:
        if self.is_fixed(name):
            return self.text(display(self.ctx, name, self.ctx.fact(name)))
        return f"[{self.fact(name.removesuffix('.date'))}]"

    def is_fixed(self, name: str) -> bool:
        """Whether a fact is the same for every patient on every day."""
        return name in self.knowledge.facts and name not in self._of_patients

    @cached_property
    def _of_patients(self) -> set[str]:
        """Facts that read the record, the person or the day, directly or through other facts."""
        facts = self.knowledge.facts
        found = {
            name
            for name, fact in facts.items()
            if fact.terms
            or any(isinstance(node, Today) for node in nodes(fact.form))
            or any(other in PERSON or "." in other for other in fact.depends)
            or fact.kind == "entries"
        }
        while more := {
            name
            for name, fact in facts.items()
            if name not in found and not found.isdisjoint(fact.depends)
        }:
            found |= more
        return found
