"""The demonstration: nobody signs in, everybody is the one demonstration account; example patients only."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ..people.models import User

ACCOUNT = "demo"


class Demo:
    """Sets `request.demo`, and in a demonstration `request.user`."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        request.demo = settings.DEMO  # type: ignore[attr-defined]  # frame/request.py types it
        if settings.DEMO:
            account = User.objects.filter(username=ACCOUNT, is_active=True).first()
            if account is not None:
                request.user = account
        return self.answer(request)
