"""What cannot be said of one patient at once, what settles it where two demands meet, and which way is worse.

Only `prove/` reads these; no answer about a patient rests on them.
"""

from __future__ import annotations

from msgspec import Struct


class Demand(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What some part demands: a rule or dated item by its id, every rule that does an act, or every hold on a word."""

    id: str | None = None
    do: str | None = None
    hold: str | None = None


class Opposed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Demands of which no patient may meet two, unless something speaks that settles it.

    With `one` and `other` each of the one stands against each of the other; with `of` each against each.
    """

    one: tuple[Demand, ...] = ()
    other: tuple[Demand, ...] = ()
    of: tuple[Demand, ...] = ()
    settled_by: tuple[str, ...] = ()  # rules, of which one must fire
    readings: tuple[str, ...] = ()
    place: str = ""


class Worse(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fact that is worse the lower, or the higher it is: the worse, the less of any agent is given."""

    fact: str
    lower: bool
    readings: tuple[str, ...] = ()
    place: str = ""
