"""Holds in force today as items of the advice, so that nobody has to read the plan to see them."""

from __future__ import annotations

from .holds import Hold, in_force
from .output_items import ItemOut
from .overrides import still_holds
from .rules import shorten
from .run import Run


def items(run: Run, holds: list[Hold]) -> list[ItemOut]:
    """One item for each hold that covers today, those set aside by an override included."""
    found = []
    for hold in holds:
        covers = hold.truth is True and hold.covers(run.ctx.today)
        if not covers or not hold.agents:
            continue
        item = hold.item
        text = run.text(item.says)
        override = run.overrides.get(item.id)
        shown = override.out() if override and still_holds(run.ctx, override, item.when) else None
        found.append(
            ItemOut(
                id=item.id, topic=item.id.partition(".")[0], kind="hold",
                level="stop" if in_force(hold, run.ctx.today) else "info", urgency="today",
                origin=item.origin, strength=item.strength, cites=item.cites,
                evidence=item.evidence, readings=item.readings, agent=None, cause=None,
                precaution=False, title=shorten(text), text=text,
                because=run.because(item.when), roles=(), override=shown, to=None,
            )
        )  # fmt: skip
    return found
