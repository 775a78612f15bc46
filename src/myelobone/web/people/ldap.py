"""The hospital's directory looks at the password; the account itself must exist here. Needs `myelobone[ldap]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ldap
from django.conf import settings
from django_auth_ldap.backend import LDAPBackend, LDAPSettings

from .models import User


class Directory(LDAPBackend):  # type: ignore[misc]  # brings no types
    """Binds as the account; a directory makes no accounts and gives no roles."""

    def __init__(self) -> None:
        super().__init__()
        wanted = settings.CLINIC.ldap
        assert wanted is not None  # else it is no backend
        options: dict[Any, Any] = {ldap.OPT_NETWORK_TIMEOUT: wanted.seconds, ldap.OPT_REFERRALS: 0}
        if wanted.authority_file:
            options |= {
                ldap.OPT_X_TLS_CACERTFILE: str(Path(wanted.authority_file)),
                ldap.OPT_X_TLS_REQUIRE_CERT: ldap.OPT_X_TLS_DEMAND,
                ldap.OPT_X_TLS_NEWCTX: 0,
            }
        own = LDAPSettings(self.settings_prefix, {})
        own.SERVER_URI, own.START_TLS = wanted.server, wanted.start_tls
        own.USER_DN_TEMPLATE = wanted.account.replace("{}", "%(user)s")
        own.CONNECTION_OPTIONS, own.NO_NEW_USERS, own.ALWAYS_UPDATE_USER = options, True, False
        self.settings = own

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, None when it is closed."""
        return User.objects.filter(pk=user_id, is_active=True).first()
