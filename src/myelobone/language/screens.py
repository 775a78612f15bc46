"""What readers show of a patient, as knowledge names it: the banner, the lanes of the picture.

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


class Screens(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What readers show: facts of the banner, lanes of the picture from top to bottom."""

    banner: tuple[str, ...] = ()
    timeline: tuple[Lane, ...] = ()
    place: str = ""
