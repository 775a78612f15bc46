"""What the software said of a patient before: the list, one advice as it was, and whether it would say so again."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse

from ...edition import own_edition
from ...page.layout import plain
from ...page.whole import page as printed
from ..audit.chain import tell
from ..confirming import again
from ..frame.request import passed
from ..people.actor import of_request
from ..store import reading
from ..store.access import patient_of
from ..store.models import KeptAdvice
from ..store.refusals import NoSuchPatient
from .answer import page

MOST = 200
WIDTH = 96


def past(request: HttpRequest, public: str) -> HttpResponse:
    """Every advice that was kept, the latest first."""
    try:
        found = patient_of(passed(request).user, public)
    except NoSuchPatient:
        raise Http404 from None
    rows = list(KeptAdvice.objects.filter(patient=found).order_by("-id")[:MOST])
    data = {"chart": reading.chart(found), "rows": rows}
    tell(of_request(request), "patient.seen", patient=public, details={"version": found.version})
    return page(request, "past.html", data)


def one(request: HttpRequest, public: str, number: int) -> HttpResponse:
    """One advice as it was given, and whether the software would give it again."""
    try:
        found = patient_of(passed(request).user, public)
    except NoSuchPatient:
        raise Http404 from None
    row = KeptAdvice.objects.filter(patient=found, pk=number).first()
    if row is None:
        raise Http404
    lines = printed(json.loads(row.body), own_edition(), lang=passed(request).lang, width=WIDTH)
    tell(of_request(request), "patient.seen", patient=public, details={"advice": row.pk})
    data = {
        "chart": reading.chart(found), "row": row, "again": again(row),
        "text": "\n".join(plain(line) for line in lines),
    }  # fmt: skip
    return page(request, "past_one.html", data)
