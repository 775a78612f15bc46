"""People and patients for tests, made through the same functions as in a clinic."""

from __future__ import annotations

import secrets
from typing import Any

from django.test import Client

from myelobone.web.people.actor import Actor, of_user
from myelobone.web.people.models import User, Ward
from myelobone.web.store.entries import add_entries
from myelobone.web.store.patients import create_patient
from myelobone.web.store.person import OWN, Number, Person
from myelobone.web.store.writing import Written

PASSWORD = "Waldhorn-Kasten-7"


def key() -> str:
    return secrets.token_hex(12)


def user(
    name: str = "dr", role: str = "clinician", *, password: str | None = None, **more: Any
) -> User:
    more.setdefault("every_ward", True)
    return User.objects.make(name, password, role=role, **more)


def actor(name: str = "dr", role: str = "clinician", **more: Any) -> Actor:
    found = User.objects.filter(username=name).first()
    return of_user(found or user(name, role, **more))


def ward(code: str = "H1") -> Ward:
    return Ward.objects.get_or_create(code=code, defaults={"name": code})[0]


def patient(by: Actor, number: str = "0001", name: str = "张三", **more: Any) -> Written:
    return create_patient(by, Person(name=name, numbers=(Number(OWN, number),), **more), key=key())


def add(by: Actor, to: Written, *bodies: dict[str, Any]) -> Written:
    return add_entries(by, to.patient, list(bodies), expected=to.token, key=key())


def client(name: str = "dr", role: str = "clinician", **more: Any) -> Client:
    """A browser without a window in which somebody has signed in."""
    found = User.objects.filter(username=name).first() or user(name, role, **more)
    made = browser()
    made.force_login(found, backend="django.contrib.auth.backends.ModelBackend")
    return made


def browser() -> Client:
    """A browser without a window in which nobody has signed in."""
    return Client(SERVER_NAME="localhost", raise_request_exception=False)
