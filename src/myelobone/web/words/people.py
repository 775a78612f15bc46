"""Words of signing in and of accounts."""

from __future__ import annotations

PEOPLE: dict[str, tuple[str, str]] = {
    "sign_in": ("登录", "Sign in"),
    "username": ("账号", "Account"),
    "password": ("密码", "Password"),
    "sign_in.wrong": (
        "账号或密码不对，或账号已锁定",
        "Wrong account or password, or the account is locked",
    ),
}
