"""Sessions end on the server: after a while without a word, after the longest time, when the account changes.

What must be done before anything else (another password, a second factor) is asked for here as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from ..pages.answer import page
from ..people import factor, sitting
from ..people.models import User
from ..people.sign_on import factor_of, leave
from ..people.typed import seal
from .busy import answer_to
from .errors import forbidden

PEEK = "session"  # the one route that asks without being heard of
# What is open to somebody who must first do something.
BEFORE = {"session", "sign_out", "language", "health", "ready"}


class Sessions:
    """Ends what is over, and notes that somebody was heard of."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        if not settings.DEMO and not request.path.startswith("/api/"):
            try:
                _look(request)
            except Exception as error:
                passing = answer_to(request, error)
                if passing is None:
                    raise
                return passing
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _parts: Any
    ) -> HttpResponseBase | None:
        """None lets the request go on."""
        user, match = request.user, request.resolver_match
        if (
            settings.DEMO
            or match is None
            or not isinstance(user, User)
            or match.route[:4] == "api/"
        ):
            return None
        peeks = match.url_name == PEEK and request.method in ("GET", "HEAD")
        if not peeks:
            sitting.heard(request)
        first = must(request, user)
        if first is None or match.url_name in {*BEFORE, first}:
            return None
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(f"/account/{first}")
        return forbidden(request)


def must(request: HttpRequest, user: User) -> str | None:
    """The route that comes first: `password`, `factor`, or None."""
    if user.password_until is not None:
        return "password"
    if factor_of(user) == "required" and not request.session.get(sitting.FACTOR):
        # who has one was asked for it while signing in
        return None if factor.enrolled(user) else "factor"
    return None


def over(request: HttpRequest) -> HttpResponse:
    """The page for a form that came when nobody was signed in any more: nothing is saved, nothing is lost."""
    was = request.session.get(sitting.WAS)
    sealed = seal(request, was) if isinstance(was, int) else ""
    data = {"why": why_over(request) or "over", "sealed": sealed, "next": "/"}
    return page(request, "over.html", data, status=403)


def why_over(request: HttpRequest) -> str:
    """Why the session of this request has just ended; empty when none has."""
    return str(getattr(request, "over", ""))


def _look(request: HttpRequest) -> None:
    was = request.session.get(SESSION_KEY)
    if was is None:
        if request.session.get(sitting.WAS) is not None:
            request.over = "over"  # type: ignore[attr-defined]  # read by why_over alone
        return
    if not isinstance(request.user, User):
        # closed, or changed: Django has ended it while it looked
        request.session[sitting.WAS] = int(was)
        request.over = "changed"  # type: ignore[attr-defined]
        return
    why = sitting.over(request)
    if why is not None:
        leave(request, "session.ended", why)
        request.user = AnonymousUser()
        request.over = why  # type: ignore[attr-defined]
