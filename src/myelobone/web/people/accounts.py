"""Accounts made, changed, closed and opened again; each change ends the sessions of the account and is in the trail."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F
from django_otp import devices_for_user

from .. import clock
from ..audit.chain import append, writing
from .actor import Actor
from .models import User, Ward
from .permissions import ADMINISTERS, ROLES, given, may
from .turns import turn

NAME = re.compile(r"[\w.@+-]{2,80}")
CODE = re.compile(r"[\w.-]{1,40}")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that another is taken for
DAYS = 3  # that a password which somebody else has given opens


class NotSo(ValueError):
    """Raised when an account cannot be so; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def create(
    actor: Actor, name: str, *, role: str, full_name: str = "", wards: Iterable[str] = (),
    every_ward: bool = False, password: bool = True,
) -> tuple[User, str]:  # fmt: skip
    """A new account and its first password, which must be changed; without `password` only sign-on opens it."""
    if not NAME.fullmatch(name):
        raise NotSo("name")
    _role(role)
    first = one_time() if password else ""
    with turn(), writing():
        if User.objects.filter(username=name).exists():
            raise NotSo("taken")
        user = User.objects.make(
            name, first or None, role=role, full_name=full_name.strip()[:80], every_ward=every_ward,
            password_until=_until() if first else None,
        )  # fmt: skip
        user.wards.set(Ward.objects.filter(code__in=list(wards)))
        append(actor, "account.created", details={"account": user.pk, "role": role})
    return user, first


def change(
    actor: Actor, user: User, *, role: str, full_name: str, wards: Iterable[str], every_ward: bool
) -> None:
    """Another name, role or wards. Nobody changes their own role; the last who can administer stays."""
    _role(role)
    with writing():
        user.refresh_from_db()
        before = (user.role, user.every_ward, {ward.code for ward in user.wards.all()})
        now = (role, every_ward, set(wards))
        if role != user.role:
            if actor.user == user.pk:
                raise NotSo("self")
            _stays(user, role)
        user.role, user.every_ward, user.full_name = role, every_ward, full_name.strip()[:80]
        if before != now:
            user.epoch += 1
        user.save()
        user.wards.set(Ward.objects.filter(code__in=now[2]))
        details = {
            "account": user.pk, "role": role, "every_ward": every_ward, "wards": sorted(now[2]),
        }  # fmt: skip
        append(actor, "account.changed", details=details)


def set_active(actor: Actor, user: User, *, active: bool) -> None:
    """Lets the account in, or no longer; the last who can administer stays."""
    with writing():
        user.refresh_from_db()
        if not active:
            if actor.user == user.pk:
                raise NotSo("self")
            _stays(user, "")
        user.is_active, user.epoch = active, user.epoch + 1
        user.save()
        append(actor, "account.enabled" if active else "account.disabled", details={"account": user.pk})  # fmt: skip


def reset(actor: Actor, user: User) -> str:
    """A password for one time, shown once; it must be changed when it has opened the account."""
    first = one_time()
    with turn(), writing():
        user.refresh_from_db()
        user.set_password(first)
        user.password_until, user.epoch = _until(), user.epoch + 1
        user.save()
        append(actor, "account.password_reset", details={"account": user.pk})
    return first


def drop_factor(actor: Actor, user: User) -> None:
    """The second factor goes, for somebody who has lost it; they enrol again."""
    with writing():
        for device in list(devices_for_user(user, confirmed=None)):
            device.delete()
        end_sessions(user)
        append(actor, "account.factor_dropped", details={"account": user.pk})


def own_password(actor: Actor, user: User, password: str) -> None:
    """The password that somebody chooses; raises NotSo when it is weak or the one they had."""
    with turn():
        if user.check_password(password):
            raise NotSo("same")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise NotSo(f"weak.{error.error_list[0].code}") from None
    with turn(), writing():
        user.set_password(password)
        user.password_until, user.epoch = None, user.epoch + 1
        user.save()
        append(actor, "account.password_set", details={"account": user.pk})


def end_sessions(user: User) -> None:
    """Whoever is signed in with the account no longer is; inside a transaction."""
    User.objects.filter(pk=user.pk).update(epoch=F("epoch") + 1)
    user.refresh_from_db(fields=["epoch"])


def new_ward(actor: Actor, code: str, name: str) -> Ward:
    """A ward, or another name for it."""
    if not CODE.fullmatch(code) or not name.strip():
        raise NotSo("ward")
    with writing():
        ward, made = Ward.objects.get_or_create(code=code, defaults={"name": name.strip()[:80]})
        if not made:
            ward.name = name.strip()[:80]
            ward.save()
        append(actor, "ward.set", details={"ward": code})
    return ward


def one_time() -> str:
    """A password for one time, easily read aloud: 59 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _role(role: str) -> None:
    if role not in ROLES:
        raise NotSo("role")
    if role not in given(settings.CLINIC.separate_administrators):
        raise NotSo("separate")


def _stays(user: User, role: str) -> None:
    """Raises NotSo when nobody else could do what this account will no longer be able to."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    roles = set(others.values_list("role", flat=True)) & set(
        given(settings.CLINIC.separate_administrators)
    )
    for permission in ADMINISTERS:
        if (
            user.may(permission)
            and not may(role, permission)
            and not any(may(each, permission) for each in roles)
        ):
            raise NotSo("last")


def _until() -> datetime:
    return clock.now() + timedelta(days=DAYS)
