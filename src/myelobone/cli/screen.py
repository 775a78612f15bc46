"""What leaves the program: results on standard output, talk on standard error, nothing lost.

Colour only on a terminal without `NO_COLOR`; a character that the console cannot show is replaced
by one that means the same, never by a bare question mark.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from shutil import get_terminal_size
from typing import Any, TextIO
from unicodedata import normalize

from ..page.layout import Line, plain

# Terminal attributes of each style; the words and marks say the same without them.
STYLES = {
    "head": "1",
    "dim": "2",
    "stop": "1;31",
    "stop_tag": "1;37;41",
    "caution": "1;33",
    "caution_tag": "1;30;43",
    "advise": "32",
    "advise_tag": "1;30;42",
    "ask": "1;36",
    "dose": "1",
}
# What stands for a character that a console's encoding lacks.
SUBSTITUTES = {
    "µ": "μ", "−": "-", "²": "2", "³": "3", "–": "-", "≈": "~", "é": "e", "✓": "√", "·": "-", "…": "...",
    "≥": ">=", "≤": "<=", "→": "->", "←": "<-", "√": "+", "×": "x", "？": "?", "μ": "u",
    "├": "|", "└": "`", "─": "-", "│": "|", "“": '"', "”": '"', "▲": "!", "◆": "#", "●": "*", "○": "o",
    "□": "[ ]", "■": "[x]", "α": "alpha", "β": "beta", "κ": "kappa", "λ": "lambda",
}  # fmt: skip
CHINESE_CONSOLES = ("gbk", "cp936", "gb2312", "gb18030", "hz")


class Unwritten(Exception):
    """Raised when the result could not be written, as on a full disk."""


class ReaderGone(Exception):
    """Raised when whoever read the result has seen enough; no failure of ours or theirs."""

    status = 0  # with which the command ends all the same


def say(lines: Iterable[Line]) -> None:
    """Prints styled lines as the result."""
    stream = sys.stdout
    colour = _colour(stream)
    text = "".join((_painted(line) if colour else plain(line)) + "\n" for line in lines)
    _write(stream, text)


def say_text(text: str) -> None:
    """Prints plain text as the result, ending in one newline."""
    _write(sys.stdout, text.rstrip("\n") + "\n")


def say_bytes(data: bytes) -> None:
    """Prints JSON as the result: UTF-8 whatever the console speaks, so that bytes stay the same."""
    data = data.rstrip(b"\n") + b"\n"
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
        return
    try:
        buffer.write(data)
        buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        raise Unwritten(error.strerror) from error


def talk(text: str) -> None:
    """Prints on standard error; a closed standard error is no reason to fail."""
    try:
        _write(sys.stderr, text.rstrip("\n") + "\n")
    except (OSError, Unwritten, ReaderGone):
        return


def width() -> int:
    """Cells a line may take: the terminal's, within 60 and 120; 80 where there is none."""
    return max(60, min(120, get_terminal_size((80, 24)).columns))


def ambiguous() -> int:
    """How wide this console draws ▲ and its like."""
    return 2 if (sys.stdout.encoding or "").lower().replace("-", "") in CHINESE_CONSOLES else 1


def shows_chinese(stream: Any) -> bool:
    """Whether what is written there may hold Chinese characters."""
    try:
        "骨".encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    except LookupError:
        return True
    return True


def encodable(text: str, encoding: str) -> str:
    """The text with each character that `encoding` lacks put in another way, none dropped."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_substitute(character, encoding) for character in text)
    except LookupError:
        return text
    return text


def _substitute(character: str, encoding: str) -> str:
    first = SUBSTITUTES.get(character)
    second = SUBSTITUTES.get(first or "")
    for attempt in (character, first, second, normalize("NFKC", character)):
        if attempt is None:
            continue
        try:
            attempt.encode(encoding)
        except UnicodeEncodeError:
            continue
        return attempt
    return f"<U+{ord(character):04X}>"


def _write(stream: Any, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.write(encodable(text, encoding))
        stream.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        raise Unwritten(error.strerror) from error


def _painted(line: Line) -> str:
    parts = []
    for span in line:
        code = STYLES.get(span.style)
        parts.append(f"\x1b[{code}m{span.text}\x1b[0m" if code else span.text)
    return "".join(parts).rstrip()


def _colour(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    return sys.platform != "win32" or _windows_colour()


def _windows_colour() -> bool:
    """Whether this Windows console understands colour; asks it to."""
    return os.system("") == 0
