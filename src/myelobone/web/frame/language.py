"""The language of a request: what this person chose, else what this browser chose, else the clinic's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ...page.words import Lang

COOKIE = "lang"


class Language:
    """Sets `request.lang`."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        request.lang = language(request)  # type: ignore[attr-defined]  # frame/request.py types it
        return self.answer(request)


def language(request: HttpRequest) -> Lang:
    """`zh` or `en`."""
    chosen = request.COOKIES.get(COOKIE)
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    clinic: Lang = settings.CLINIC.language
    return clinic
