"""What the interface answers: JSON as the contract has it, and every refusal as problems with a code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ...language.problems import Refused
from ..asked import NotTrusted
from ..confirming import AdviceChanged
from ..store.refusals import KeyReused, NoSuchEntry, NoSuchPatient, NumberTaken, Refusal, Stale
from ..words.all import WORDS

FORMAT = "myelobone-error/1"
STATUS: dict[type[Refusal], int] = {
    NoSuchPatient: 404, NoSuchEntry: 404, Stale: 409, AdviceChanged: 409, KeyReused: 409,
    NumberTaken: 409,
}  # fmt: skip


def data(body: Any, status: int = 200, *, token: str | None = None) -> HttpResponse:
    """Plain data as JSON; `token` is the version of the chart, in `ETag`."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return whole(text.encode(), status, token=token)


def whole(
    body: bytes, status: int = 200, *, token: str | None = None, headers: Mapping[str, str] = {}
) -> HttpResponse:
    """Bytes that are JSON already."""
    response = HttpResponse(body, status=status, content_type="application/json")
    if token is not None:
        response.headers["ETag"] = f'"{token}"'
    for name, value in headers.items():
        response.headers[name] = value
    return response


def problem(code: str, where: str = "", found: str = "", allowed: str = "") -> dict[str, Any]:
    """One problem as the contract shows it, in both languages."""
    zh, en = WORDS.get(f"refused.{code}") or WORDS["refused.unreadable"]
    message = {"zh": zh, "en": en}
    return {"code": code, "where": where, "found": found, "allowed": allowed, "message": message}


def refused(problems: list[dict[str, Any]], status: int, token: str | None = None) -> HttpResponse:
    """Problems as the answer."""
    return data({"format": FORMAT, "problems": problems}, status, token=token)


def register(interface: NinjaAPI) -> None:
    """Gives the interface its answers to everything that goes wrong."""

    @interface.exception_handler(Refusal)
    def _refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
        status = next((STATUS[kind] for kind in STATUS if isinstance(error, kind)), 422)
        token = error.present if isinstance(error, Stale) else None
        where = {"stale": "If-Match", "key_reused": "Idempotency-Key"}.get(error.code, "")
        return refused([problem(error.code, where)], status, token)

    @interface.exception_handler(Refused)
    def _unusable(request: HttpRequest, error: Refused) -> HttpResponse:
        import msgspec

        return refused(msgspec.to_builtins(error.problems), 422)

    @interface.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        found = [
            problem("unreadable", ".".join(str(part) for part in each["loc"]), allowed=each["msg"])
            for each in error.errors
        ]
        return refused(found, 422)

    @interface.exception_handler(NotTrusted)
    def _not_trusted(request: HttpRequest, error: NotTrusted) -> HttpResponse:
        return refused([problem("not_trusted")], 503)

    @interface.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = refused([problem("no_key", "Authorization")], 401)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @interface.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        code = {403: "forbidden", 404: "no_such"}.get(error.status_code, "unreadable")
        return refused([problem(code, found=str(error)[:200])], error.status_code)
