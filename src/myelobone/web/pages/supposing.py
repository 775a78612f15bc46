"""What would change if the record said something else: asked on a page, nothing is stored."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from ...api import what_if
from ...edition import own_edition
from ...language.problems import Refused
from ...page.layout import plain
from ...page.what_if import page as told
from .. import clock
from ..asked import trusted
from ..audit.chain import tell
from ..frame.request import passed
from ..people.actor import of_request
from ..store import reading
from ..store.access import patient_of
from ..store.refusals import NoSuchPatient
from .answer import page

WIDTH = 96


def suppose(request: HttpRequest, public: str) -> HttpResponse:
    """The present advice beside the one under what was typed; `part` gives the comparison alone."""
    try:
        found = patient_of(passed(request).user, public)
    except NoSuchPatient:
        raise Http404 from None
    chart, known, lang = reading.chart(found), own_edition(), passed(request).lang
    controls = known.screens.what_if
    put = {
        control.term: f"{said} {control.unit}" if control.unit else said
        for control in controls
        if (said := request.GET.get(control.term, "").strip()[:40])
    }
    lines: list[str] = []
    problems: list[str] = []
    if put:
        trusted()
        try:
            answer = what_if(chart.record, put, as_of=clock.today(), knowledge=known)
        except Refused as refused:
            problems = [getattr(each.message, lang) for each in refused.problems]
        else:
            patient = chart.record.patient
            said_so = told(answer, known, lang=lang, width=WIDTH, patient=patient)
            lines = [plain(line) for line in said_so]
        tell(
            of_request(request), "what_if.asked", patient=public, details={"version": chart.version}
        )
    data = {
        "chart": chart, "controls": controls, "terms": known.vocabulary.terms, "put": request.GET,
        "text": "\n".join(lines), "problems": problems, "labels": known.vocabulary.labels,
    }  # fmt: skip
    template = "supposed.html" if "part" in request.GET else "supposing.html"
    return page(request, template, data)
