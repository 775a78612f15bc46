"""Default deny: a request goes on only where the table of routes lets its method and this person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from ..audit.chain import tell
from ..people.actor import of_request
from ..people.models import User
from ..people.permissions import PUBLIC, SIGNED_IN
from ..routes import needed
from .busy import answer_to
from .errors import forbidden
from .sessions import over, why_over

Answer = Callable[[HttpRequest], HttpResponseBase]


class Gate:
    """Refuses whatever the table does not allow; who has not signed in is asked to."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _parts: Any
    ) -> HttpResponseBase | None:
        """None lets the request go on."""
        match = request.resolver_match
        assert match is not None
        if match.route.startswith("api/"):
            return (
                None  # its operations carry their own key; web/api/interface.py asks the same table
            )
        permission = needed(match.route, request.method or "")
        if permission == PUBLIC:
            return None
        user = request.user
        if not isinstance(user, User):
            if request.method in ("GET", "HEAD"):
                told = {"next": request.path}  # what was sought may name a patient
                if why := why_over(request):
                    told["over"] = why
                return HttpResponseRedirect(f"/sign-in?{urlencode(told)}")
            return over(request)
        if permission is None:
            # a method that no route declares; the view would refuse it too
            return None if match.route in _paths() else forbidden(request)
        if permission == SIGNED_IN and user.is_active:
            return None
        if not user.may(permission):
            details = {"route": match.route, "needs": permission}
            try:
                tell(of_request(request), "access.refused", details=details)
            except Exception as error:
                passing = answer_to(request, error)
                if passing is None:
                    raise
                return passing
            return forbidden(request)
        return None


def _paths() -> set[str]:
    from ..routes import ROUTES

    return {route.path for route in ROUTES}
