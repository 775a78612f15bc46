"""What a play of the coming months gives: the days on which something changed, and all it assumed."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct

from ...record.model import Record
from ..compare import Change
from ..output import Advice
from ..output_items import KnowledgeRef, Out, PatientRef
from ..output_plan import PlanItem

FORMAT = "myelobone-simulation/1"

Why = Literal["due", "event", "decision", "asked"]
Basis = Literal["planned", "given", "repeated", "drift", "none"]
LeftBecause = Literal[
    "no_value", "no_decision", "choice", "confirm", "not_offered", "needs", "range"
]


class Act(Out, frozen=True, kw_only=True):
    """One supposed entry: why it was made, and where its value comes from."""

    why: Why
    basis: Basis
    entry: dict[str, Any]
    item: str | None = None  # the dated item that it answers


class Left(Out, frozen=True, kw_only=True):
    """Something that was due and was not done, because the play invents nothing."""

    what: str
    because: LeftBecause
    item: str | None = None
    choice: str | None = None
    option: str | None = None
    needs: tuple[str, ...] = ()


class Assumed(Out, frozen=True, kw_only=True):
    """A value that the play used for a term: the last one known, or one that was given."""

    what: str
    basis: Basis
    value: str
    on: str | None = None  # of the last known value; from or by which day a given one holds
    by: str | None = None  # `from` or `by` a day, as given


class Day(Struct, frozen=True, kw_only=True):
    """A day on which something was done or changed, and what was said at its end."""

    on: str
    acts: tuple[Act, ...]
    left: tuple[Left, ...]  # everything that stays undone that day
    newly_left: tuple[Left, ...]
    changes: tuple[Change, ...]  # since the day before in the list; since the start for the first
    overdue: tuple[str, ...]  # dated items that are overdue at the end of the day
    next: tuple[PlanItem, ...]
    advice: Advice | None  # None on a day that only goes on as before

    def to_dict(self) -> dict[str, Any]:
        """The day as plain data; the advice itself is asked for with its record."""
        return {
            "on": self.on,
            "acts": msgspec.to_builtins(self.acts),
            "left": msgspec.to_builtins(self.left),
            "overdue": list(self.overdue),
            "changes": [_change(change) for change in self.changes],
            "next": msgspec.to_builtins(self.next),
        }


class Simulation(Struct, frozen=True, kw_only=True):
    """The coming months of one record under stated assumptions; nothing is stored.

    `record` is the record as it would stand at the end, with every supposed entry (`source:
    assumed`). `complete` is False where the play stopped early, `played_until` being its last day.
    """

    as_of: str
    until: str
    played_until: str
    complete: bool
    patient: PatientRef
    knowledge: KnowledgeRef
    program: str
    record_digest: str
    values: tuple[Assumed, ...]
    events: tuple[dict[str, Any], ...]
    decisions: tuple[dict[str, Any], ...]
    unused: tuple[str, ...]  # what was given and never came into play
    start: Advice
    days: tuple[Day, ...]
    record: Record

    @property
    def entries(self) -> tuple[dict[str, Any], ...]:
        """Every supposed entry, in order of day."""
        return tuple(act.entry for day in self.days for act in day.acts)

    @property
    def end(self) -> Advice:
        """The advice at the end of the last day on which something changed."""
        return next((day.advice for day in reversed(self.days) if day.advice), self.start)

    def __repr__(self) -> str:
        count = len(self.entries)
        return (
            f"<Simulation {self.as_of} to {self.played_until}; {len(self.days)} days with changes, "
            f"{count} supposed entries>"
        )

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON as plain Python data."""
        return {
            "format": FORMAT,
            "as_of": self.as_of,
            "until": self.until,
            "played_until": self.played_until,
            "complete": self.complete,
            "patient": msgspec.to_builtins(self.patient),
            "knowledge": msgspec.to_builtins(self.knowledge),
            "program": self.program,
            "record_digest": self.record_digest,
            "assumed": {
                "values": msgspec.to_builtins(self.values),
                "events": list(self.events),
                "decisions": list(self.decisions),
                "unused": list(self.unused),
            },
            "days": [day.to_dict() for day in self.days],
        }

    def to_json(self) -> bytes:
        """The contract's JSON, the same bytes for the same question."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2)


def _change(change: Change) -> dict[str, Any]:
    """A change with what stood there before and after; whole elements by their path alone."""
    told: dict[str, Any] = {"path": change.path, "kind": change.kind}
    if change.field is not None:
        told["before"] = msgspec.to_builtins(change.before)
        told["after"] = msgspec.to_builtins(change.after)
    return told
