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
    return sum(_cell(character, ambiguous) for character in text)


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


def _cell(character: str, ambiguous: int) -> int:
    if combining(character):
        return 0
    kind = east_asian_width(character)
    if kind in "WF":
        return 2
    return ambiguous if kind == "A" else 1


def _pieces(spans: Iterable[Span]) -> list[Line]:
    """The smallest runs that must not be broken."""
    pieces: list[list[Span]] = []
    earlier = before = ""
    for span in spans:
        for character in visible(span.text):
            if not pieces or _may_break(earlier, before, character):
                pieces.append([])
            pieces[-1].append(Span(character, span.style))
            earlier, before = before, character
    return [_joined(tuple(piece)) for piece in pieces]


def _may_break(earlier: str, before: str, character: str) -> bool:
    """Whether a line may end between `before` and `character`."""
    if before in OPENING or character in CLOSING or character == " ":
        return False
    if before == " ":  # a number keeps its unit: `4.0 mg`
        return not (earlier.isdigit() and character.isalpha() and not _wide(character))
    return _wide(before) or _wide(character)


def _wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def _joined(line: Line) -> Line:
    parts: list[Span] = []
    for span in line:
        if parts and parts[-1].style == span.style:
            parts[-1] = Span(parts[-1].text + span.text, span.style)
        elif span.text:
            parts.append(span)
    return tuple(parts)


def _stripped(line: Line) -> Line:
    parts = list(line)
    while parts:
        text = parts[-1].text.rstrip()
        if text:
            parts[-1] = Span(text, parts[-1].style)
            break
        parts.pop()
    return tuple(parts)
