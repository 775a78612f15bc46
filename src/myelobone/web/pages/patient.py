"""One patient on one screen."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from ..asked import advice_of
from ..audit.chain import tell
from ..frame.request import passed
from ..people.actor import of_request
from ..store import reading
from ..store.access import patient_of
from ..store.refusals import NoSuchPatient
from .answer import page


def patient(request: HttpRequest, public: str) -> HttpResponse:
    """The advice as of today and the record behind it; that it was seen is in the trail."""
    try:
        found = patient_of(passed(request).user, public)
    except NoSuchPatient:
        tell(of_request(request), "patient.refused", patient=public[:20])
        raise Http404 from None
    chart = reading.chart(found)
    advice = advice_of(chart)
    tell(of_request(request), "patient.seen", patient=public, details={"version": chart.version})
    rows = reading.history(found)
    return page(
        request, "patient.html", {"chart": chart, "advice": advice.to_dict(), "history": rows}
    )
