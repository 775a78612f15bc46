"""What would change if the record said something else: both advices and every difference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from ..language.dates import iso, ordinal
from ..language.model import Knowledge
from ..record.amend import suppose
from ..record.model import Record
from .advise import advise
from .compare import Change, compare
from .output import Advice

FORMAT = "myelobone-what-if/1"
MOST_SHOWN = 5  # paths in the short form


class WhatIf(Struct, frozen=True, kw_only=True):
    """The advice as the record stands and under a supposition, and what differs.

    `put` are the supposed entries as a record would hold them (or keys of the patient), `taken` what
    was taken away, `replaced` the entries of the same day that gave way.
    """

    put: tuple[dict[str, Any], ...]
    taken: tuple[str, ...]
    replaced: tuple[str, ...]
    before: Advice
    after: Advice
    changes: tuple[Change, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The path of every difference, such as `agents.NAME.standing`."""
        return tuple(change.path for change in self.changes)

    def __repr__(self) -> str:
        shown = ", ".join(self.changed[:MOST_SHOWN])
        more = ", …" if len(self.changes) > MOST_SHOWN else ""
        return f"<WhatIf as of {self.before.as_of}; {len(self.changes)} changes: {shown}{more}>"

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON as plain Python data."""
        return {
            "format": FORMAT,
            "as_of": self.before.as_of,
            "supposed": list(self.put),
            "taken": list(self.taken),
            "replaced": list(self.replaced),
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "changed": list(self.changed),
        }

    def to_json(self) -> bytes:
        """The contract's JSON, the same bytes for the same question."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2)


def what_if(
    record: Record,
    as_of: str | date,
    knowledge: Knowledge,
    *,
    put: Sequence[tuple[str, Any]] = (),
    take: Sequence[str] = (),
    on: str | None = None,
    known_then: bool = False,
) -> WhatIf:
    """What would change in the advice of a day if `put` were entered and `take` taken away.

    Entries that say no day are of the day `on`, by default the day asked about. The record stays as
    it is. Raises Refused when the supposition cannot be used, ValueError when `as_of` is no day.
    """
    today = iso(as_of.toordinal() if isinstance(as_of, date) else ordinal(as_of))
    supposed = suppose(record, knowledge.vocabulary, put=put, take=take, on=on or today)
    before = advise(record, today, knowledge, known_then=known_then)
    after = advise(supposed.record, today, knowledge, known_then=known_then)
    return WhatIf(
        put=supposed.put, taken=supposed.taken, replaced=supposed.replaced,
        before=before, after=after, changes=compare(before, after),
    )  # fmt: skip
