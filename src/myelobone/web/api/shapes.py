"""What the operations take: strict, nothing beside what is named."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field


def _a_day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("YYYY-MM-DD")
    return text


Day = Annotated[str, AfterValidator(_a_day), Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Entry = dict[str, Any]


class Strict(Schema):
    """No key that is not named, no number for a text."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NumberIn(Strict):
    """A number of one system, as text."""

    system: str = Field(min_length=1, max_length=60)
    number: str = Field(min_length=1, max_length=60)


class PersonIn(Strict):
    """Who a patient is; what is left out is unknown."""

    numbers: list[NumberIn] = Field(min_length=1, max_length=20)
    name: str = Field("", max_length=120)
    sex: Literal["female", "male", ""] = ""
    born: str = Field("", pattern=r"^(\d{4}(-\d{2}-\d{2})?)?$")
    ward: str = Field("", max_length=40)


class PersonChange(PersonIn):
    """The same, corrected, and why."""

    because: str = Field(min_length=1, max_length=500)


class EntriesIn(Strict):
    """Entries of the record contract, added in their order."""

    entries: list[Entry] = Field(min_length=1, max_length=500)


class Correction(Strict):
    """The entry as it should have been, and why."""

    entry: Entry
    because: str = Field(min_length=1, max_length=500)


class Withdrawal(Strict):
    """Why an entry no longer counts."""

    because: str = Field(min_length=1, max_length=500)


class Supposition(Strict):
    """`put`: terms with a value or an entry's keys; `take`: terms or entries to leave out."""

    put: dict[str, Any] = Field(default_factory=dict)
    take: list[str] = Field(default_factory=list, max_length=100)
    on: Day | None = None
    as_of: Day | None = None


class Confirmation(Strict):
    """The digest of the advice that was seen, as `Advice-Digest` gave it."""

    seen: str = Field(pattern=r"^[0-9a-f]{64}$")


class RecordIn(Strict):
    """A record of the contract, asked about without being stored."""

    record: dict[str, Any]
    as_of: Day
