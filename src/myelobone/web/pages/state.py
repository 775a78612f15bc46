"""Is the process alive; is the clinic ready to be used."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from ..people.actor import of_request
from ..serve.ready import readiness
from ..store.restored import seen_to


def health(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything that advice and storage rest on is well, else 503; says which part is not."""
    checks = readiness()
    well = all(check.ok for check in checks)
    body = {"ready": well, "checks": {check.name: check.told for check in checks}}
    return JsonResponse(body, status=200 if well else 503)


def restored(request: HttpRequest) -> HttpResponse:
    """Takes down the notice that a backup was restored: somebody has seen to the gap."""
    seen_to(of_request(request))
    return HttpResponseRedirect("/")
