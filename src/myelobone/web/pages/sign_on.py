"""Signing in by the hospital's own sign-on: there and back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from .. import clock
from ..audit.chain import tell
from ..people.actor import of_request
from ..people.again import own, renew
from ..people.models import User
from ..people.oidc import NotOpened, word
from ..people.sign_on import enter, home
from ..people.typed import opened
from .answer import page

KEPT = (
    "elsewhere"  # where somebody goes afterwards, what they had typed, whether it was asked again
)


class _Request(OIDCAuthenticationRequestView):  # type: ignore[misc]  # brings no types
    def get_extra_params(self, request: HttpRequest) -> dict[str, Any]:
        """Asked again, the provider must ask too."""
        kept = request.session.get(KEPT) or {}
        return {"prompt": "login", "max_age": "0"} if kept.get("again") else {}


def there(request: HttpRequest) -> HttpResponseBase:
    """Sends the browser to the hospital's own sign-on."""
    if settings.CLINIC.oidc is None:
        return HttpResponseRedirect("/sign-in")
    sent = request.POST if request.method == "POST" else request.GET
    again = isinstance(request.user, User)
    request.session[KEPT] = {
        "next": own(sent.get("next") or "/"), "sealed": request.POST.get("sealed", ""),
        "again": request.user.pk if again else None,
    }  # fmt: skip
    response: HttpResponseBase = _Request().get(request)
    return response


def back(request: HttpRequest) -> HttpResponse:
    """What the hospital's sign-on has answered."""
    if settings.CLINIC.oidc is None:
        return HttpResponseRedirect("/sign-in")
    kept = request.session.pop(KEPT, None) or {}
    states = request.session.get("oidc_states", {})
    known = states.pop(request.GET.get("state", ""), None)
    request.session["oidc_states"] = states
    try:
        if known is None:
            raise NotOpened("state")
        if "error" in request.GET or "code" not in request.GET:
            raise NotOpened("refused")
        user, claims = word(request, known["nonce"], known.get("code_verifier"))
        if kept.get("again"):
            _same(request, user, claims, kept["again"])
        else:
            enter(request, user, "sign-on")
    except NotOpened as why:
        details = {"how": "sign-on", "why": why.why}
        if why.account is not None:
            details["account"] = str(why.account)
        tell(of_request(request), "sign_in.failed", details=details)
        shown = (
            why.why if why.why in ("unknown", "disabled", "role", "provider", "other") else "token"
        )
        return page(request, "not_opened.html", {"why": shown}, status=403)
    typed = opened(kept.get("sealed") or "", user.pk)
    if typed is not None:
        return page(request, "resend.html", {"typed": typed})
    after = own(kept.get("next") or "/")
    return HttpResponseRedirect(home(user) if after == "/" else after)


def _same(request: HttpRequest, user: User, claims: dict[str, Any], account: int) -> None:
    """The one who is signed in has shown just now who they are; raises NotOpened for anybody else."""
    if user.pk != account or not isinstance(request.user, User) or request.user.pk != account:
        raise NotOpened("other")
    at = claims.get("auth_time", claims.get("iat"))
    if (
        not isinstance(at, int)
        or abs(clock.now().timestamp() - at) > settings.CLINIC.again_minutes * 60
    ):
        raise NotOpened("token")
    renew(request, "sign-on")
