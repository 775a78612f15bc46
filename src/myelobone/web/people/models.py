"""The tables of people: accounts with their role, and wards."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from .permissions import ROLES, may


class Ward(models.Model):
    """A ward; who belongs to it sees its patients."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Makes accounts."""

    def make(self, username: str, password: str | None, *, role: str, **more: Any) -> User:
        """A new account; without a password nobody can sign in with it. Raises ValueError for no role."""
        if role not in ROLES:
            raise ValueError(role)
        user = self.model(username=self.model.normalize_username(username), role=role, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: who it is, the one role, the wards whose patients it may see."""

    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=40, choices=[(role, role) for role in ROLES])
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    every_ward = models.BooleanField(default=False)
    wards = models.ManyToManyField(Ward, blank=True, related_name="people")
    created_at = models.DateTimeField(auto_now_add=True)
    epoch = models.PositiveIntegerField(default=1)  # one more ends every session of the account
    # set while the password is one that somebody else has given: until when it opens, once
    password_until = models.DateTimeField(null=True, blank=True)

    objects = Users()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.full_name or self.username

    def may(self, permission: str) -> bool:
        """True when this account is active and its role may do it."""
        if self.role == "administrator" and settings.CLINIC.separate_administrators:
            return False
        return self.is_active and may(self.role, permission)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry: another one ends the sessions that were begun before."""
        told = f"{self.password}|{self.role}|{self.every_ward}|{self.epoch}"
        return salted_hmac("people.session", told, secret=secret, algorithm="sha256").hexdigest()


class Token(models.Model):
    """A key for another system: acts as an account, within what it was issued for, until a day.

    Only the digest of its secret is kept. `scopes` are permissions, separated by blanks.
    """

    name = models.CharField(max_length=80)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    public = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.CharField(max_length=200)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Opened(models.Model):
    """An address from the hospital's own system that has been used, so that it opens nothing again."""

    nonce = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.nonce
