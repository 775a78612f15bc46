"""The workstation that a request comes from, also when a proxy on this machine hands it on."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class Address:
    """Puts the address that our own proxy saw where everything else looks for it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        request.META["REMOTE_ADDR"] = _seen(request)
        return self.answer(request)


def of(request: HttpRequest) -> str:
    """The address of the workstation."""
    return str(request.META.get("REMOTE_ADDR") or "")


def _seen(request: HttpRequest) -> str:
    own = of(request)
    if not settings.CLINIC.proxy or own not in ("127.0.0.1", "::1"):
        return own
    # the last one is our proxy's word; what stands before it anybody may have written
    said = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").rpartition(",")[2].strip()
    try:
        return str(ip_address(said))
    except ValueError:
        return own
