"""The application `people` for Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core.checks import CheckMessage, Error, register


class People(AppConfig):
    """Accounts, roles, wards."""

    name = "myelobone.web.people"
    label = "people"

    def ready(self) -> None:
        """However somebody was let in, their session has a beginning."""
        user_logged_in.connect(_begin, dispatch_uid="people.sitting")
        register(directory)


def _begin(request: Any, **_: Any) -> None:
    from . import sitting

    sitting.begin(request, asked=False)


def directory(**_: Any) -> list[CheckMessage]:
    """What the hospital's directory needs is installed, when it is to be asked."""
    from django.conf import settings

    if settings.CLINIC.ldap is None:
        return []
    try:
        import django_auth_ldap.backend  # noqa: F401
        import ldap  # noqa: F401
    except ImportError:
        told = "[ldap]: 需要安装 myelobone[ldap] · needs `pip install myelobone[ldap]`"
        return [Error(told, id="clinic.E007")]
    return []
