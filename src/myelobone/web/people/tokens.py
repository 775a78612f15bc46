"""Keys for other systems: issued for an account and a purpose, until a day; the secret is shown once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from .. import clock
from ..audit.chain import append, writing
from .actor import Actor
from .models import Token, User
from .permissions import PERMISSIONS

PREFIX = "mb"
LONGEST_DAYS = 366


class BadToken(ValueError):
    """Raised when a key cannot be issued so; says what is wrong."""


def issue(
    actor: Actor, user: User, name: str, scopes: Iterable[str], days: int
) -> tuple[Token, str]:
    """A new key and its text, which is kept nowhere. Raises BadToken.

    `scopes` are permissions that the account has; `days` is 1 to 366.
    """
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(PERMISSIONS):
        raise BadToken(" ".join(wanted) or "scopes")
    if lacking := [scope for scope in wanted if not user.may(scope)]:
        raise BadToken(" ".join(lacking))
    if not 1 <= days <= LONGEST_DAYS or not name.strip():
        raise BadToken(f"1 <= days <= {LONGEST_DAYS}" if name.strip() else "name")
    public, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    with writing():
        token = Token.objects.create(
            name=name.strip(), user=user, public=public, digest=_digest(secret),
            scopes=" ".join(wanted), expires_on=clock.today() + timedelta(days=days),
        )  # fmt: skip
        append(
            actor, "token.issued",
            details={"token": public, "for": user.pk, "scopes": wanted, "days": days},
        )  # fmt: skip
    return token, f"{PREFIX}_{public}_{secret}"


def revoke(actor: Actor, token: Token) -> None:
    """The key opens nothing any more."""
    with writing():
        token.revoked_at = clock.now()
        token.save()
        append(actor, "token.revoked", details={"token": token.public})


def opened_by(text: str) -> Token | None:
    """The key of a text, None when it is unknown, revoked, run out, or its account is closed."""
    prefix, _, rest = text.partition("_")
    public, _, secret = rest.partition("_")
    if prefix != PREFIX or not public or not secret:
        return None
    token = Token.objects.select_related("user").filter(public=public).first()
    if token is None or not secrets.compare_digest(token.digest, _digest(secret)):
        return None
    if token.revoked_at is not None or token.expires_on <= clock.today():
        return None
    return token if token.user.is_active else None


def allows(token: Token, permission: str) -> bool:
    """Whether a key was issued for a permission and its account still has it."""
    return permission in token.scopes.split() and token.user.may(permission)


def _digest(secret: str) -> str:
    # 256 random bits: nothing that a slow hash would protect
    return sha256(secret.encode()).hexdigest()
