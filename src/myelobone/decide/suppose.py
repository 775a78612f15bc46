"""An outcome under a supposition: only what rests on the supposed facts is worked out again."""

from __future__ import annotations

from collections.abc import Mapping

from .outcome import Outcome
from .run import Run
from .values import Value


def suppose(outcome: Outcome, given: Mapping[str, Value]) -> Outcome:
    """The outcome if some facts had these values and everything else stayed as it is."""
    before = outcome.run
    touched = before.ctx.program.touched(frozenset(given))
    ctx = before.ctx.supposing(given, touched.facts - given.keys())
    return Outcome(
        Run(ctx, before.entries_shown, before.overrides, before.horizon), outcome, touched
    )
