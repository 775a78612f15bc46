"""Reads YAML 1.2 (core rules) into nodes that know their line and column.

Only `true` and `false` are booleans, so `on`, `yes` and `no` are text, and so are dates. Duplicate
keys, tags and anything beyond the limits are refused. Also reads records.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml as pyyaml
from msgspec import Struct

from .problems import Problem, Refused, Text

MAX_CHARACTERS = 20_000_000
MAX_NODES = 1_000_000
MAX_DEPTH = 40

_INT = re.compile(r"[-+]?[0-9]{1,300}")
_OTHER_INT = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

MESSAGES = {
    "yaml.syntax": Text("不是有效的 YAML", "This is not valid YAML"),
    "yaml.duplicate_key": Text("同一个键写了两次", "The same key is written twice"),
    "yaml.not_text_key": Text("键必须是文字", "A key must be plain text"),
    "yaml.tag": Text("不允许使用 YAML 标签", "YAML tags are not allowed"),
    "yaml.alias": Text("别名没有所指，或包含自身", "An alias points to nothing, or to itself"),
    "yaml.too_deep": Text("嵌套过深", "Nested too deeply"),
    "yaml.too_large": Text("文件过大", "The file is too large"),
    "yaml.several_documents": Text("一个文件只能有一份文档", "A file holds one document only"),
    "yaml.not_utf8": Text("文件不是 UTF-8 编码", "The file is not encoded in UTF-8"),
}


class Mark(Struct, frozen=True):
    """A place in a file; both count from 1."""

    line: int
    column: int


class Scalar(Struct, frozen=True):
    """One value: its text, what YAML 1.2 makes of it, and whether it was written without quotes."""

    text: str
    value: str | int | float | bool | None
    plain: bool
    mark: Mark


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


class Mapping(Struct, frozen=True):
    """A mapping; `keys` are the marks of its keys."""

    items: dict[str, Node]
    keys: dict[str, Mark]
    mark: Mark


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]


class Document(Struct, frozen=True):
    """A file that was read; plain data and the place of each part of it."""

    root: Node
    data: Any

    def mark(self, path: Path) -> Mark:
        """The place of the part at `path`, or of the nearest part around it that exists."""
        node = self.root
        found = node.mark
        for step in path:
            match node:
                case Mapping() if isinstance(step, str) and step in node.items:
                    found, node = node.keys[step], node.items[step]
                case Sequence() if isinstance(step, int) and 0 <= step < len(node.items):
                    node = node.items[step]
                    found = node.mark
                case _:
                    return found
        return found


def read(text: str | bytes, name: str | None = None) -> Document:
    """Reads one YAML document; raises Refused with every duplicate key, or the first fault.

    Places are `name:line:column`, or `line 7, column 3` without a name.
    """
    root = read_nodes(text, name)
    return Document(root, plain(root))


def read_nodes(text: str | bytes, name: str | None = None) -> Node:
    """The nodes of one YAML document; raises Refused."""
    builder = _Builder(name)
    root = builder.document(text)
    if builder.problems:
        raise Refused(builder.problems)
    return root


def plain(node: Node) -> Any:
    """The plain Python data of a node."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(item) for key, item in node.items.items()}


def parse_path(path: str) -> Path:
    """`entries[2].value` as steps."""
    steps: list[str | int] = []
    for word, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        steps.append(int(index) if index else word)
    return tuple(steps)


def resolve(text: str) -> str | int | float | bool | None:
    """What YAML 1.2's core rules make of an unquoted scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _OTHER_INT.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    return text


class _Builder:
    """Builds nodes from parser events, so that limits hold before anything is expanded."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        self.nodes = 0

    def document(self, text: str | bytes) -> Node:
        start = Mark(1, 1)
        if len(text) > MAX_CHARACTERS:
            self.stop("yaml.too_large", start)
        content = self.decoded(text).removeprefix("\ufeff")
        loader = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
        root: Node = Scalar("", None, True, start)
        try:
            self.events = pyyaml.parse(content, Loader=loader)
            documents = 0
            for event in self.events:
                if isinstance(event, pyyaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.stop("yaml.several_documents", _mark(event))
                    root = self.node(next(self.events), 0)
        except pyyaml.MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            mark = Mark(at.line + 1, at.column + 1) if at else start
            self.stop("yaml.syntax", mark, found=error.problem)
        except pyyaml.YAMLError as error:
            self.stop("yaml.syntax", start, found=str(error).splitlines()[0])
        return root

    def decoded(self, text: str | bytes) -> str:
        if isinstance(text, str):
            return text
        try:
            return text.decode("utf-8")
        except UnicodeDecodeError:
            self.stop("yaml.not_utf8", Mark(1, 1))

    def node(self, event: Any, depth: int) -> Node:
        mark = _mark(event)
        self.count(1, mark)
        if depth > MAX_DEPTH:
            self.stop("yaml.too_deep", mark)
        if isinstance(event, pyyaml.AliasEvent):
            return self.alias(event, mark, depth)
        if event.tag is not None and event.tag != "!":
            self.stop("yaml.tag", mark, found=event.tag)
        before = self.nodes
        node: Node
        if isinstance(event, pyyaml.ScalarEvent):
            bare = event.style in (None, "") and event.tag is None
            node = Scalar(event.value, resolve(event.value) if bare else event.value, bare, mark)
        elif isinstance(event, pyyaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), pyyaml.SequenceEndEvent):
                items.append(self.node(inner, depth + 1))
            node = Sequence(tuple(items), mark)
        else:
            node = self.mapping(mark, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, self.nodes - before + 1, _height(node))
        return node

    def mapping(self, mark: Mark, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        while not isinstance(inner := next(self.events), pyyaml.MappingEndEvent):
            key = self.node(inner, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.stop("yaml.not_text_key", key.mark)
            if key.text in items:
                self.add("yaml.duplicate_key", key.mark, found=key.text)
            items[key.text], keys[key.text] = value, key.mark
        return Mapping(items, keys, mark)

    def alias(self, event: Any, mark: Mark, depth: int) -> Node:
        if event.anchor not in self.anchors:
            self.stop("yaml.alias", mark, found=event.anchor)
        node, size, height = self.anchors[event.anchor]
        self.count(size, mark)
        if depth + height > MAX_DEPTH:
            self.stop("yaml.too_deep", mark)
        return node

    def count(self, more: int, mark: Mark) -> None:
        self.nodes += more
        if self.nodes > MAX_NODES:
            self.stop("yaml.too_large", mark)

    def add(self, code: str, mark: Mark, found: str | None = None) -> None:
        where = (
            f"line {mark.line}, column {mark.column}"
            if self.name is None
            else f"{self.name}:{mark.line}:{mark.column}"
        )
        self.problems.append(Problem(code=code, where=where, found=found, message=MESSAGES[code]))

    def stop(self, code: str, mark: Mark, found: str | None = None) -> NoReturn:
        self.add(code, mark, found)
        raise Refused(self.problems)


def _height(node: Node) -> int:
    match node:
        case Scalar():
            return 0
        case Sequence():
            return 1 + max((_height(item) for item in node.items), default=0)
        case Mapping():
            return 1 + max((_height(item) for item in node.items.values()), default=0)


def _mark(event: Any) -> Mark:
    at = event.start_mark
    return Mark(at.line + 1, at.column + 1)
