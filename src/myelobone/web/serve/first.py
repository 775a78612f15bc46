"""The first administrator: asked for on a terminal, or named by whoever installs."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from django.conf import settings

from ..config import Unusable
from ..people.models import User
from .accounts import add

ROLES = ("administrator", "security_administrator")  # who can make accounts
HOW = (
    "还没有管理员：请在终端运行 serve，或给出 --admin 账号 --admin-password-file 文件"
    " · there is no administrator yet: run serve on a terminal, or give --admin NAME --admin-password-file FILE"
)


def needed() -> bool:
    """True when nobody can make accounts."""
    return not User.objects.filter(role__in=ROLES, is_active=True).exists()


def make(name: str | None = None, password_file: str | None = None) -> None:
    """Makes the first administrator; raises Unusable when there is nobody to ask."""
    name = name or os.environ.get("MYELOBONE_ADMIN")
    password_file = password_file or os.environ.get("MYELOBONE_ADMIN_PASSWORD_FILE")
    if name and password_file:
        try:
            password = Path(password_file).read_text("utf-8").rstrip("\n")
        except OSError as error:
            raise Unusable(f"{password_file}: {error.strerror}") from None
        _make(name, password)
        return
    if not sys.stdin.isatty():
        raise Unusable(HOW)
    print("第一位管理员 · The first administrator", file=sys.stderr)
    while True:
        name = input("账号 Account: ").strip()
        password = getpass.getpass("密码 Password: ")
        if password != getpass.getpass("再输一次 Again: "):
            print("两次不同 · The two differ", file=sys.stderr)
            continue
        try:
            _make(name, password)
        except Unusable as error:
            print(error, file=sys.stderr)
            continue
        return


def _make(name: str, password: str) -> None:
    if not name:
        raise Unusable("账号为空 · no account name")
    separate = settings.CLINIC.separate_administrators
    add(name, password, role="security_administrator" if separate else "administrator")
