"""The page behind the signed address: the patient, or plainly why not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .. import clock
from ..audit.chain import tell, writing
from ..pages.answer import page
from ..people.actor import of_request
from ..people.models import Opened, User
from ..people.sign_on import clean, enter, leave
from ..store.models import Identifier
from .signed import NotSigned, read


def opened(request: HttpRequest) -> HttpResponse:
    """Goes on to the patient of a signed address, under its opaque id; every try is in the trail."""
    wanted = settings.CLINIC.context
    if wanted is None:
        return _not_here(request, "off", 200)
    try:
        key = Path(wanted.key_file).read_bytes().strip()
        query = {name: str(value).replace("\0", "") for name, value in request.GET.items()}
        context = read(key, query, clock.now(), wanted.seconds)
        _once(context.nonce, wanted.seconds)
    except (NotSigned, OSError) as error:
        why = error.why if isinstance(error, NotSigned) else "key"
        tell(of_request(request), "context.refused", details={"why": why})
        return _not_here(request, "signature", 403)
    if (refused := _who(request, clean(context.user), sign_in=wanted.sign_in)) is not None:
        return refused
    found = (
        Identifier.objects.filter(system=context.system, number=context.number)
        .select_related("patient")
        .first()
    )
    tell(
        of_request(request), "context.opened", patient=found.patient.public if found else "",
        details={"found": found is not None},
    )  # fmt: skip
    if found is None:
        return _not_here(request, "patient", 404)
    target = f"/patients/{found.patient.public}"
    if not isinstance(request.user, User) and not settings.DEMO:
        return HttpResponseRedirect(f"/sign-in?{urlencode({'next': target})}")
    return HttpResponseRedirect(target)


def _once(nonce: str, seconds: int) -> None:
    """Takes note of a nonce; raises NotSigned when it has been used."""
    now = clock.now()
    with writing():
        Opened.objects.filter(at__lt=now - timedelta(seconds=2 * seconds)).delete()
        if Opened.objects.filter(nonce=nonce).exists():
            raise NotSigned("used")
        Opened.objects.create(nonce=nonce, at=now)


def _who(request: HttpRequest, name: str, *, sign_in: bool) -> HttpResponse | None:
    """Sees to it that nobody else is signed in here than the one whom the address names."""
    if not name or settings.DEMO:
        return None
    user: Any = request.user
    if isinstance(user, User) and user.username == name:
        return None
    if isinstance(user, User):
        leave(request, "session.ended", "other person")
    if not sign_in:
        return None
    account = User.objects.filter(username=name, is_active=True).first()
    if account is None or account.password_until is not None:
        tell(of_request(request), "context.refused", details={"why": "account"})
        return _not_here(request, "account", 403)
    enter(request, account, "context", asked=False)
    return None


def _not_here(request: HttpRequest, why: str, status: int) -> HttpResponse:
    # the address with its number does not go on into the page
    return page(request, "not_here.html", {"why": why, "path": "/"}, status=status)
