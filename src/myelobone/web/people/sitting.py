"""How long somebody has been signed in, and since when nothing was heard of them: kept in the session on the server."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from .. import clock

BEGAN, LAST, ASKED, FACTOR, WAS = "began", "last", "asked", "factor", "was"
GRAIN = 10  # seconds within which being heard of again is not written down
AHEAD = 60  # seconds that the clock may have gone back
Why = Literal["idle", "absolute"]


def begin(request: HttpRequest, *, asked: bool) -> None:
    """The session begins now; `asked` when the person has shown just now who they are."""
    now = _now()
    request.session[BEGAN] = request.session[LAST] = now
    request.session.pop(WAS, None)
    if asked:
        request.session[ASKED] = now


def heard(request: HttpRequest) -> None:
    """Somebody did something."""
    now = _now()
    if now - request.session.get(LAST, 0) >= GRAIN:
        request.session[LAST] = now


def over(request: HttpRequest) -> Why | None:
    """Why the session is over, None while it is not. One whose beginning is unknown is over."""
    idle, absolute = _left(request)
    return "absolute" if absolute <= 0 else "idle" if idle <= 0 else None


def left(request: HttpRequest) -> int:
    """Seconds until the session ends if nothing more is heard."""
    return max(0, min(_left(request)))


def ends(request: HttpRequest) -> int | None:
    """Seconds until the session ends, for the page to count; None where nobody is signed in."""
    session = getattr(request, "session", None)
    if settings.DEMO or session is None or session.get(SESSION_KEY) is None:
        return None
    return left(request)


def asked_within(request: HttpRequest, minutes: int) -> bool:
    """Whether this person has shown who they are in the last minutes."""
    asked, now = request.session.get(ASKED, 0), _now()
    return bool(asked and -AHEAD <= now - asked < minutes * 60)


def _left(request: HttpRequest) -> tuple[int, int]:
    now, clinic = _now(), settings.CLINIC
    began, last = request.session.get(BEGAN, 0), request.session.get(LAST, 0)
    if began > now + AHEAD or last > now + AHEAD:
        return 0, 0  # a time that has not come yet would never run out
    return last + clinic.idle_minutes * 60 - now, began + clinic.absolute_hours * 3600 - now


def _now() -> int:
    return int(clock.now().timestamp())
