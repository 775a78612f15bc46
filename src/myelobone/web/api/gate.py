"""Who may use an operation: a key in the header, its account, and what the table of routes requires."""

from __future__ import annotations

import re

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from ..audit.chain import tell
from ..people.actor import Actor, of_request, of_user
from ..people.models import Token, User
from ..people.permissions import SIGNED_IN
from ..people.tokens import allows, opened_by
from ..routes import needed
from ..store.access import patient_of
from ..store.models import Patient
from ..store.refusals import NoSuchPatient


class Bearer(HttpBearer):
    """`Authorization: Bearer KEY`; default deny, each refusal in the trail."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The key when it opens this operation; raises HttpError 403 when it is one and does not."""
        found = opened_by(token)
        if found is None:
            tell(of_request(request, "api"), "token.refused")
            return None
        request.user = found.user
        match = request.resolver_match
        route = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", match.route if match is not None else "")
        permission = needed(route, request.method or "")
        if permission == SIGNED_IN:
            return found
        if permission is None or not allows(found, permission):
            details = {"route": route, "needs": permission, "token": found.public}
            tell(actor(request), "access.refused", details=details)
            raise HttpError(403, "forbidden")
        return found


def actor(request: HttpRequest) -> Actor:
    """Who acts through a key."""
    return of_user(account(request), str(request.META.get("REMOTE_ADDR") or ""), "api")


def account(request: HttpRequest) -> User:
    """The account of the key."""
    user = request.user
    assert isinstance(user, User)
    return user


def allowed(request: HttpRequest, public: str) -> Patient:
    """The patient, when the account may see it; raises NoSuchPatient, and tells the trail."""
    try:
        return patient_of(account(request), public)
    except NoSuchPatient:
        tell(actor(request), "patient.refused", patient=public[:20])
        raise
