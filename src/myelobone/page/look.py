"""What every part of the page needs: the advice, the knowledge behind it, the language, the width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..language.model import Knowledge
from ..language.problems import Text
from .layout import EMPTY, Line, Span, cells, wrap
from .words import Lang, word

MARKS = {"stop": "▲", "caution": "◆", "advise": "●", "info": "·", "ask": "？"}
FEW = 2  # pieces of evidence named in place; the end has all of them
STATES = "states"  # a plain sentence, which has no verb of its own
WHYS = ("missing", "stale", "implausible", "conflicting", "recheck")


@dataclass(frozen=True)
class Look:
    """One advice about to be shown; `ambiguous` is how wide ▲ and its like are on this screen.

    While the page is laid out, `cited` gathers the ids that stand on it and `told` the reasons that
    have been given, so that the end lists exactly the former and nothing is said twice.
    """

    advice: Mapping[str, Any]
    knowledge: Knowledge
    lang: Lang
    width: int = 80
    ambiguous: int = 1
    full: bool = False  # long lists are not folded
    cited: dict[str, None] = field(default_factory=dict, compare=False)
    told: set[str] = field(default_factory=set, compare=False)

    @property
    def separator(self) -> str:
        """What stands between the parts of a list."""
        return "、" if self.lang == "zh" else ", "

    @property
    def semicolon(self) -> str:
        """What stands between things whose names may hold a comma."""
        return "；" if self.lang == "zh" else "; "

    @property
    def comma(self) -> str:
        """The comma of the language, with its blank."""
        return "，" if self.lang == "zh" else ", "

    @property
    def colon(self) -> str:
        """The colon of the language, with its blank."""
        return "：" if self.lang == "zh" else ": "

    def word(self, key: str) -> str:
        """A layout word."""
        return word(key, self.lang)

    def text(self, both: Mapping[str, str] | Text | None) -> str:
        """A text in the language of the page."""
        if both is None:
            return ""
        if isinstance(both, Text):
            return both.zh if self.lang == "zh" else both.en
        return both.get(self.lang, "")

    def label(self, name: str) -> str:
        """What knowledge calls a word: an act, an agent, a site, else a term or fact of that name."""
        known = self.knowledge
        agent = known.agents.get(name)
        words = agent.label if agent else known.vocabulary.labels.get(name)
        return self.text(words) or self.term(name)

    def term(self, name: str) -> str:
        """What knowledge calls a term of the record, else a fact of that name."""
        known = self.knowledge
        term = known.vocabulary.terms.get(name)
        if term is not None:
            return self.text(term.label)
        if name in known.facts or name in self.advice["facts"]:
            return self.fact_label(name)
        return self.text(known.vocabulary.labels.get(name)) or name.replace("_", " ")

    def fact_label(self, name: str) -> str:
        """What knowledge calls a fact."""
        fact = self.advice["facts"].get(name)
        if fact is not None:
            return self.text(fact["label"])
        found = self.knowledge.facts.get(name)
        return self.text(found.label) if found else name.replace("_", " ")

    def labels(self, names: Iterable[str]) -> str:
        """Words as a list, each once."""
        return self.separator.join(dict.fromkeys(self.label(name) for name in names))

    def terms(self, names: Iterable[str]) -> str:
        """Terms of the record as a list, each once."""
        return self.separator.join(dict.fromkeys(self.term(name) for name in names))

    def output(self, path: str) -> str:
        """What a path of the advice (`agents.x`, `items.topic.rule`) is about."""
        kind, _, name = path.partition(".")
        known = self.knowledge
        name = name.removesuffix(".standing").removesuffix(".dose")
        if kind in ("items", "rules") and name.split("#")[0] in known.rules:
            rule = known.rules[name.split("#")[0]]
            topics = {topic.id: topic.label for topic in known.edition.topics}
            return self.text(rule.title) or self.text(topics.get(rule.topic)) or name
        if kind == "plan":
            return self._dated(name)
        return self.label(name or kind)

    def _dated(self, name: str) -> str:
        """What a calendar item is about: its drug, study, test or decision."""
        item = self.knowledge.calendar.get(name)
        if item is None:
            return self.word("plan")
        about = item.supplement or item.decision or item.task or item.refer or item.study
        if item.dental is not None:
            return self.term(item.dental)
        if about is not None:
            return self.label(about)
        return self.word(
            {"measure": "tests", "dose": "next_dose", "hold": "held"}.get(item.form, "plan")
        )

    def unit(self, name: str | None) -> str:
        """A unit as a page prints it."""
        return self.text(self.knowledge.vocabulary.unit_labels.get(name or "")) or name or ""

    def fact(self, name: str) -> str:
        """The value of a fact as it is shown, or why there is none."""
        fact = self.advice["facts"].get(name)
        if fact is None:
            return self.word("unknown")
        if shown := self.text(fact.get("display")):
            return shown
        match fact["status"]:
            case "none":
                return self.word("none")
            case "between":
                return f"{fact['low']:g}–{fact['high']:g} {self.unit(fact.get('unit'))}".strip()
            case "known":
                value = fact["value"]
                if isinstance(value, str):
                    return self.label(value)
                return f"{value:g} {self.unit(fact.get('unit'))}".strip()
            case _:
                reason = self.why(fact.get("why"))
                if needs := fact.get("needs"):
                    reason = f"{self.word('lacks')}{self.terms(needs)}"
                if not reason:
                    return self.word("unknown")
                bracketed = f"（{reason}）" if self.lang == "zh" else f" ({reason})"
                return self.word("unknown") + bracketed

    def why(self, reason: object) -> str:
        """Why something is unknown, in words; empty when the reason names what is needed."""
        return self.word(f"why.{reason}") if reason in WHYS else ""

    def grounds(self, thing: Mapping[str, Any]) -> str:
        """Origin, printed verb, statements, readings and evidence in place: `[指南“应” 3.2.b, B8]`."""
        origin, strength = thing.get("origin"), thing.get("strength")
        ids = [*thing.get("cites", ()), *thing.get("readings", ())]
        evidence = [each for each in thing.get("evidence") or () if each not in ids]
        self.cited.update(dict.fromkeys([*ids, *evidence]))
        verb = f"“{self.label(strength)}”" if strength and strength != STATES else ""
        gap = " " if verb and self.lang == "en" else ""
        marks = [f"{self.word(origin)}{gap}{verb}"] if origin else []
        marks += [", ".join(ids)] if ids else []
        if evidence:
            more = (
                f" {self.word('and_more_of').format(len(evidence))}" if len(evidence) > FEW else ""
            )
            marks.append(f"{self.word('evidence')} {', '.join(evidence[:FEW])}{more}")
        return f"[{' '.join(marks)}]" if marks else ""

    def heading(self, key: str, note: str = "") -> list[Line]:
        """A blank line and a section's heading, counted where `note` says so."""
        title = self.word(key)
        return [EMPTY, (Span(title, "head"), Span(f"  {note}" if note else "", "dim"))]

    def folded(self, left: int) -> list[Line]:
        """That some lines are folded away, how many, and how to see them."""
        note = self.word("folded_away").format(left)
        return self.lines([Span(note, "dim")], first=(Span("   "),), indent=3) if left > 0 else []

    def mark(self, symbol: str, style: str = "") -> Line:
        """A symbol in a column of its own, three cells wide."""
        return (Span(symbol + " " * (3 - cells(symbol, self.ambiguous)), style),)

    def lines(self, spans: Sequence[Span], *, first: Line = (), indent: int = 0) -> list[Line]:
        """The spans wrapped to the page, `first` before the first line, the rest indented."""
        return wrap(spans, self.width, first=first, rest=indent, ambiguous=self.ambiguous)
