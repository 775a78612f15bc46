"""The hospital's own sign-on by OpenID Connect: what the provider says is checked, then an account of ours is opened."""

from __future__ import annotations

from typing import Any

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from .accounts import NAME, NotSo, change, create
from .actor import SYSTEM
from .choices import Oidc
from .models import User
from .permissions import given

LEEWAY = 60  # seconds by which two clocks may differ


class NotOpened(Exception):
    """Raised when the provider's word opens no account; `why` is a word of the trail and of the page."""

    def __init__(self, why: str, account: int | None = None) -> None:
        super().__init__(why)
        self.why, self.account = why, account


class Provider(OIDCAuthenticationBackend):  # type: ignore[misc]  # brings no types
    """The library's checks, and those that it leaves out: who issued the word, for whom, until when."""

    claims: dict[str, Any]

    def get_payload_data(self, token: Any, key: Any) -> Any:
        """What a signed word says; raises SuspiciousOperation when it is not for us, or not now."""
        wanted = _wanted()
        try:
            return jwt.decode(
                token, key.key if isinstance(key, jwt.PyJWK) else key, algorithms=[wanted.algorithm],
                audience=wanted.client_id, issuer=wanted.issuer, leeway=LEEWAY,
                options={"require": ["exp", "iat", "sub"]},
            )  # fmt: skip
        except jwt.PyJWTError as error:
            raise SuspiciousOperation(type(error).__name__) from None

    def get_or_create_user(self, access_token: str, id_token: str, payload: Any) -> User:
        """The account that the provider's word names. Raises NotOpened."""
        claims = dict(payload)
        if _wanted().userinfo:
            said = self.get_userinfo(access_token, id_token, payload)
            if said.get("sub") != payload["sub"]:
                raise SuspiciousOperation("sub")
            claims |= said
        self.claims = dict(payload)
        return account_of(claims)


def word(request: HttpRequest, nonce: str, verifier: str | None) -> tuple[User, dict[str, Any]]:
    """The account behind the provider's answer and the signed claims. Raises NotOpened."""
    provider = Provider()
    try:
        user = provider.authenticate(request, nonce=nonce, code_verifier=verifier)
    except (SuspiciousOperation, jwt.PyJWTError):
        raise NotOpened("token") from None
    except (requests.RequestException, KeyError, ValueError, AttributeError, TypeError):
        raise NotOpened("provider") from None
    if not isinstance(user, User):
        raise NotOpened("token")
    return user, provider.claims


def account_of(claims: dict[str, Any]) -> User:
    """The account of what the provider says; made where the settings have it so. Raises NotOpened."""
    wanted = _wanted()
    name = claims.get(wanted.account)
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise NotOpened("claim")
    role = _role(claims)
    user = User.objects.filter(username=name).first()
    if user is None:
        if not wanted.create:
            raise NotOpened("unknown")
        if role is None:
            raise NotOpened("role")
        shown = claims.get("name")
        try:
            full_name = shown if isinstance(shown, str) else ""
            return create(SYSTEM, name, role=role, full_name=full_name, password=False)[0]
        except NotSo as why:
            raise NotOpened(why.code) from None
    if not user.is_active:
        raise NotOpened("disabled", user.pk)
    if wanted.role_claim and wanted.roles:
        if role is None:
            raise NotOpened("role", user.pk)
        if role != user.role:
            _moved(user, role)
    return user


def _moved(user: User, role: str) -> None:
    try:
        change(
            SYSTEM, user, role=role, full_name=user.full_name, every_ward=user.every_ward,
            wards=[ward.code for ward in user.wards.all()],
        )  # fmt: skip
    except NotSo as why:
        raise NotOpened(why.code, user.pk) from None


def _role(claims: dict[str, Any]) -> str | None:
    """Our role for what a claim says; the first of our own order where it says several."""
    wanted = _wanted()
    if not wanted.role_claim:
        return wanted.role or None
    said = claims.get(wanted.role_claim)
    values = said if isinstance(said, list) else [said]
    found = {
        wanted.roles[value] for value in values if isinstance(value, str) and value in wanted.roles
    }
    ours = given(settings.CLINIC.separate_administrators)
    return next((role for role in ours if role in found), wanted.role or None)


def _wanted() -> Oidc:
    found = settings.CLINIC.oidc
    assert found is not None  # else no address leads here
    return found
