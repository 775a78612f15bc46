"""What is drawn on a day: one mark of a lane, whether it comes from the plan or from the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Status = Literal["done", "due", "overdue", "held", "upcoming"]


class Mark(Struct, frozen=True, kw_only=True):
    """One mark; days are ordinals, `first` and `last` the bounds of a bar, of what is allowed, or of a day not known."""

    lane: str
    shape: str
    day: int
    status: Status
    label: str
    title: str
    first: int | None = None
    last: int | None = None
    due: int | None = None  # the day it should have been done, where that was another
    open: bool = False  # a bar without an end
    group: str = ""  # a row of its own within the lane
    branch: tuple[str, str] | None = None  # the choice and the option under which it holds
    hangs: bool = False  # a decision before it may move or end it
    count: int = 1
    stands_for: tuple[str, ...] = ()  # ids of dated items, places of entries
    stops_doses: bool = False

    @property
    def begins(self) -> int:
        """The first day on which anything of it is drawn."""
        return min(each for each in (self.day, self.first, self.due) if each is not None)

    @property
    def ends(self) -> int:
        """The last day on which anything of it is drawn."""
        return self.day if self.shape != "bar" or self.last is None else self.last


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """The marks from left to right, always in the same order."""
    return sorted(
        marks, key=lambda mark: (mark.day, mark.lane, mark.status != "done", mark.stands_for)
    )


def merged(marks: list[Mark], label: str) -> Mark:
    """One mark for several of a lane that would touch, at the first of their days."""
    head = marks[0]
    firsts = [each.first for each in marks if each.first is not None]
    lasts = [each.last for each in marks if each.last is not None]
    return Mark(
        lane=head.lane, shape=head.shape, day=head.day, status=head.status, label=label,
        title="\n".join(each.title for each in marks), first=min(firsts, default=None),
        last=max(lasts, default=None), group=head.group, branch=head.branch, hangs=head.hangs,
        count=sum(each.count for each in marks),
        stands_for=tuple(name for each in marks for name in each.stands_for),
    )  # fmt: skip
