"""One's own account: password, second factor; and the page that asks again who it is."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe

from ..frame.request import passed
from ..people import accounts, factor, sitting
from ..people.accounts import NotSo
from ..people.actor import of_request
from ..people.again import asked, own, renew, show, shown
from ..people.sign_on import Wait, factor_of, home
from ..people.turns import Crowded
from ..people.typed import opened
from .answer import page


def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what one may see."""
    user = passed(request).user
    data = {
        "wards": list(user.wards.all()), "factor": factor_of(user), "enrolled": factor.enrolled(user),
        "codes": factor.codes_left(user), "left": sitting.left(request),
    }  # fmt: skip
    return page(request, "account.html", data)


def password(request: HttpRequest) -> HttpResponse:
    """Another password; every other session of the account ends."""
    user = passed(request).user
    first = user.password_until is not None
    if request.method != "POST":
        return page(request, "password.html", {"first": first, "refused": None, "seconds": 0})
    try:
        # whoever was given a password for one time has typed it a moment ago
        if not first and not shown(request, request.POST.get("old", "")):
            raise NotSo("wrong")
        if request.POST.get("new", "") != request.POST.get("repeat", ""):
            raise NotSo("repeat")
        accounts.own_password(of_request(request), user, request.POST.get("new", "")[:200])
    except (NotSo, Wait, Crowded) as why:
        refused, seconds = _told(why)
        data = {"first": first, "refused": refused, "seconds": seconds}
        return page(request, "password.html", data, status=409)
    _goes_on(request)
    return HttpResponseRedirect(home(user) if first else "/account")


def second(request: HttpRequest) -> HttpResponse:
    """Enrols a second factor, or takes it away where the role may do without."""
    user = passed(request).user
    wanted = factor_of(user)
    if wanted == "off":
        return HttpResponseRedirect("/account")
    enrolled = factor.enrolled(user)
    if enrolled and (response := asked(request)) is not None:
        return response
    wrong = False
    if request.method == "POST" and request.POST.get("act") == "drop":
        if enrolled and wanted != "required":
            accounts.drop_factor(of_request(request), user)
            _goes_on(request)
        return HttpResponseRedirect("/account")
    if request.method == "POST":
        codes = factor.confirm(of_request(request), user, request.POST.get("code", "")[:40])
        if codes is not None:
            request.session[sitting.FACTOR] = True
            _goes_on(request)
            return page(request, "factor_codes.html", {"codes": codes, "after": home(user)})
        wrong = True
    device = factor.begin(user)
    data = {
        "wrong": wrong, "enrolled": enrolled, "required": wanted == "required",
        "picture": mark_safe(factor.picture(device)), "secret": factor.secret(device),
    }  # fmt: skip
    return page(request, "factor.html", data, status=409 if wrong else 200)


def again(request: HttpRequest) -> HttpResponse:
    """Asks who it is, and goes back to where somebody was; a form comes back as it was."""
    if request.method != "POST":
        return show(request, request.GET.get("next") or "/", "")
    after, sealed = request.POST.get("after", "/"), request.POST.get("sealed", "")
    try:
        right = shown(request, request.POST.get("said", "")[:200])
    except Wait as wait:
        return show(request, after, sealed, "wait", wait.seconds)
    except Crowded:
        return show(request, after, sealed, "crowded", 5)
    if not right:
        return show(request, after, sealed, "wrong")
    typed = opened(sealed, passed(request).user.pk) if sealed else None
    if typed is not None:
        return page(request, "resend.html", {"typed": typed})
    return HttpResponseRedirect(own(after))


def _goes_on(request: HttpRequest) -> None:
    """The one session here goes on after its account has changed, under a new token."""
    update_session_auth_hash(request, passed(request).user)
    renew(request, "changed")


def _told(why: Exception) -> tuple[str, int]:
    match why:
        case NotSo():
            return why.code, 0
        case Wait():
            return "wait", why.seconds
        case _:
            return "crowded", 5
