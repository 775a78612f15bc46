"""What a hospital may set about signing in: second factor, its own sign-on, its directory, opening from its own system."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Factor = Literal["off", "optional", "required"]


class Oidc(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The hospital's own sign-on by OpenID Connect."""

    issuer: str
    client_id: str
    secret_file: str
    authorization: str  # addresses of the provider
    token: str
    keys: str
    userinfo: str = ""  # without one, what the signed token says counts
    name: str = ""  # on the button
    account: str = "preferred_username"  # the claim that names the account
    scopes: str = "openid profile"
    algorithm: Literal["RS256", "RS384", "RS512", "ES256", "ES384"] = "RS256"
    create: bool = False  # make accounts of people whom the provider knows and we do not
    role_claim: str = ""
    roles: dict[str, str] = {}  # value of that claim: our role
    role: str = ""  # of accounts that are made, where no claim says it


class Ldap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The hospital's directory; needs `myelobone[ldap]`."""

    server: str  # ldaps://…
    account: str  # where an account is: uid={},ou=people,dc=hospital
    start_tls: bool = False
    authority_file: str = ""  # who signed the server's certificate
    seconds: int = 5


class Context(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Opening a patient from the hospital's own system by a signed address."""

    key_file: str
    sign_in: bool = False  # the address also signs the named account in
    seconds: int = 300
