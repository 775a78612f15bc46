"""Headers of every answer: nothing from elsewhere, nothing inline, nothing kept by the browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class Headers:
    """Adds the headers; static files may be kept, as their address changes with their content."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer
        ancestors = " ".join(settings.CLINIC.frame_ancestors) or "'none'"
        self.policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            f" connect-src 'self'; font-src 'none'; form-action 'self'{_provider()}; base-uri 'none';"
            f" frame-ancestors {ancestors}"
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        if not settings.CLINIC.frame_ancestors:
            response.headers["X-Frame-Options"] = "DENY"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        if settings.HTTPS:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


def _provider() -> str:
    """The hospital's own sign-on, to which a form of ours leads."""
    oidc = settings.CLINIC.oidc
    if oidc is None:
        return ""
    parts = urlsplit(oidc.authorization)
    return f" {parts.scheme}://{parts.netloc}"
