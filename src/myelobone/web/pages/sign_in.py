"""Signing in and out, and the language of the pages."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from ..audit.chain import tell
from ..frame.language import COOKIE
from ..people.actor import of_request, of_user
from ..people.models import User
from .answer import page


def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and what becomes of it; the same words and time for an unknown name as for a wrong password."""
    after = _own(request, request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST":
        return page(request, "sign_in.html", {"next": after, "wrong": False, "username": ""})
    name = request.POST.get("username", "").strip()[:80]
    user = authenticate(request, username=name, password=request.POST.get("password", "")[:200])
    if not isinstance(user, User):
        tell(of_request(request), "sign_in.failed")
        data = {"next": after, "wrong": True, "username": name}
        return page(request, "sign_in.html", data, status=403)
    login(request, user)
    tell(of_user(user, str(request.META.get("REMOTE_ADDR") or "")), "sign_in.done")
    return HttpResponseRedirect(after)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session on the server."""
    tell(of_request(request), "sign_out.done")
    logout(request)
    return HttpResponseRedirect("/sign-in")


def language(request: HttpRequest) -> HttpResponse:
    """The language that this browser gets from now on."""
    chosen = request.POST.get("lang")
    response = HttpResponseRedirect(_own(request, request.POST.get("next") or "/"))
    if chosen in ("zh", "en"):
        response.set_cookie(COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="Lax")
    return response


def _own(request: HttpRequest, address: str) -> str:
    """The address if it is one of ours, else the start page."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours and address.startswith("/") else "/"
