"""The start page: the patients whom this person may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from ..frame.request import passed
from ..store.access import search
from .answer import page

SHOWN = 200


def worklist(request: HttpRequest) -> HttpResponse:
    """Patients by number, name or initials; all when nothing is asked."""
    user = passed(request).user
    said = request.GET.get("q", "")[:60]
    found = search(user, said).prefetch_related("identifiers")
    patients = list(found[:SHOWN])
    return page(request, "worklist.html", {"patients": patients, "q": said, "count": found.count()})
