"""What readers show, as knowledge names it: the banner, the lanes of the picture, the outline of the book.

Names, labels and what to show; how it is drawn is for the readers.
"""

from __future__ import annotations

from msgspec import Struct

from .dates import Duration
from .problems import Text
from .tree import Quantity

# What a dated item may be, in the words of the advice's contract.
PLAN_KINDS = (
    "dose", "monitor", "imaging", "dental", "decision", "hold", "supplement", "referral", "task",
)  # fmt: skip
MARKERS = ("circle", "ring", "triangle", "diamond", "square", "hexagon", "pill")
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


class Marker(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One shape on the lesion map: kinds of findings, and events that it stands for."""

    id: str
    label: Text
    shape: str
    kinds: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    place: str = ""


class Curve(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a chart: a fact as it was on each day, or a measurement as it was recorded."""

    name: str
    fact: bool = False
    place: str = ""


class Limit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A limit drawn across a chart, with what it rests on."""

    at: Quantity
    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    place: str = ""


class Strip(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Periods of a term below a chart, each with one attribute written in it."""

    term: str
    show: str
    place: str = ""


class Panel(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One chart of facts over time; `low` and `high` are facts, the edges of what is usual."""

    id: str
    label: Text
    curves: tuple[Curve, ...] = ()
    low: str | None = None
    high: str | None = None
    limits: tuple[Limit, ...] = ()
    strips: tuple[Strip, ...] = ()
    gap: Duration | None = None  # values further apart are not joined
    log: bool = False
    from_zero: bool = False
    place: str = ""


class Control(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What may be supposed on a screen: a number of a term between two ends, or one of its words."""

    term: str
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    place: str = ""


class Screens(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What readers show: banner, lanes of the picture, markers of the map, charts, the book's outline."""

    banner: tuple[str, ...] = ()
    course: tuple[str, ...] = ()  # where the course stands, at the head of a plan
    worklist: tuple[str, ...] = ()  # facts beside a name in a list of patients
    state: tuple[str, ...] = ()  # how it stands with a patient, the first before all others
    timeline: tuple[Lane, ...] = ()
    lesions: tuple[Marker, ...] = ()
    trends: tuple[Panel, ...] = ()
    trend_events: tuple[Shown, ...] = ()
    what_if: tuple[Control, ...] = ()
    book: Outline = Outline()
    place: str = ""
