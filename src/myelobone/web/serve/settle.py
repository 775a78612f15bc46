"""A clock that had run ahead: the trail goes on from the present hour, and says so."""

from __future__ import annotations

from datetime import timedelta

from .. import clock
from ..audit.chain import append, rewound, writing
from ..audit.models import Event
from ..people.actor import SYSTEM


def accept_clock() -> timedelta:
    """Lets the trail go on although its last event lies ahead; returns by how much, zero when it does not.

    For whoever has seen that the clock was wrong then and is right now. Events keep the times that
    they were given; the one that is added names both.
    """
    with writing():
        last = Event.objects.order_by("-seq").values_list("at", flat=True).first()
        now = clock.now()
        if last is None or now >= last:
            return timedelta(0)
        with rewound():
            append(
                SYSTEM, "clock.accepted", details={"last": last.isoformat(), "now": now.isoformat()}
            )
        return last - now
