"""An explanation as lines: the answer and what makes it so at once, then the whole tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from ..decide.explain.nodes import AgentLine, Explanation, Node
from .agents import STYLES
from .layout import EMPTY, Line, Span, cells, wrap
from .node_words import Speaker
from .words import Lang

BRIEF = ("agent", "item", "plan")  # explanations that are folded where nothing is decided
FOLDED = ("line", "hold", "no_dose")
WHOLE = ("route", "item")  # parts that are never folded
ENTRIES = 3  # named beside a leaf


def explained(
    found: Explanation,
    *,
    lang: Lang = "zh",
    width: int = 80,
    ambiguous: int = 1,
    full: bool = False,
) -> list[Line]:
    """The explanation as styled lines at most `width` cells wide, but for single long words.

    Where an agent or a dated item is explained, what does not decide shows its conditions only, unless
    `full`.
    """
    page = _Page(Speaker(lang), width, ambiguous, full or found.kind not in BRIEF)
    lines = _head(page, found)
    if found.changes:
        lines += page.heading(f"changes.{found.answer}")
        lines += [line for leaf in found.changes for line in _in_short(page, leaf)]
    if found.parts:
        lines += page.heading("whole")
        lines += page.tree(found.parts)
        lines += page.lines([Span(page.speak.word("legend"), "dim")])
        if not page.full:
            lines += page.lines([Span(page.speak.word("folded"), "dim")])
    if found.others:
        lines += page.heading("every_agent" if found.kind == "agents" else "others")
        lines += [line for other in found.others for line in _agent(page, other)]
    return lines


def in_short(leaf: Node, *, lang: Lang, width: int, ambiguous: int, indent: int = 2) -> list[Line]:
    """One leaf on a line of its own: what it asks, what is now, from which entries."""
    return _in_short(_Page(Speaker(lang), width, ambiguous, True), leaf, indent)


@dataclass(frozen=True)
class _Page:
    speak: Speaker
    width: int
    ambiguous: int
    full: bool

    def lines(self, spans: list[Span], indent: int = 0, rest: int | None = None) -> list[Line]:
        """The spans wrapped to the page."""
        first = (Span(" " * indent),) if indent else ()
        hang = indent if rest is None else rest
        return wrap(spans, self.width, first=first, rest=hang, ambiguous=self.ambiguous)

    def heading(self, key: str) -> list[Line]:
        """A blank line and a heading."""
        return [EMPTY, *self.lines([Span(self.speak.word(key), "head")])]

    def tree(self, parts: Iterable[Node], before: str = "") -> list[Line]:
        """The nodes below each other, each joined to the one it belongs to."""
        shown = list(parts)
        lines: list[Line] = []
        for number, node in enumerate(shown, start=1):
            lines += self._node(node, before, number == len(shown))
        return lines

    def _node(self, node: Node, before: str, last: bool) -> list[Line]:
        here, merged = _joined(node)
        branch, below = ("└─ ", "") if last else ("├─ ", "│")
        room = cells(branch, self.ambiguous)
        below += " " * (room - cells(below, self.ambiguous))
        spans = self.speak.node(here, merged)
        fold = not self.full and node.kind == "leaf"
        if fold:
            spans = self.speak.node(replace(here, parts=()), _facts(merged)) + _from(
                self.speak, node
            )
        inner = max(24, self.width - cells(before, self.ambiguous) - room)
        found = wrap(spans, inner, rest=2, ambiguous=self.ambiguous)
        lines: list[Line] = [
            (Span(before + (below if number else branch), "dim"), *line)
            for number, line in enumerate(found)
        ]
        inside = self
        if node.kind in FOLDED and not self.full:
            inside = _Page(self.speak, self.width, self.ambiguous, node.decides)
        elif node.kind in WHOLE:
            inside = _Page(self.speak, self.width, self.ambiguous, True)
        return lines + ([] if fold else inside.tree(here.parts, before + below))


def _head(page: _Page, found: Explanation) -> list[Line]:
    speak = page.speak
    head = [Span(found.id, "head"), Span(f"  {speak.word('kind.' + found.kind)}", "dim")]
    if found.answer:
        head.append(Span(f" · {speak.word(found.answer)}", "head"))
    head.append(Span(f" · {found.patient} · {speak.word('as_of')} {found.as_of}", "dim"))
    lines = page.lines(head)
    if (label := speak.text(found.label)) != found.id:
        lines += page.lines([Span(label)], indent=2)
    if found.says is not None and speak.text(found.says) != label:
        said = f"{speak.word('says.' + found.answer)}{speak.colon}" if found.kind == "rule" else ""
        lines += page.lines([Span(said, "dim"), Span(speak.text(found.says))], indent=2)
    return lines


def _joined(node: Node) -> tuple[Node, list[Node]]:
    """A node with its parts as they follow, and those below it that are said on the same line."""
    merged: list[Node] = []
    here = node
    while len(here.parts) == 1 and _on_one_line(here, here.parts[0]):
        here = here.parts[0]
        merged.append(here)
    return replace(node, parts=here.parts), merged


def _on_one_line(node: Node, below: Node) -> bool:
    match node.kind:
        case "leaf" | "first" | "case" | "step":
            return below.kind == "fact"
        case "fact":
            return below.kind == "formula"
        case "when" | "unless" | "line" | "hold" | "no_dose":
            return node.kind in ("when", "unless") and below.kind in ("leaf", "all", "any", "none")
        case _:
            return False


def _facts(merged: list[Node]) -> list[Node]:
    return [replace(each, told=False) for each in merged if each.kind == "fact"]


def _in_short(page: _Page, leaf: Node, indent: int = 2) -> list[Line]:
    """A deciding leaf on a line of its own: what it asks, what is now, from which entries."""
    here, merged = _joined(leaf)
    bare = replace(here, parts=(), decides=False)
    spans = page.speak.node(bare, _facts(merged)) + _from(page.speak, leaf)
    return page.lines(spans, indent, indent + 4)


def _from(speak: Speaker, leaf: Node) -> list[Span]:
    entries = [entry for part in leaf.parts for entry in _all(part, ("entry", "person"))]
    missing = [each for part in leaf.parts for each in _all(part, ("missing",))]
    spans: list[Span] = []
    if leaf.answer == "unknown" and missing:
        lacks = dict.fromkeys(speak.text(each.label) for each in missing)
        spans.append(Span(f"  {speak.word('missing')} {speak.separator.join(lacks)}", "ask"))
    if entries:
        entries.sort(key=lambda entry: entry.on or "", reverse=True)  # the latest says most
        shown = dict.fromkeys(speak.entry(entry) for entry in entries)
        text = speak.separator.join(list(shown)[:ENTRIES]) + (" …" if len(shown) > ENTRIES else "")
        spans.append(Span(f"  {speak.word('from_entries')} {text}", "dim"))
    return spans


def _all(node: Node, kinds: tuple[str, ...]) -> list[Node]:
    own = [node] if node.kind in kinds else []
    return own + [found for part in node.parts for found in _all(part, kinds)]


def _agent(page: _Page, line: AgentLine) -> list[Line]:
    mark, style = STYLES[line.standing]
    speak = page.speak
    spans = [
        Span(f"{mark} {speak.word(line.standing)} ", style), Span(speak.text(line.label), "head"),
    ]  # fmt: skip
    if line.dose is not None:
        spans.append(Span(f"  {speak.text(line.dose)}", "dose"))
    if line.reason is not None:
        spans.append(Span(f"{speak.colon}{speak.text(line.reason)}"))
    spans.append(Span(f" {speak.grounds(line.origin, (*line.cites, *line.readings))}", "dim"))
    return page.lines(spans, 2, 6)
