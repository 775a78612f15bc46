"""Pages for what went wrong: what happened, what to do; never a detail of the patient or the program."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from ..pages.answer import page

KEPT = 200  # fields of a form that the page sends again
LONGEST = 20_000


def bad(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    return _page(request, "bad", 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    return _page(request, "forbidden", 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of ours, or from one that is too old."""
    return _page(request, "forged", 403)


def missing(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404, the same whether there is nothing or it may not be seen."""
    return _page(request, "missing", 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, "failed", 500)


def unavailable(request: HttpRequest, reason: str) -> HttpResponse:
    """503 with what was typed, so that sending it again is one press of a button."""
    again = []
    if request.method == "POST" and not request.FILES:
        again = [
            (name, value[:LONGEST])
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ][:KEPT]
    response = page(request, "error.html", {"kind": reason, "again": again}, status=503)
    response.headers["Retry-After"] = "5"
    return response


def _page(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    return page(request, "error.html", {"kind": kind, "again": []}, status=status)
