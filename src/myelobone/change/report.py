"""The whole report of a change: both editions, what differs, whose advice changes; as JSON and for pages."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from .advices import Affected, Compared
from .differences import Differences

FORMAT = "myelobone-change/1"


class Report(Struct, frozen=True, kw_only=True):
    """What changed, and for a folder of records whose advice; `compared` is None without records."""

    differences: Differences
    compared: Compared | None = None

    @property
    def changes_something(self) -> bool:
        """Whether some advice changes or could not be compared; without records, whether anything differs."""
        if self.compared is None:
            return bool(self.differences.changes)
        return bool(self.compared.affected or self.compared.unread)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data."""
        found = self.differences
        body: dict[str, Any] = {
            "format": FORMAT,
            "old": found.old, "new": found.new,
            "changes": found.changes, "topics": found.topics,
        }  # fmt: skip
        if self.compared is not None:
            body["records"] = {
                "compared": self.compared.records,
                "affected": [_affected(each) for each in self.compared.affected],
                "unread": self.compared.unread,
            }
        plain: dict[str, Any] = msgspec.to_builtins(body)
        return plain

    def to_json(self) -> bytes:
        """The report as JSON."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2)


def _affected(each: Affected) -> dict[str, Any]:
    return {
        "record": each.name,
        "patient": each.after.patient.id,
        "as_of": each.as_of,
        "because": [f"{kind} {name}" for kind, name in each.because],
        "changes": [
            {
                "path": change.path,
                "kind": change.kind,
                "before": change.before,
                "after": change.after,
            }
            for change in each.changes
        ],
    }
