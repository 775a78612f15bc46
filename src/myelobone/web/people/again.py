"""Before somebody signs: is it still they? One function for whoever lets people sign.

if (response := again.asked(request)) is not None:
    return response
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from ..audit.chain import tell
from ..frame.request import passed
from ..pages.answer import page
from . import factor, sitting
from .actor import of_request
from .models import User
from .sign_on import known
from .typed import seal


def asked(request: HttpRequest, minutes: int | None = None) -> HttpResponse | None:
    """None when this person has shown who they are in the last `minutes` (setting `again_minutes`).

    Else the page that asks. It comes back to the same address; a form that was sent comes back as it
    was, to be sent once more by the same account.
    """
    within = settings.CLINIC.again_minutes if minutes is None else minutes
    if settings.DEMO or sitting.asked_within(request, within):
        return None
    user = passed(request).user
    return show(request, request.get_full_path(), seal(request, user.pk))


def show(
    request: HttpRequest, after: str, sealed: str, wrong: str = "", seconds: int = 0
) -> HttpResponse:
    """The page that asks who it is."""
    user = passed(request).user
    data = {
        "after": own(after), "sealed": sealed, "wrong": wrong, "seconds": seconds,
        "password": user.has_usable_password(), "code": factor.enrolled(user),
        "elsewhere": settings.CLINIC.oidc is not None,
    }  # fmt: skip
    return page(request, "again.html", data, status=200 if request.method == "GET" else 409)


def shown(request: HttpRequest, said: str) -> bool:
    """Whether a password or a code is this person's; then the session gets a new token.

    Raises Wait and Crowded like signing in, and wrong ones count towards locking the account.
    """
    user = passed(request).user
    if factor.enrolled(user) and factor.right(user, said):
        how = "code"
    elif (found := known(request, user.username, said)) is not None and found.pk == user.pk:
        how = "password"
    else:
        return False
    renew(request, how)
    return True


def renew(request: HttpRequest, how: str) -> None:
    """The person has shown who they are: another token, another beginning of the minutes."""
    began = request.session.get(sitting.BEGAN, 0)
    request.session.cycle_key()
    sitting.begin(request, asked=True)
    request.session[sitting.BEGAN] = began  # the longest time is not prolonged by it
    tell(of_request(request), "again.done", details={"how": how})


def own(address: str) -> str:
    """The address if it is one of ours, else the start page."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours and address.startswith("/") else "/"


def is_user(request: HttpRequest) -> bool:
    """Whether somebody is signed in."""
    return isinstance(request.user, User)
