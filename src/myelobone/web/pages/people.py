"""Accounts, wards and keys of other systems, for whoever may manage them."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from .. import clock
from ..frame.request import passed
from ..people import accounts, factor, tokens
from ..people.accounts import NotSo
from ..people.actor import of_request
from ..people.models import Token, User, Ward
from ..people.permissions import PERMISSIONS, given
from ..people.turns import Crowded
from .answer import page

FIELDS = ("username", "full_name", "role")


def people(request: HttpRequest) -> HttpResponse:
    """Every account."""
    every = User.objects.prefetch_related("wards").order_by("-is_active", "username")
    return page(request, "people.html", {"accounts": list(every), "now": clock.now()})


def new(request: HttpRequest) -> HttpResponse:
    """A new account, and its first password, shown once."""
    if request.method != "POST":
        return _form(request, None, None)
    said = _said(request)
    try:
        user, first = accounts.create(
            of_request(request), said["username"], role=said["role"], full_name=said["full_name"],
            wards=request.POST.getlist("wards"), every_ward="every_ward" in request.POST,
            password="elsewhere" not in request.POST,
        )  # fmt: skip
    except (NotSo, Crowded) as why:
        return _form(request, None, getattr(why, "code", "crowded"), status=409)
    if not first:
        return HttpResponseRedirect("/people")
    return page(request, "first_password.html", {"account": user, "first": first})


def account(request: HttpRequest, account: int) -> HttpResponse:
    """One account: changed, closed, opened again, given a password for one time."""
    user = User.objects.filter(pk=account).first()
    if user is None:
        raise Http404
    if request.method != "POST":
        return _form(request, user, None)
    actor, said = of_request(request), _said(request)
    try:
        match request.POST.get("act"):
            case "disable":
                accounts.set_active(actor, user, active=False)
            case "enable":
                accounts.set_active(actor, user, active=True)
            case "reset":
                first = accounts.reset(actor, user)
                return page(request, "first_password.html", {"account": user, "first": first})
            case "drop_factor":
                accounts.drop_factor(actor, user)
            case _:
                accounts.change(
                    actor, user, role=said["role"], full_name=said["full_name"],
                    wards=request.POST.getlist("wards"), every_ward="every_ward" in request.POST,
                )  # fmt: skip
    except (NotSo, Crowded) as why:
        user.refresh_from_db()
        return _form(request, user, getattr(why, "code", "crowded"), status=409)
    return HttpResponseRedirect("/people")


def wards(request: HttpRequest) -> HttpResponse:
    """The wards; a code that is there gets another name."""
    refused = None
    if request.method == "POST":
        code, name = request.POST.get("code", "").strip(), request.POST.get("name", "")
        try:
            accounts.new_ward(of_request(request), code, name)
        except NotSo as why:
            refused = why.code
        else:
            return HttpResponseRedirect("/people/wards")
    data = {"wards": list(Ward.objects.all()), "refused": refused}
    return page(request, "wards.html", data, status=409 if refused else 200)


def keys(request: HttpRequest) -> HttpResponse:
    """Keys of other systems: those there are, and a new one, whose text is shown once."""
    refused, text = None, ""
    if request.method == "POST":
        post = request.POST
        user = User.objects.filter(username=post.get("account", "")).first()
        days = post.get("days", "")
        try:
            if user is None:
                raise tokens.BadToken("account")
            scopes = post.getlist("scopes")
            text = tokens.issue(
                of_request(request), user, post.get("name", "")[:80], scopes,
                int(days) if days.isascii() and days.isdigit() else 0,
            )[1]  # fmt: skip
        except tokens.BadToken as why:
            refused = str(why)
    data = {
        "keys": list(Token.objects.select_related("user").order_by("-id")), "refused": refused,
        "text": text, "today": clock.today(), "permissions": PERMISSIONS,
        "accounts": list(User.objects.filter(is_active=True).order_by("username")),
    }  # fmt: skip
    return page(request, "keys.html", data, status=409 if refused is not None else 200)


def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """A key opens nothing any more."""
    token = Token.objects.filter(pk=key).first()
    if token is None:
        raise Http404
    if token.revoked_at is None:
        tokens.revoke(of_request(request), token)
    return HttpResponseRedirect("/people/keys")


def _said(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").replace("\0", "").strip() for name in FIELDS}


def _form(
    request: HttpRequest, user: User | None, refused: str | None, *, status: int = 200
) -> HttpResponse:
    said = _said(request)
    chosen = set(request.POST.getlist("wards"))
    every = "every_ward" in request.POST
    if user is not None and request.method != "POST":
        said = {"username": user.username, "full_name": user.full_name, "role": user.role}
        chosen, every = {ward.code for ward in user.wards.all()}, user.every_ward
    data = {
        "account": user, "fields": said, "chosen": chosen, "every": every, "refused": refused,
        "roles": given(settings.CLINIC.separate_administrators), "wards": list(Ward.objects.all()),
        "own": user is not None and user.pk == passed(request).user.pk,
        "enrolled": user is not None and factor.enrolled(user),
        "elsewhere": settings.CLINIC.oidc is not None or settings.CLINIC.ldap is not None,
    }  # fmt: skip
    return page(request, "person.html", data, status=status)
