"""What the frame adds to a request, typed."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from ...page.words import Lang
from ..people.models import User


class Request(HttpRequest):
    """A request that has passed the frame: somebody signed in, in a language."""

    user: User
    lang: Lang
    demo: bool
    trace: str


def passed(request: HttpRequest) -> Request:
    """The request as a view behind the gate sees it."""
    return cast(Request, request)
