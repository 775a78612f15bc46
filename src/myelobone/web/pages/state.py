"""Is the process alive; is the clinic ready to be used."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from ..serve.ready import readiness


def health(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything that advice and storage rest on is well, else 503; says which part is not."""
    checks = readiness()
    well = all(check.ok for check in checks)
    body = {"ready": well, "checks": {check.name: check.told for check in checks}}
    return JsonResponse(body, status=200 if well else 503)
