"""What one node of an explanation says on its line, in one language."""

from __future__ import annotations

from dataclasses import dataclass

from ..decide.explain.nodes import Explanation, Node
from ..language.problems import Text
from .layout import Span
from .look import WHYS
from .words import WORDS, Lang, word

MARKS = {"yes": ("√", "advise"), "no": ("×", ""), "unknown": ("？", "ask")}


@dataclass(frozen=True)
class Speaker:
    """The words of a language for the parts of an explanation."""

    lang: Lang

    @property
    def colon(self) -> str:
        """The colon of the language."""
        return "：" if self.lang == "zh" else ": "

    @property
    def separator(self) -> str:
        """What stands between the parts of a list."""
        return "、" if self.lang == "zh" else ", "

    def word(self, key: str) -> str:
        """A layout word, or the key itself where there is none."""
        return word(key, self.lang) if key in WORDS else key

    def text(self, both: Text | None) -> str:
        """A text in this language."""
        return "" if both is None else both.zh if self.lang == "zh" else both.en

    def answer(self, found: Explanation) -> str:
        """The answer in a word."""
        return self.word(found.answer)

    def grounds(self, origin: str | None, ids: tuple[str, ...]) -> str:
        """Origin and ids in brackets, or nothing."""
        parts = ([self.word(origin)] if origin else []) + ([", ".join(ids)] if ids else [])
        return f"[{' '.join(parts)}]" if ids else ""

    def entry(self, node: Node) -> str:
        """An entry of the record in short: place, term, value, day, source."""
        parts = [
            node.id or "",
            self.text(node.label),
            self.text(node.display),
            node.on or "",
            node.source or "",
        ]
        return " ".join(part for part in parts if part)

    def node(self, node: Node, merged: list[Node]) -> list[Span]:
        """The line of a node; `merged` are the nodes below it that are told on the same line."""
        spans: list[Span] = []
        if node.answer is not None:
            mark, style = MARKS[node.answer]
            spans.append(Span(f"{mark} ", style))
        spans += self._own(node)
        above = node
        for below in merged:
            spans += self._merged(above, below)
            above = below
        ends = [each for each in (node, *merged) if each.kind != "leaf"]
        ids = dict.fromkeys(name for each in ends for name in (*each.cites, *each.readings))
        if ids:
            origin = node.origin or next((each.origin for each in ends if each.origin), None)
            spans.append(Span(f" {self.grounds(origin, tuple(ids))}", "dim"))
        if node.decides and node.kind in ("leaf", "line", "hold", "row", "route", "unless"):
            spans.append(Span(f" {self._bracketed(self.word('decides'))}", "head"))
        if any(each.told for each in (node, *merged)):
            spans.append(Span(f" {self._bracketed(self.word('told'))}", "dim"))
        return spans

    def _own(self, node: Node) -> list[Span]:
        label, shown = self.text(node.label), self.text(node.display)
        style = "head" if node.decides else ""
        match node.kind:
            case "when" | "unless":
                return [
                    Span(self.word(node.kind) + (f"{self.colon}{label}" if label else ""), style)
                ]
            case "all" | "any" | "none":
                return [Span(self.word(f"{node.kind}_of"), "dim")]
            case "leaf":
                return [Span(label, style)]
            case "line" | "hold":
                effect = self.word("held" if node.kind == "hold" else node.effect or "note")
                return [Span(f"{effect}{self.colon}", style), Span(label), self._id(node)]
            case "no_dose":
                return [Span(f"{self.word('no_dose')}{self.colon}{label}"), self._id(node)]
            case "route":
                return [Span(f"{self.word('table')} {label}", style), self._id(node)]
            case "row":
                return [Span(f"{label} → {shown}", style)]
            case "fact":
                return self._value(node, f"{label} ")
            case "formula":
                return [Span(f"= {node.written}", "dim")]
            case "first" | "case":
                return [Span(label or node.written or "", style)]
            case "entry" | "person":
                return [Span(self.entry(node)), *self._doubt(node)]
            case "silence":
                because = f"{self.colon}{shown}" if shown else ""
                return [Span(f"{self.word('silent')} {label}{because}", "dim")]
            case "missing":
                reason = self.word("no_such_entry") if node.why == "none" else self._why(node)
                old = f" {shown}" if shown else ""
                return [
                    Span(f"{self.word('missing')} {label}{old}", "ask"),
                    Span(f" {self._bracketed(reason)}"),
                ]
            case "step":
                return [Span(label, "dim"), Span(f" {shown}" if shown else "", "head")]
            case "item":
                return [Span(f"{node.id} ", "head"), Span(self.word(node.why or ""), "dim")]
            case "rule" | "agent" | "each":
                return [Span(f"{node.id or ''}", "head"), Span(f"  {label}" if label else "")]

    def _merged(self, node: Node, below: Node) -> list[Span]:
        """What is told on the same line: the value of a leaf's fact, a fact's formula."""
        match below.kind:
            case "fact":
                if node.kind in ("first", "case") and node.written == below.id:
                    return self._value(below, " ")
                told = node.kind == "leaf" and self.text(below.label) in self.text(node.label)
                if told and below.value in ("yes", "no") and node.written in (below.id, None):
                    return []  # the mark says it
                name = self.word("now_is") if told else self.text(below.label)
                return [Span("  "), *self._value(below, f"{name} ")]
            case "formula":
                return [Span(f"  = {below.written}", "dim")]
            case _:
                mark = f"{MARKS[below.answer][0]} " if below.answer else ""
                return [Span(f"  {mark}"), *self._own(below)]

    def _value(self, node: Node, name: str) -> list[Span]:
        unknown = node.why is not None
        spans = [Span(name), Span(self.text(node.display), "ask" if unknown else "head")]
        return spans + (
            [Span(f" {self._bracketed(self._why(node))}", "dim")]
            if unknown and self._why(node)
            else []
        )

    def _doubt(self, node: Node) -> list[Span]:
        return (
            [Span(f" {self._bracketed(self.word('why.implausible'))}", "ask")] if node.why else []
        )

    def _why(self, node: Node) -> str:
        if node.why in WHYS:
            return self.word(f"why.{node.why}")
        return "" if node.why == "needs" else node.why or ""

    def _id(self, node: Node) -> Span:
        return Span(f"  {node.id}", "dim")

    def _bracketed(self, text: str) -> str:
        return f"（{text}）" if self.lang == "zh" else f"({text})"
