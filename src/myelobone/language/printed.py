"""Tables as the guideline prints them, what a reading settles in them, and findings known and explained.

Only `prove/` reads these; no answer about a patient rests on them.
"""

from __future__ import annotations

from msgspec import Struct

from .problems import Text


class Range(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Numbers between two limits, in the unit of the table; no limit at all is no range."""

    above: float | None = None
    from_: float | None = None
    below: float | None = None
    through: float | None = None

    @property
    def open(self) -> bool:
        """Whether no limit is given."""
        return self.above is self.from_ is self.below is self.through is None


class PrintedRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One dose as printed: under which heading, for which range; without one the heading stands alone."""

    column: str
    range: Range = Range()
    gives: Text
    place: str = ""


class PrintedTable(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The doses of one route of one agent as a statement prints them."""

    id: str  # "agent.route"
    agent: str
    route: str
    of: str  # the fact that the ranges are about
    cites: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    place: str = ""


class Settled(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reading settles in a printed table: a gap, an overlap, or a heading without numbers."""

    table: str
    gap: Range | None = None
    overlap: Range | None = None
    column: str | None = None
    place: str = ""


class Excused(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding of a proof that is known: which one, and why it stands."""

    finding: str  # the code of the finding
    at: tuple[str, ...]
    because: Text
    readings: tuple[str, ...] = ()
    place: str = ""
