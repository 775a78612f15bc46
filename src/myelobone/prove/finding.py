"""What a proof found in the knowledge, and the patient on whom it can be seen."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from ..language.problems import Text

Severity = Literal["error", "listed"]


class Witness(Struct, frozen=True, kw_only=True):
    """A patient on whom a finding can be seen, as `myelobone advise` reads it, and the day asked about."""

    record: dict[str, Any]
    as_of: str


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that a proof found.

    `code` is stable and documented in `docs/reference/problems.md`; `at` names what is concerned
    (rules, facts, agent lines, dose routes …), first what has to be mended. A finding is an error
    unless it is known and explained: then `severity` is `listed` and `excepted_by` names the
    reading, or the line of `listed.yaml`, that explains it, and `because` says why.
    """

    kind: str  # the proof that found it, an id of `checks.PROOFS`
    code: str
    at: tuple[str, ...]
    place: str  # "rules/topic.yaml:12:3"
    what: Text
    witness: Witness | None = None
    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    severity: Severity = "error"
    excepted_by: str | None = None
    because: Text | None = None


class Examined(Struct, frozen=True, kw_only=True):
    """What one proof gives: how many things it looked at, and what it found among them."""

    count: int
    findings: tuple[Finding, ...] = ()
