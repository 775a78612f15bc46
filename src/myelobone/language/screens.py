"""What readers show, as knowledge names it: the banner, the lanes of the picture, the outline of the book.

Names, labels and what to show; how it is drawn is for the readers.
"""

from __future__ import annotations

from msgspec import Struct

from .problems import Text

# What a dated item may be, in the words of the advice's contract.
PLAN_KINDS = (
    "dose", "monitor", "imaging", "dental", "decision", "hold", "supplement", "referral", "task",
)  # fmt: skip
SHAPES = ("circle", "pill", "square", "triangle", "diamond", "star", "hexagon", "bar")


class Shown(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Entries of a term in a lane; `hide` lists values that are not drawn, `show` attributes named."""

    term: str
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    bare: bool = False  # what is shown says enough without the term's own label
    place: str = ""


class Lane(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One lane of the picture: kinds of dated items, and entries of the record beside them."""

    id: str
    label: Text
    shape: str
    kinds: tuple[str, ...] = ()
    entries: tuple[Shown, ...] = ()
    runs: bool = False  # a label only where it differs from the one before
    gather: bool = False  # marks that would touch become one with a count
    place: str = ""


class Heading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A chapter, section or page of the book; `from_` is the statement or reading that it begins with."""

    id: str
    title: Text
    from_: str = ""
    sections: tuple[Heading, ...] = ()
    place: str = ""


class Outline(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the book is divided: chapters of statements, pages of readings, pages of facts by file."""

    chapters: tuple[Heading, ...] = ()
    readings: tuple[Heading, ...] = ()
    facts: tuple[Heading, ...] = ()


class Screens(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What readers show: facts of the banner, lanes of the picture from top to bottom, the book's outline."""

    banner: tuple[str, ...] = ()
    timeline: tuple[Lane, ...] = ()
    book: Outline = Outline()
    place: str = ""
