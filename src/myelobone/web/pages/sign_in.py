"""Signing in, by password and then perhaps a code, and out; the language of the pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token

from .. import clock
from ..audit.chain import tell
from ..frame import address
from ..frame.language import COOKIE
from ..people import factor, sitting
from ..people.actor import of_user
from ..people.again import own
from ..people.models import User
from ..people.sign_on import Wait, clean, enter, factor_of, home, known, leave
from ..people.turns import Crowded
from ..people.typed import opened
from .answer import page

HALF = "half"  # somebody whose password was right and whose code is awaited
HALF_SECONDS = 300
REASONS = ("idle", "absolute", "changed", "over")


def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and what becomes of it; the same words and time for an unknown name as for a wrong password."""
    if request.method != "POST":
        over = request.GET.get("over", "")
        return _form(request, over=over if over in REASONS else "")
    name = clean(request.POST.get("username", ""))
    try:
        user = known(request, name, request.POST.get("password", ""))
    except Wait as wait:
        return _form(request, "wait", name, status=429, seconds=wait.seconds)
    except Crowded:
        return _form(request, "crowded", name, status=503, seconds=5)
    if user is None:
        return _form(request, "wrong", name, status=403)
    if factor_of(user) != "off" and factor.enrolled(user):
        request.session.flush()
        request.session[HALF] = {
            "user": user.pk, "backend": user.backend, "at": _now(), "of": user.get_session_auth_hash(),
            "next": request.POST.get("next", ""), "sealed": request.POST.get("sealed", ""),
        }  # fmt: skip
        return HttpResponseRedirect("/sign-in/code")
    enter(request, user, "password")
    return _after(request, user, request.POST.get("next", ""), request.POST.get("sealed", ""))


def code(request: HttpRequest) -> HttpResponse:
    """Asks for the code of the second factor, after the password."""
    half = request.session.get(HALF)
    user = _half(half) if isinstance(half, dict) else None
    if user is None or half is None:
        return HttpResponseRedirect("/sign-in")
    if request.method != "POST":
        return page(request, "code.html", {"wrong": False})
    how = factor.right(user, request.POST.get("code", "")[:40])
    if how is None:
        tell(of_user(user, address.of(request)), "sign_in.failed", details={"account": user.pk, "factor": True})  # fmt: skip
        return page(request, "code.html", {"wrong": True}, status=403)
    del request.session[HALF]
    enter(request, user, f"password+{how}", backend=half["backend"])
    request.session[sitting.FACTOR] = True
    return _after(request, user, half["next"], half["sealed"])


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends every session of the account, on the server."""
    leave(request, "sign_out.done", everywhere=True)
    return HttpResponseRedirect("/sign-in")


def session(request: HttpRequest) -> HttpResponse:
    """How long the session lasts; asking is not being heard of, sending is. With the token that forms need."""
    user = request.user
    if not isinstance(user, User) or settings.DEMO:
        return JsonResponse({"account": None, "left": 0})
    return JsonResponse(
        {"account": user.pk, "left": sitting.left(request), "token": get_token(request)}
    )


def language(request: HttpRequest) -> HttpResponse:
    """The language that this browser gets from now on."""
    chosen = request.POST.get("lang")
    response = HttpResponseRedirect(own(request.POST.get("next") or "/"))
    if chosen in ("zh", "en"):
        response.set_cookie(COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="Lax")
    return response


def locked(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """What a locked account is told: the same as with a wrong password."""
    if isinstance(response, HttpResponse):
        return response  # the page that asked says it already
    return _form(request, "wrong", clean(request.POST.get("username", "")), status=403)


def _form(
    request: HttpRequest, wrong: str = "", name: str = "", *, status: int = 200, seconds: int = 0, over: str = ""
) -> HttpResponse:  # fmt: skip
    sent = request.POST if request.method == "POST" else request.GET
    data = {
        "next": own(sent.get("next") or "/"), "sealed": request.POST.get("sealed", ""), "wrong": wrong,
        "username": name, "seconds": seconds, "over": over, "oidc": settings.CLINIC.oidc,
    }  # fmt: skip
    response = page(request, "sign_in.html", data, status=status)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _after(request: HttpRequest, user: User, address: str, sealed: str) -> HttpResponse:
    """Where somebody goes who has just signed in; with what they had typed when their session ended."""
    typed = opened(sealed, user.pk) if sealed else None
    if typed is not None:
        return page(request, "resend.html", {"typed": typed})
    after = own(address or "/")
    return HttpResponseRedirect(home(user) if after == "/" else after)


def _half(half: dict[str, Any]) -> User | None:
    if not 0 <= _now() - int(half["at"]) < HALF_SECONDS:
        return None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    return user if user is not None and user.get_session_auth_hash() == half["of"] else None


def _now() -> int:
    return int(clock.now().timestamp())
