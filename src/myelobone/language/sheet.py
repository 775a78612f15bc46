"""One knowledge file while it is being read: typed access to its parts, and places for errors.

Nothing here raises; every fault is noted in the ledger and reading goes on, so that all faults of
a folder are reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .dates import Duration
from .ledger import Ledger, Scope
from .parse import (
    SyntaxFault,
    parse_duration,
    parse_expression,
    parse_leaf,
    parse_quantity,
    parse_source,
)
from .problems import Text
from .tree import All, AnyOf, Expression, NoneOf, Quantity, Source, Tree, Window
from .yaml import Mapping, Mark, Node, Scalar, Sequence

TREES = ("all", "any", "none")


class Sheet:
    """A file of the folder; `this` is the agent for whom a shared line is being read."""

    def __init__(self, name: str, ledger: Ledger, this: str | None = None) -> None:
        self.name = name
        self.ledger = ledger
        self.this = this

    def place(self, mark: Mark, offset: int = 0) -> str:
        """The place of a mark, `offset` columns further on."""
        return f"{self.name}:{mark.line}:{mark.column + offset}"

    def fault(
        self,
        code: str,
        node: Node | Mark,
        found: str | None = None,
        allowed: Iterable[str] | str | None = None,
        nearest: str | None = None,
        offset: int = 0,
    ) -> None:
        """Notes a problem at a node."""
        mark = node if isinstance(node, Mark) else node.mark
        self.ledger.add(code, self.place(mark, offset), found, allowed, nearest)

    # -- lists and mappings

    def fields(self, node: Node) -> Fields | None:
        """The node as a mapping with typed access."""
        if isinstance(node, Mapping):
            return Fields(self, node)
        self.fault("knowledge.not_a_mapping", node, found=_shown(node))
        return None

    def entries(self, node: Node) -> Iterator[tuple[str, Mark, Fields]]:
        """The named entries of a mapping of mappings."""
        if not isinstance(node, Mapping):
            self.fault("knowledge.not_a_mapping", node, found=_shown(node))
            return
        for name, value in node.items.items():
            fields = self.fields(value)
            if fields is not None:
                yield name, node.keys[name], fields

    def rows(self, node: Node) -> Iterator[Fields]:
        """The mappings of a list."""
        if not isinstance(node, Sequence):
            self.fault("knowledge.not_a_list", node, found=_shown(node))
            return
        for item in node.items:
            fields = self.fields(item)
            if fields is not None:
                yield fields

    # -- single values

    def text(self, node: Node) -> str | None:
        """A scalar's text."""
        if isinstance(node, Scalar) and node.text.strip():
            return self.local(node.text.strip())
        self.fault("knowledge.not_a_text", node, found=_shown(node))
        return None

    def local(self, text: str) -> str:
        """The text with `this` replaced by the agent being read."""
        return re.sub(r"\bthis\b", self.this, text) if self.this else text

    def number(self, node: Node) -> float | None:
        """A bare number."""
        if isinstance(node, Scalar) and node.plain and type(node.value) in (int, float):
            return float(node.value)  # type: ignore[arg-type]
        self.fault("knowledge.not_a_number", node, found=_shown(node))
        return None

    def quantity(self, node: Node) -> Quantity | None:
        """A number with its unit."""
        text = self.text(node)
        if text is None:
            return None
        quantity = parse_quantity(text)
        if quantity is None:
            self.fault("knowledge.not_a_quantity", node, found=text)
            return None
        self.ledger.use("unit", quantity.unit, self.place(node.mark))
        return quantity

    def duration(self, node: Node) -> Duration | None:
        """A duration such as `28 days`."""
        text = self.text(node)
        if text is None:
            return None
        duration = parse_duration(text)
        if duration is None:
            self.fault("knowledge.not_a_duration", node, found=text, allowed="28 days · 3 months")
        return duration

    # -- the language

    def tree(self, node: Node, scope: Scope) -> Tree | None:
        """A leaf, or `all:`, `any:`, `none:` with a list."""
        if isinstance(node, Scalar):
            return self.leaf(node, scope)
        if isinstance(node, Mapping) and len(node.items) == 1:
            (name, parts), *_ = node.items.items()
            if name in TREES:
                return self.branch(name, parts, scope)
        self.fault(
            "knowledge.not_a_tree", node, found=_shown(node), allowed="leaf · all · any · none"
        )
        return None

    def branch(self, name: str, node: Node, scope: Scope) -> Tree | None:
        """The parts of `all:`, `any:` or `none:`."""
        if not isinstance(node, Sequence) or not node.items:
            self.fault("knowledge.not_a_list", node, found=_shown(node))
            return None
        parts = [self.tree(item, scope) for item in node.items]
        good = tuple(part for part in parts if part is not None)
        if len(good) != len(parts):
            return None
        return All(good) if name == "all" else AnyOf(good) if name == "any" else NoneOf(good)

    def leaf(self, node: Scalar, scope: Scope) -> Tree | None:
        """One leaf."""
        text = self.text(node)
        if text is None:
            return None
        try:
            leaf = parse_leaf(text)
        except SyntaxFault as fault:
            self.syntax(node, fault)
            return None
        self.ledger.leaf(leaf, self.place(node.mark), scope)
        return leaf

    def expression(self, node: Node, scope: Scope, want: str = "") -> Expression | None:
        """One expression; `want` is the kind of value it must give."""
        text = self.text(node)
        if text is None:
            return None
        try:
            found = parse_expression(text, self.ledger.selections)
        except SyntaxFault as fault:
            self.syntax(node, fault)
            return None
        self.ledger.expression(found, self.place(node.mark), scope, want)
        return found

    def source(self, node: Node, scope: Scope) -> tuple[Source, tuple[Window, ...]] | None:
        """A source and its windows."""
        text = self.text(node)
        if text is None:
            return None
        try:
            source, windows = parse_source(text, self.ledger.selections)
        except SyntaxFault as fault:
            self.syntax(node, fault)
            return None
        self.ledger.source(source, windows, self.place(node.mark), scope)
        return source, windows

    def syntax(self, node: Node, fault: SyntaxFault) -> None:
        """Notes what the grammar refused, with the column inside the line."""
        quoted = isinstance(node, Scalar) and not node.plain
        self.fault(
            fault.code, node, found=fault.found, allowed=fault.allowed,
            nearest=fault.nearest, offset=fault.column + quoted,
        )  # fmt: skip


