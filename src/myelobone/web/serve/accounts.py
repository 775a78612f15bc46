"""Accounts from the command line: for the first days, and for when nobody can sign in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from msgspec import Struct

from ..audit.chain import append, writing
from ..config import Unusable
from ..people.accounts import end_sessions
from ..people.actor import SYSTEM
from ..people.models import User, Ward
from ..people.permissions import ROLES, given


class Account(Struct, frozen=True, kw_only=True):
    """An account as a list shows it."""

    username: str
    full_name: str
    role: str
    active: bool
    wards: tuple[str, ...]  # `*`: every ward


def accounts() -> list[Account]:
    """Every account, in the order of their names."""
    return [
        Account(
            username=user.username, full_name=user.full_name, role=user.role, active=user.is_active,
            wards=("*",) if user.every_ward else tuple(ward.code for ward in user.wards.all()),
        )
        for user in User.objects.prefetch_related("wards").order_by("username")
    ]  # fmt: skip


def add(
    username: str, password: str, *, role: str, full_name: str = "", wards: tuple[str, ...] = ()
) -> None:
    """A new account; `*` among the wards is every ward. Raises Unusable for a name that is taken, no role."""
    if role not in ROLES:
        raise Unusable(f"{role}: {', '.join(ROLES)}")
    if role not in given(settings.CLINIC.separate_administrators):
        raise Unusable(f"{role}: separate_administrators")
    if User.objects.filter(username=username).exists():
        raise Unusable(f"{username}: 账号已存在 · there is such an account")
    _strong(password, username)
    with writing():
        user = User.objects.make(
            username, password, role=role, full_name=full_name, every_ward="*" in wards
        )
        for code in wards:
            if code != "*":
                user.wards.add(Ward.objects.get_or_create(code=code, defaults={"name": code})[0])
        append(SYSTEM, "account.created", details={"account": user.pk, "role": role})


def set_password(username: str, password: str) -> None:
    """Another password; whoever is signed in with the account no longer is."""
    user = _user(username)
    _strong(password, username)
    with writing():
        user.set_password(password)
        user.password_until = None
        user.save()
        end_sessions(user)
        append(SYSTEM, "account.password_set", details={"account": user.pk})


def set_active(username: str, *, active: bool) -> None:
    """Lets the account in, or no longer; whoever is signed in with it no longer is."""
    user = _user(username)
    with writing():
        user.is_active = active
        user.save()
        end_sessions(user)
        told = "account.enabled" if active else "account.disabled"
        append(SYSTEM, told, details={"account": user.pk})


def _user(username: str) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        raise Unusable(f"{username}: 没有这个账号 · no such account")
    return found


def _strong(password: str, username: str) -> None:
    try:
        validate_password(password, User(username=username))
    except ValidationError as error:
        raise Unusable("密码太弱 · weak password: " + " ".join(error.messages)) from None
