"""What was typed into a form that could not be taken: sealed in the page, opened again for the same account alone."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from msgspec import Struct

MOST, LONGEST = 300, 20_000  # fields, characters of one
HOURS = 12
OURS = ("csrfmiddlewaretoken", "sealed")


class Typed(Struct, frozen=True, kw_only=True):
    """A form: where it goes, and what it holds."""

    path: str
    fields: tuple[tuple[str, str], ...]


def seal(request: HttpRequest, account: int) -> str:
    """The form of a request, to be read by nobody; empty when there is none or it holds files."""
    if request.method != "POST" or request.FILES:
        return ""
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in OURS for value in values
    ]  # fmt: skip
    if len(fields) > MOST or any(len(value) > LONGEST for _, value in fields):
        return ""
    told = json.dumps([account, request.get_full_path(), fields], ensure_ascii=False)
    return _lock().encrypt(told.encode()).decode()


def opened(sealed: str, account: int) -> Typed | None:
    """The form, when this account had typed it within the last hours; else None."""
    try:
        told = json.loads(_lock().decrypt(sealed.encode(), ttl=HOURS * 3600))
    except (InvalidToken, ValueError):
        return None
    whose, path, fields = told
    if whose != account:
        return None
    return Typed(path=path, fields=tuple((name, value) for name, value in fields))


def _lock() -> Fernet:
    key = sha256(b"typed:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
