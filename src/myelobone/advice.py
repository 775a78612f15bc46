"""The advice as Python users hold it: the frozen contract, and a page of itself for people.

`decide` makes the data and knows no page; this is the one place where the two meet.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from msgspec.structs import fields

from .decide.output import Advice as Decided
from .edition import own_edition
from .language.model import Knowledge

if TYPE_CHECKING:
    from .page.words import Lang

WIDTH = 80  # cells of a printed page; the same text wherever it is printed
KNOWLEDGE = "knowledge that spoke"  # not part of the advice: never compared, pickled or written


class Advice(Decided, frozen=True, kw_only=True, dict=True):
    """Everything the knowledge says about one record as of one day: typed, frozen, comparable, picklable.

    `print(advice)` gives the page for people, in Chinese or in the language of `MYELOBONE_LANG`; a
    notebook draws it. Two advices are equal when all they say is equal.
    """

    @classmethod
    def of(cls, decided: Decided, knowledge: Knowledge) -> Advice:
        """What was decided, able to show itself with the words of the knowledge that spoke."""
        advice = cls(**{each.name: getattr(decided, each.name) for each in fields(decided)})
        advice.__dict__[KNOWLEDGE] = knowledge
        return advice

    def page(self, lang: Lang | None = None, width: int = WIDTH) -> str:
        """The page for people as plain text, `width` cells wide; `lang` is zh or en.

        The patient is named by id only. An advice of another edition that came out of a pickle has
        its sources named and not spelled out.
        """
        from .page.layout import plain
        from .page.whole import page

        lines = page(self.to_dict(), self._words(), lang=lang or _language(), width=width)
        return "\n".join(plain(line) for line in lines)

    def to_html(self, lang: Lang | None = None) -> str:
        """The page as one HTML element with its own style; everything in it is escaped."""
        from .page.html import html
        from .page.whole import page

        language = lang or _language()
        lines = page(self.to_dict(), self._words(), lang=language, width=WIDTH * 5 // 4)
        return html(lines, language)

    def _words(self) -> Knowledge:
        """The knowledge that spoke; after a pickle the program's own edition, when it is the same."""
        bound: Knowledge | None = self.__dict__.get(KNOWLEDGE)
        return own_edition() if bound is None else bound

    def __str__(self) -> str:
        return self.page()

    def __repr__(self) -> str:
        levels = [item.level for item in self.items]
        counts = ", ".join(f"{levels.count(level)} {level}" for level in dict.fromkeys(levels))
        preferred = ", ".join(agent.agent for agent in self.agents if agent.standing == "preferred")
        parts = [
            f"{self.patient.id!r} as of {self.as_of}",
            counts,
            f"preferred: {preferred or 'none'}",
        ]
        return f"<Advice {'; '.join(part for part in parts if part)}>"

    def __hash__(self) -> int:
        return hash((self.record_digest, self.as_of, self.knowledge.digest, self.program))

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        """What a notebook may show: HTML, or the page as text where HTML cannot be drawn."""
        every = {"text/html": self.to_html, "text/plain": self.page}
        wanted = {kind for kind in every if include is None or kind in include} - set(exclude or ())
        return {kind: draw() for kind, draw in every.items() if kind in wanted}


def _language() -> Lang:
    return "en" if os.environ.get("MYELOBONE_LANG") == "en" else "zh"
