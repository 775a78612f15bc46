"""The pictures of a patient: timeline, lesion map, charts; and the plan as a calendar file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from ...api import plan
from ...edition import own_edition
from ...exchange.ical import calendar
from ...page.words import Lang
from ...paper.lesions.lesion_map import Options, lesion_map
from ...paper.timeline import timeline
from ...paper.trends.trends import trends
from .. import clock
from ..asked import trusted
from ..audit.chain import tell
from ..frame.request import passed
from ..people.actor import of_request
from ..store import reading
from ..store.access import patient_of
from ..store.reading import Chart
from ..store.refusals import NoSuchPatient

NARROWEST, WIDEST = 320, 1600
WIDTHS = {"timeline": 1000, "lesions": 760, "trends": 1000}


def _timeline(chart: Chart, lang: Lang, width: int) -> str:
    found = plan(chart.record, clock.today(), None, own_edition())
    return timeline(found, chart.record, own_edition(), lang, width)


def _lesions(chart: Chart, lang: Lang, width: int) -> str:
    return lesion_map(chart.record, clock.today(), own_edition(), lang, Options(width=width))


def _trends(chart: Chart, lang: Lang, width: int) -> str:
    return trends(chart.record, clock.today(), own_edition(), lang, width=width)


DRAW: dict[str, Callable[[Chart, Lang, int], str]] = {
    "timeline": _timeline, "lesions": _lesions, "trends": _trends,
}  # fmt: skip


def picture(request: HttpRequest, public: str, drawing: str) -> HttpResponse:
    """A picture as SVG, in the language of the page; `width` in pixels. It runs nothing."""
    chart = _chart(request, public)
    if drawing not in DRAW:
        raise Http404
    trusted()
    details = {"version": chart.version, "drawing": drawing}
    tell(of_request(request), "picture.seen", patient=public, details=details)
    said = request.GET.get("width", "")
    width = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else WIDTHS[drawing]
    drawn = DRAW[drawing](chart, passed(request).lang, min(max(width, NARROWEST), WIDEST))
    response = HttpResponse(drawn.encode(), content_type="image/svg+xml; charset=utf-8")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'none'; sandbox"
    return response


def calendar_file(request: HttpRequest, public: str) -> HttpResponse:
    """The plan of two years as a calendar file that names nobody."""
    chart = _chart(request, public)
    trusted()
    found = plan(chart.record, clock.today(), None, own_edition())
    tell(of_request(request), "plan.exported", patient=public, details={"version": chart.version})
    body = calendar(found.to_dict(), own_edition(), lang=passed(request).lang)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return response


def _chart(request: HttpRequest, public: str) -> Chart:
    try:
        return reading.chart(patient_of(passed(request).user, public))
    except NoSuchPatient:
        tell(of_request(request), "patient.refused", patient=public[:20])
        raise Http404 from None
