"""Whether everything that advice and storage rest on is well."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from msgspec import Struct

from ...edition import own_edition
from .. import clock
from ..audit.digests import of_event
from ..audit.models import Event
from ..config import Unusable
from ..frame.logs import failure, log
from . import canaries, schema


class Check(Struct, frozen=True):
    """One thing that was looked at."""

    name: str
    ok: bool
    told: str


def readiness() -> list[Check]:
    """Every check, in the order in which a person would look; none hides another."""
    return [_looked(name, look) for name, look in LOOKS.items()]


def _looked(name: str, look: Callable[[], tuple[bool, str]]) -> Check:
    try:
        ok, told = look()
    except (Unusable, DatabaseError, OSError, ValueError) as error:
        log.error("check", check=name, ok=False, **failure(error))
        ok, told = False, type(error).__name__
    return Check(name, ok, told)


def _schema() -> tuple[bool, str]:
    todo = schema.pending()
    return not todo, f"{len(todo)} pending" if todo else "current"


def _trail() -> tuple[bool, str]:
    last = Event.objects.order_by("-seq").first()
    if last is None:
        return True, "empty"
    return of_event(last) == last.hash, f"{last.seq}"


def _clock() -> tuple[bool, str]:
    last = Event.objects.order_by("-seq").values_list("at", flat=True).first()
    return last is None or clock.now() >= last, "after the last event"


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(settings.DATA).free // 1_000_000
    return free >= settings.CLINIC.least_free_mb, f"{free} MB free"


def _canaries() -> tuple[bool, str]:
    """Worked patients, asked when the clinic starts and once a day."""
    found = canaries.known()
    if found is None:
        canaries.look_behind()
        return False, "being asked"
    return not found, ", ".join(found[:3]) or "as expected"


def _knowledge() -> tuple[bool, str]:
    edition = own_edition()
    return True, f"{edition.edition.id} {edition.edition.version} {edition.digest}"


LOOKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "database": _schema,
    "trail": _trail,
    "clock": _clock,
    "disk": _disk,
    "knowledge": _knowledge,
    "canaries": _canaries,
}
