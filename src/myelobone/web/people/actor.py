"""Who acts: what the audit trail and every written row keep of the person behind a request or a command."""

from __future__ import annotations

from django.http import HttpRequest
from msgspec import Struct

from .models import User


class Actor(Struct, frozen=True, kw_only=True):
    """Somebody who does something: an account, or the program itself (`user` None)."""

    user: int | None
    name: str
    role: str
    address: str = ""  # of the workstation
    channel: str = "page"  # page | api | command


SYSTEM = Actor(user=None, name="myelobone", role="system", channel="command")


def of_user(user: User, address: str = "", channel: str = "page") -> Actor:
    """The account as the one who acts."""
    return Actor(user=user.pk, name=user.username, role=user.role, address=address, channel=channel)


def of_request(request: HttpRequest, channel: str = "page") -> Actor:
    """Who is behind a request; nobody signed in is `anonymous`."""
    user, address = request.user, str(request.META.get("REMOTE_ADDR") or "")
    if isinstance(user, User):
        return of_user(user, address, channel)
    return Actor(user=None, name="anonymous", role="anonymous", address=address, channel=channel)
