"""The one settings file of a clinic, read and checked: TOML in the data folder, or where `MYELOBONE_SETTINGS` says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from .people.choices import Context, Factor, Ldap, Oidc
from .people.permissions import ROLES

NAME = "settings.toml"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Unusable(Exception):
    """Raised when the settings cannot be used; says where and why."""


class Database(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the clinic's data lie: a file in the data folder, or a PostgreSQL server."""

    engine: Literal["sqlite", "postgresql"] = "sqlite"
    name: str = ""  # of the PostgreSQL database
    host: str = ""
    port: int = 5432
    user: str = ""
    password_file: str = ""  # the password never stands in the settings themselves
    wait_seconds: float = 20  # for a lock, before the user is asked to try again


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that a hospital may set; what is left out is the safe choice."""

    language: Literal["zh", "en"] = "zh"
    time_zone: str = "Asia/Shanghai"
    clinic: str = ""  # the name in the head of every page
    hosts: tuple[str, ...] = LOOPBACK
    https: bool | None = None  # None: only on this machine
    certificate: str = ""  # TLS ends here; else at the proxy
    certificate_key: str = ""
    proxy: bool = False  # a proxy on this machine sets X-Forwarded-For and -Proto
    frame_ancestors: tuple[str, ...] = ()  # origins that may show the pages inside their own
    idle_minutes: int = 15
    absolute_hours: int = 12
    again_minutes: int = 5  # after which signing asks who it is
    separate_administrators: bool = (
        False  # system, security and audit by three people, nobody does it all
    )
    second_factor: Factor = "optional"
    second_factor_roles: dict[str, Factor] = {}  # where a role differs
    oidc: Oidc | None = None
    ldap: Ldap | None = None
    context: Context | None = None
    grey_minutes: int = 10  # after which a page that was left open asks to be loaded anew
    audit_heads: str = ""  # another folder for the exported heads, best on another machine
    least_free_mb: int = 200  # disk space below which the clinic is not ready
    workers: int = 0  # 0: one on SQLite, else two
    threads: int = 8
    database: Database = Database()


def read_settings(data: Path, file: str | None = None) -> Settings:
    """The settings of a data folder; raises Unusable with the file, the key and what is allowed there."""
    named = file or os.environ.get("MYELOBONE_SETTINGS")
    path = Path(named) if named else data / NAME
    if not path.is_file():
        if named:
            raise Unusable(f"{path}: 没有这个设置文件 · no such settings file")
        return Settings()
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Settings)
        ZoneInfo(found.time_zone)
    except (msgspec.DecodeError, OSError, ValueError, KeyError) as error:
        raise Unusable(f"{path}: {error}") from None
    if found.database.engine == "postgresql" and not found.database.name:
        raise Unusable(f"{path}: database.name")
    if bool(found.certificate) != bool(found.certificate_key):
        raise Unusable(f"{path}: certificate, certificate_key")
    _check_people(path, found)
    return found


def _check_people(path: Path, found: Settings) -> None:
    if found.idle_minutes < 1 or found.absolute_hours < 1 or found.again_minutes < 1:
        raise Unusable(f"{path}: idle_minutes, absolute_hours, again_minutes: >= 1")
    named = set(found.second_factor_roles)
    if found.oidc is not None:
        named |= {*found.oidc.roles.values(), *filter(None, [found.oidc.role])}
        if found.oidc.create and not named:
            raise Unusable(f"{path}: oidc.role, oidc.roles")
    if strange := sorted(named - set(ROLES)):
        raise Unusable(f"{path}: {', '.join(strange)}: {', '.join(ROLES)}")
    files = [("oidc.secret_file", found.oidc.secret_file)] if found.oidc is not None else []
    files += [("context.key_file", found.context.key_file)] if found.context is not None else []
    for key, file in files:
        if not Path(file).is_file():
            raise Unusable(f"{path}: {key}: {file}: 没有这个文件 · no such file")


def data_folder() -> Path:
    """Where the clinic keeps its files: `MYELOBONE_DATA`, or the user's own data folder."""
    named = os.environ.get("MYELOBONE_DATA")
    if named:
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "myelobone"
