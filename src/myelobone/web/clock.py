"""The one clock of the clinic: instants in UTC, days where the hospital lies."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day in the hospital's own time zone, whatever the zone of the machine."""
    return now().astimezone(timezone.get_default_timezone()).date()
