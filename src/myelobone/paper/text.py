"""How wide text will be, before any font has been asked: never less than what is drawn."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

# Parts of the type size, a little above the widest of the usual fonts.
WIDE, UPPER, LOWER, NARROW, DIGIT, BLANK = 1.02, 0.76, 0.6, 0.36, 0.6, 0.32
SLIM = set("iljtfrI1.,:;'|!()[]-· ")
BROAD = set("mwMW@%")
ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a line of text is at a type size, in the unit of the size."""
    return sum(_share(each) for each in text) * size * (1.07 if bold else 1.0)


def shorten(text: str, size: float, room: float) -> str:
    """The text if it fits, else its beginning with an ellipsis; nothing where not even that fits."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip() + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS if kept.strip() else ""


def wrap(text: str, size: float, room: float) -> list[str]:
    """The text as lines no wider than `room`, broken at blanks and between wide characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for each in text:
        if (
            pieces
            and not (_wide(each) and each not in "，。；：、）！？”")
            and not pieces[-1].endswith(" ")
        ):
            pieces[-1] += each
        else:
            pieces.append(each)
    return pieces


def _wide(character: str) -> bool:
    return east_asian_width(character) in "WFA"


def _share(character: str) -> float:
    if combining(character):
        return 0.0
    if _wide(character):
        return WIDE
    if character == " ":
        return BLANK
    if character in BROAD:
        return 0.95
    if character in SLIM:
        return NARROW if character != "1" else DIGIT
    return UPPER if character.isupper() else LOWER
