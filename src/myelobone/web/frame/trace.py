"""One line of the log for each request: its route and never its address, how it ended, how long it took."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .logs import log


class Trace:
    """Gives each request an id that its log line and its error page share."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        request.trace = secrets.token_hex(4)  # type: ignore[attr-defined]  # frame/request.py types it
        start = time.perf_counter()
        response = self.answer(request)
        match = request.resolver_match
        log.info(
            "request",
            method=request.method if request.method in METHODS else "?",
            route=match.route if match else "?",
            status=response.status_code,
            ms=round((time.perf_counter() - start) * 1000),
            user=getattr(getattr(request, "user", None), "pk", None),
            trace=request.trace,  # type: ignore[attr-defined]
        )
        return response


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
