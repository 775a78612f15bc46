"""What every page says after a backup was restored, until somebody has seen to the gap."""

from __future__ import annotations

from django.db import DatabaseError
from django.utils import timezone
from msgspec import Struct

from ..audit.chain import append, writing
from ..people.actor import Actor
from .models import State


class Notice(Struct, frozen=True, kw_only=True):
    """From when the data are, when they were put in place, how many acts are known to be lost."""

    backup: str
    at: str
    lost: int


def notice() -> Notice | None:
    """The notice, None when there is nothing to say; an unreadable database says so elsewhere."""
    try:
        state = State.objects.get(pk=1)
    except (DatabaseError, State.DoesNotExist):
        return None
    if state.restored_at is None or state.backup_at is None:
        return None
    shown = [
        f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for at in (state.backup_at, state.restored_at)
    ]
    return Notice(backup=shown[0], at=shown[1], lost=state.events_lost or 0)


def seen_to(actor: Actor) -> None:
    """Somebody has checked what is missing and entered it again; the notice goes, the trail keeps it."""
    with writing():
        state = State.objects.get(pk=1)
        if state.restored_at is None:
            return
        state.restored_at = None
        state.save()
        append(actor, "restore.seen_to", details={"epoch": state.epoch, "lost": state.events_lost})