class Fields:
    """A mapping being read; keys that nobody asked for are reported by `finish`."""

    def __init__(self, sheet: Sheet, node: Mapping) -> None:
        self.sheet = sheet
        self.map = node
        self.asked: dict[str, None] = {}

    @property
    def place(self) -> str:
        """Where the mapping begins."""
        return self.sheet.place(self.map.mark)

    def mark(self, key: str) -> Mark:
        """Where a key stands, or where the mapping begins."""
        return self.map.keys.get(key, self.map.mark)

    def at(self, key: str) -> str:
        """The place of a key."""
        return self.sheet.place(self.mark(key))

    def get(self, key: str) -> Node | None:
        """The node of a key, or None."""
        self.asked[key] = None
        return self.map.items.get(key)

    def need(self, key: str) -> Node | None:
        """The node of a key that must be there."""
        node = self.get(key)
        if node is None:
            self.sheet.fault("knowledge.missing_key", self.map, found=None, allowed=key)
        return node

    def finish(self) -> None:
        """Reports keys that this entry may not have."""
        for key, mark in self.map.keys.items():
            if key not in self.asked:
                self.sheet.ledger.unknown(
                    "knowledge.unknown_key", self.sheet.place(mark), key, self.asked
                )

    def text(self, key: str, required: bool = False) -> str | None:
        """The text of a key."""
        node = self.need(key) if required else self.get(key)
        return None if node is None else self.sheet.text(node)

    def word(self, key: str, allowed: Iterable[str], required: bool = False) -> str | None:
        """A text that is one of the allowed words."""
        text = self.text(key, required)
        words = tuple(allowed)
        if text is None or text in words:
            return text
        self.sheet.ledger.unknown(
            "knowledge.unknown_word", self.sheet.place(self.map.items[key].mark), text, words
        )
        return None

    def yes(self, key: str) -> bool:
        """`yes` or `no`; no when absent."""
        return self.word(key, ("yes", "no")) == "yes"

    def words(self, key: str, use: str | None = None) -> tuple[str, ...]:
        """One text or a list of texts; each is noted as a `use` of that sort of name."""
        node = self.get(key)
        if node is None:
            return ()
        found = []
        for item in node.items if isinstance(node, Sequence) else (node,):
            text = self.sheet.text(item)
            if text is not None:
                found.append(text)
                if use is not None:
                    self.sheet.ledger.use(use, text, self.sheet.place(item.mark))
        return tuple(found)

    def name(self, key: str, use: str, required: bool = False) -> str | None:
        """One name, noted as a use of that sort."""
        text = self.text(key, required)
        if text is not None:
            self.sheet.ledger.use(use, text, self.sheet.place(self.map.items[key].mark))
        return text

    def number(self, key: str) -> float | None:
        """A bare number."""
        node = self.get(key)
        return None if node is None else self.sheet.number(node)

    def whole(self, key: str) -> int | None:
        """A whole number."""
        number = self.number(key)
        if number is not None and number != int(number):
            self.sheet.fault("knowledge.not_a_number", self.mark(key), found=str(number))
            return None
        return None if number is None else int(number)

    def quantity(self, key: str) -> Quantity | None:
        """A number with its unit."""
        node = self.get(key)
        return None if node is None else self.sheet.quantity(node)

    def duration(self, key: str) -> Duration | None:
        """A duration."""
        node = self.get(key)
        return None if node is None else self.sheet.duration(node)

    def tree(self, key: str, scope: Scope, required: bool = False) -> Tree | None:
        """A tree."""
        node = self.need(key) if required else self.get(key)
        return None if node is None else self.sheet.tree(node, scope)

    def expression(self, key: str, scope: Scope, want: str = "") -> Expression | None:
        """An expression that gives a value of kind `want`."""
        node = self.get(key)
        return None if node is None else self.sheet.expression(node, scope, want)

    def both(self, key: str, scope: Scope | None = None, required: bool = True) -> Text:
        """A text in both languages; with a scope, placeholders and digits are checked."""
        node = self.need(key) if required else self.get(key)
        return Text("", "") if node is None else read_both(self.sheet, node, scope)


def read_both(sheet: Sheet, node: Node, scope: Scope | None = None) -> Text:
    """`{zh: …, en: …}`; a missing language is reported."""
    fields = sheet.fields(node)
    if fields is None:
        return Text("", "")
    for lang in ("zh", "en"):
        if lang not in node.items:  # type: ignore[union-attr]
            sheet.fault("knowledge.one_language", node, found=None, allowed=lang)
    plain = Sheet(sheet.name, sheet.ledger)  # in a text `this` is an ordinary word
    zh, en = (plain.text(part) if (part := fields.get(lang)) else "" for lang in ("zh", "en"))
    text = Text(zh or "", en or "")
    fields.finish()
    if scope is not None:
        sheet.ledger.text(text, sheet.place(node.mark), scope)
    return text


def _shown(node: Node) -> str:
    match node:
        case Scalar():
            return node.text or "(empty)"
        case Sequence():
            return f"list of {len(node.items)}"
        case Mapping():
            return "{" + ", ".join(node.items) + "}"
