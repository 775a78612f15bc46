"""Who somebody is: the password looked at, guesses slowed down, the session begun and ended."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.db.models import Max, Sum
from django.http import HttpRequest

from .. import clock
from ..audit.chain import append, tell, writing
from ..frame import address
from . import sitting
from .accounts import end_sessions
from .actor import of_request, of_user
from .models import User
from .turns import turn

FREE = 10  # wrong guesses of one workstation, whatever the accounts, before it has to wait
LONGEST = 60  # seconds that it waits at most between two
WINDOW = timedelta(minutes=15)
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Wait(Exception):
    """Raised when a workstation has guessed too often; `seconds` until it may try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def known(request: HttpRequest, name: str, password: str) -> User | None:
    """The account of a name and its password, None for whatever is wrong. Raises Wait, Crowded.

    An unknown name takes as long as a wrong password. Whether the account is locked is asked while
    the turn is held, so that guesses that come at once are counted one after the other.
    """
    name, password = clean(name), password.replace("\0", "")[:200]
    with turn():
        if (seconds := wait(address.of(request))) > 0:
            raise Wait(seconds)
        user = authenticate(request, username=name, password=password)
    if isinstance(user, User) and user.is_active and not _run_out(user):
        return user
    account = User.objects.filter(username=name).values_list("pk", flat=True).first()
    locked = bool(getattr(request, "axes_locked_out", False))
    details = {"locked": locked, **({"account": account} if account is not None else {})}
    tell(of_request(request), "sign_in.failed", details=details)
    return None


def clean(name: str) -> str:
    """A name as it may be looked for."""
    return name.replace("\0", "").strip()[:80]


def wait(workstation: str) -> int:
    """Seconds until a workstation may guess again; doubled with each guess beyond the free ones."""
    since = clock.now() - WINDOW
    found = AccessAttempt.objects.filter(ip_address=workstation or None, attempt_time__gte=since).aggregate(
        count=Sum("failures_since_start"), last=Max("attempt_time")
    )  # fmt: skip
    beyond = int(found["count"] or 0) - FREE
    if beyond < 0 or found["last"] is None:
        return 0
    pause: int = min(2 ** min(beyond, 10), LONGEST)
    return max(0, pause - int((clock.now() - found["last"]).total_seconds()))


def enter(
    request: HttpRequest, user: User, how: str, *, backend: str = "", asked: bool = True
) -> None:
    """Begins the session of an account: a new token, its times, a row of the trail."""
    login(request, user, backend=backend or getattr(user, "backend", BACKEND))
    sitting.begin(request, asked=asked)
    tell(of_user(user, address.of(request)), "sign_in.done", details={"how": how})


def leave(request: HttpRequest, act: str, why: str = "", *, everywhere: bool = False) -> None:
    """Ends this session on the server, or every one of the account; what was typed may come back to it."""
    user = request.user
    with writing():
        if everywhere and isinstance(user, User):
            end_sessions(user)
        append(of_request(request), act, details={"why": why} if why else None)
    logout(request)
    if isinstance(user, User):
        request.session[sitting.WAS] = user.pk


def home(user: User) -> str:
    """The page that an account begins with."""
    for permission, path in (
        ("patient.see", "/"),
        ("people.manage", "/people"),
        ("audit.see", "/trail"),
    ):
        if user.may(permission):
            return path
    return "/account"


def factor_of(user: User) -> str:
    """Whether the role of an account needs a second factor: off, optional, required."""
    clinic = settings.CLINIC
    wanted: str = clinic.second_factor_roles.get(user.role, clinic.second_factor)
    return wanted


def _run_out(user: User) -> bool:
    return user.password_until is not None and user.password_until <= clock.now()
