"""Lines of styled text on a screen of fixed-width cells: widths, wrapping, columns.

East Asian characters are two cells wide; nothing here knows what the words mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width

# No line begins with one of these, and none ends with one of those.
CLOSING = "，。；：、！？）】》〉〕」』”’…·,.;:!?)]}%"
OPENING = "（【《〈〔「『“‘([{"


class Span(NamedTuple):
    """A run of text in one style; a style is a name that `paint` knows, or nothing."""

    text: str
    style: str = ""


Line = tuple[Span, ...]
EMPTY: Line = ()


def cells(text: str, ambiguous: int = 1) -> int:
    """How many cells `text` takes; `ambiguous` is the width of ▲ ◆ ● and their like."""
    if text.isascii():
        return len(text)
    return sum(map((NARROW if ambiguous == 1 else BROAD).__getitem__, text))


def length(line: Line, ambiguous: int = 1) -> int:
    """How many cells a line takes."""
    return sum(cells(span.text, ambiguous) for span in line)


def wrap(
    spans: Sequence[Span], width: int, *, first: Line = (), rest: int = 0, ambiguous: int = 1
) -> list[Line]:
    """The spans broken into lines of at most `width` cells.

    `first` stands before the first line, `rest` blanks before the others. Only a single piece that
    is wider than the room, such as a long name, runs over.
    """
    lines: list[Line] = []
    current = list(first)
    used = length(first, ambiguous)
    fresh = True
    for piece in _pieces(spans):
        size = length(piece, ambiguous)
        bare = length(_stripped(piece), ambiguous)
        if used + bare > width and not fresh:
            lines.append(_stripped(tuple(current)))
            current, used, fresh = [Span(" " * rest)], rest, True
        if fresh and all(span.text.isspace() for span in piece):
            continue
        current.extend(piece)
        used += size
        fresh = False
    lines.append(_stripped(tuple(current)))
    return [_joined(line) for line in lines]


def pad(line: Line, width: int, ambiguous: int = 1) -> Line:
    """The line with blanks up to `width` cells."""
    return (*line, Span(" " * max(0, width - length(line, ambiguous))))


def beside(columns: Sequence[Sequence[Line]], widths: Sequence[int], gap: int = 2) -> list[Line]:
    """Columns of lines put side by side; the last is not padded."""
    height = max((len(column) for column in columns), default=0)
    lines = []
    for row in range(height):
        parts: list[Span] = []
        for index, column in enumerate(columns):
            cell = column[row] if row < len(column) else EMPTY
            last = index == len(columns) - 1
            parts.extend(cell if last else pad(cell, widths[index] + gap))
        lines.append(_stripped(tuple(parts)))
    return lines


def plain(line: Line) -> str:
    """The line's text without any style."""
    return "".join(span.text for span in line).rstrip()


def visible(text: str) -> str:
    """The text with blanks for line breaks, and nothing in it that commands a terminal or turns text around."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else " " if each.isspace() else f"<U+{ord(each):04X}>"
        for each in text
    )


class _Cells(dict[str, int]):
    """The cells of each character met so far."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self.ambiguous = ambiguous

    def __missing__(self, character: str) -> int:
        kind = east_asian_width(character)
        size = 2 if kind in "WF" else self.ambiguous if kind == "A" else 1
        self[character] = size = 0 if combining(character) else size
        return size


NARROW, BROAD = _Cells(1), _Cells(2)


def _pieces(spans: Iterable[Span]) -> list[Line]:
    """The smallest runs that must not be broken."""
    pieces: list[Line] = []
    piece: list[Span] = []
    earlier = before = ""
    for span in spans:
        text, style = visible(span.text), span.style
        start = 0
        for index, character in enumerate(text):
            if before and _may_break(earlier, before, character):
                if start < index:
                    piece.append(Span(text[start:index], style))
                pieces.append(_joined(piece))
                piece, start = [], index
            earlier, before = before, character
        if start < len(text):
            piece.append(Span(text[start:], style))
    return [*pieces, _joined(piece)] if piece else pieces


def _may_break(earlier: str, before: str, character: str) -> bool:
    """Whether a line may end between `before` and `character`."""
    if before in OPENING or character in CLOSING or character == " ":
        return False
    if before == " ":  # a number keeps its unit: `4.0 mg`
        return not (earlier.isdigit() and character.isalpha() and not _wide(character))
    return _wide(before) or _wide(character)


def _wide(character: str) -> bool:
    return not character.isascii() and east_asian_width(character) in "WF"


def _joined(line: Sequence[Span]) -> Line:
    if len(line) == 1 and line[0].text:
        return tuple(line)
    parts: list[Span] = []
    for span in line:
        if parts and parts[-1].style == span.style:
            parts[-1] = Span(parts[-1].text + span.text, span.style)
        elif span.text:
            parts.append(span)
    return tuple(parts)


def _stripped(line: Line) -> Line:
    if line and line[-1].text and not line[-1].text[-1].isspace():
        return line
    parts = list(line)
    while parts:
        text = parts[-1].text.rstrip()
        if text:
            parts[-1] = Span(text, parts[-1].style)
            break
        parts.pop()
    return tuple(parts)
