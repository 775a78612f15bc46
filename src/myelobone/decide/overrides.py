"""Overrides: an item set aside by a named person for a reason and a time; it stays in sight."""

from __future__ import annotations

from msgspec import Struct

from ..language.dates import iso
from ..language.tree import Tree
from .context import Context
from .output_items import OverrideOut
from .takes import attribute_value, visible
from .trace import decisive, leaf_facts
from .values import same

LONGEST_DAYS = 31


class Override(Struct, frozen=True):
    """An override in force today."""

    item: str
    by: str
    because: str
    on: int
    until: int | None

    def out(self) -> OverrideOut:
        """The override as the advice shows it."""
        until = min(self.until or self.on + LONGEST_DAYS, self.on + LONGEST_DAYS)
        return OverrideOut(by=self.by, because=self.because, on=iso(self.on), until=iso(until))


def active_overrides(ctx: Context) -> dict[str, Override]:
    """Overrides that are whole, begun and not run out, by the item they name."""
    found: dict[str, Override] = {}
    for row in visible(ctx, "override"):
        entry = row.entry
        if not row.dated or row.low != row.high or row.low > ctx.today:
            continue
        item, because, by = (
            attribute_value(row, name, {}).word for name in ("item", "because", "by")
        )
        by = by or entry.by or ""
        until_value = attribute_value(row, "until", {})
        until = int(until_value.high) if until_value.usable else None
        last = min(until, row.low + LONGEST_DAYS) if until is not None else row.low + LONGEST_DAYS
        if item and because and by and ctx.today <= last:
            found[item] = Override(item, by, because, row.low, until)
    return found


def still_holds(ctx: Context, override: Override, tree: Tree) -> bool:
    """Whether the facts in the item's reasons are what they were when it was set aside."""
    then = ctx.at(override.on)
    names = {name for leaf, _ in decisive(ctx, tree) for name in leaf_facts(leaf)}
    return all(same(then.fact(name), ctx.fact(name)) for name in names if "." not in name)
