"""A patient's record as frozen data, in canonical units, with every doubt kept beside its value."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..language.problems import Problem

Doubt = Literal["no_unit", "wrong_unit", "implausible", "word", "invalid", "unknown"]


class When(Struct, frozen=True, omit_defaults=True):
    """A day, or the interval of days a month or year stands for; `minute` of the day when given."""

    low: int  # ordinals
    high: int
    minute: int | None = None

    @property
    def exact(self) -> bool:
        """True when the day is known to the day."""
        return self.low == self.high


class Cell(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One value of an entry: a number (or interval) in the canonical unit, a word, a text or a day.

    `doubt` set means: kept, shown, reported, never used. `written` is what the record says.
    """

    kind: Literal["number", "word", "text", "day"]
    written: str
    low: float = 0.0  # numbers canonical; days as ordinals
    high: float = 0.0
    word: str = ""  # words and texts
    doubt: Doubt | None = None


class Entry(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One dated entry, in the record's order; `seq` is its position.

    `unusable`: it lacks what it cannot do without (its term, a value, a required attribute, a
    readable day); its value is never used, yet it is not forgotten: nothing older stands in for it.
    `same_as`: an event that another entry already tells; it is kept and not counted again.
    `findings_listed`: the record holds a list of findings, even an empty one.
    """

    seq: int
    what: str
    on: When | None = None
    from_: When | None = None
    to: When | None = None
    entered: int | None = None
    plan: bool = False
    value: Cell | None = None
    attributes: dict[str, Cell] = {}
    findings: tuple[dict[str, Cell], ...] = ()
    findings_listed: bool = False
    lower_limit: float | None = None  # of the laboratory's range, canonical
    upper_limit: float | None = None
    source: str | None = None
    by: str | None = None
    note: str | None = None
    unusable: bool = False
    same_as: int | None = None  # the position of the entry that it repeats

    @property
    def where(self) -> str:
        """The entry's path in the record."""
        return f"entries[{self.seq}]"


class Patient(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who the record is about; absent means unknown."""

    id: str
    name: str | None = None
    sex: str | None = None  # female | male
    born: When | None = None


class Site(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the hospital offers; None is everything."""

    offers: tuple[str, ...] | None = None
    agents: tuple[str, ...] | None = None


class Record(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A person and the dated entries; problems found while reading; digest of what was read.

    `document` is all that was read, as JSON, so that a record can be written back whole.
    """

    patient: Patient
    site: Site = Site()
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    digest: str = ""
    document: str = ""
