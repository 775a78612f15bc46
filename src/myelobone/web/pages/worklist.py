"""The start page: whom this person has to see to; the same list as a file."""

from __future__ import annotations

from math import ceil

from django.http import HttpRequest, HttpResponse

from ...edition import own_edition
from ..asked import NotTrusted
from ..audit.chain import tell
from ..frame.request import passed
from ..people.actor import of_request
from ..people.models import Ward
from ..store.access import search
from ..worklist import asked as asking
from ..worklist import export
from ..worklist.asked import SHOWS, SORTS, Asked, chosen, counts
from ..worklist.rows import Row, rows
from .answer import page

A_PAGE = 50
MOST = 3000  # patients of whom a list is made; searching finds the others


def worklist(request: HttpRequest) -> HttpResponse:
    """Who needs what this week; filters and order stand in the address."""
    asked = asking.read(request.GET)
    every, trusted = _rows(request, asked)
    found = chosen(every, asked)
    pages = max(1, ceil(len(found) / A_PAGE))
    here = min(asked.page, pages)
    shown = found[(here - 1) * A_PAGE : here * A_PAGE]
    tell(of_request(request), "worklist.seen", details={"patients": len(shown)})
    facts = [
        fact for name in own_edition().screens.worklist if (fact := own_edition().facts.get(name))
    ]
    data = {
        "asked": asked, "rows": shown, "count": len(found), "counts": counts(every), "every": len(every),
        "pages": pages, "here": here, "shows": SHOWS, "sorts": list(SORTS), "facts": facts,
        "wards": list(Ward.objects.all()), "trusted": trusted,
        "making": sum(row.glance is None for row in shown) if trusted else 0,
    }  # fmt: skip
    return page(request, "worklist.html", data, status=200 if trusted else 503)


def as_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list that the address asks for, whole, as `csv` or `json`."""
    found = chosen(_rows(request, asking.read(request.GET))[0], asking.read(request.GET))
    tell(of_request(request), "worklist.exported", details={"patients": len(found), "as": kind})
    if kind == "json":
        response = HttpResponse(export.as_json(found), content_type="application/json")
    else:
        body = export.as_csv(found, passed(request).lang)
        response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="patients.{kind}"'
    return response


def _rows(request: HttpRequest, asked: Asked) -> tuple[list[Row], bool]:
    """The lines of all that the account may see and the search finds; False when there is no advice to be had."""
    found = search(passed(request).user, asked.q).prefetch_related("identifiers")
    if asked.ward:
        found = found.filter(ward__code=asked.ward)
    patients = list(found[:MOST])
    try:
        return rows(patients), True
    except NotTrusted:
        return [Row(patient, None) for patient in patients], False
