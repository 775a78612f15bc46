"""One patient on one screen, and standing by what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ...advice import Advice
from ...edition import own_edition
from ...language.problems import Text
from .. import clock
from ..asked import NotTrusted, advice_of
from ..audit.chain import tell
from ..confirming import AdviceChanged, digest_of
from ..confirming import confirm as keep_confirmed
from ..frame.logs import failure, log
from ..frame.request import passed
from ..people import again
from ..people.actor import of_request
from ..screen.changed import Changed, changed, version_of
from ..screen.look import View
from ..screen.record import Row, groups, row
from ..screen.whole import Screen, screen, view_of
from ..store import reading
from ..store.access import patient_of
from ..store.models import EntryVersion, KeptAdvice, Patient
from ..store.reading import Chart
from ..store.refusals import NoSuchPatient, Refusal, Stale
from .answer import page


def patient(request: HttpRequest, public: str) -> HttpResponse:
    """The advice as of today and the record behind it; that it was seen is in the trail."""
    found = seen_patient(request, public)
    response = show(request, found)
    version = {"version": found.version}
    tell(of_request(request), "patient.seen", patient=public, details=version)
    return response


def confirm(request: HttpRequest, public: str) -> HttpResponse:
    """Keeps the advice as it was seen; refused with what changed when it is another now (H20)."""
    found = seen_patient(request, public)
    form = request.POST
    if (asked := again.asked(request)) is not None:
        return asked
    try:
        keep_confirmed(
            of_request(request), found, expected=form.get("expected", ""), seen=form.get("seen", ""),
            key=form.get("key", ""),
        )  # fmt: skip
    except (Stale, AdviceChanged) as refusal:
        found.refresh_from_db()
        return show(request, found, refused=refusal.code, form=form, status=409)
    except Refusal as refusal:
        return show(request, found, refused=refusal.code, status=409)
    return HttpResponseRedirect(reverse("patient", kwargs={"public": public}) + "#confirm")


def seen_patient(request: HttpRequest, public: str) -> Patient:
    """The patient, or 404 with a row in the trail when it is not this account's to see."""
    try:
        return patient_of(passed(request).user, public)
    except NoSuchPatient:
        tell(of_request(request), "patient.refused", patient=public[:20])
        raise Http404 from None


def show(
    request: HttpRequest,
    found: Patient,
    *,
    refused: str | None = None,
    why: Text | None = None,
    form: Mapping[str, str] | None = None,
    far: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen; after a refusal with the reason, what changed meanwhile, and what was typed."""
    lang = passed(request).lang
    chart = reading.chart(found)
    data: dict[str, Any] = {
        "chart": chart, "public": found.public, "refused": refused, "far": far, "form": form or {}, "parts": None,
        "why": (why.zh if lang == "zh" else why.en) if why is not None else "",
        "changes": None, "trouble": None, "confirmed": None, "seen": "", "today": clock.today().isoformat(),
        "yesterday": (clock.today() - timedelta(days=1)).isoformat(),
        "grey_minutes": settings.CLINIC.grey_minutes, "whole": "whole" in request.GET,
        "stored": None, "pictures": _pictures(), "view": None,
    }  # fmt: skip
    history = reading.history(found)
    try:
        advice = advice_of(chart)
        view = view_of(chart, advice, lang)
        parts: Screen | None = screen(view)
    except NotTrusted:
        return _without(request, data, chart, "refused.not_trusted", 503)
    except (
        Exception
    ) as error:  # whatever it is: no advice, no dose, and the record all the same (H13)
        log.error("advice.failed", trace=passed(request).trace, **failure(error))
        return _without(request, data, chart, "screen.failed", 500)
    digest = digest_of(advice)
    data |= {
        "parts": parts, "view": view, "seen": digest, "record": groups(view.look, history),
        "confirmed": _confirmed(found, digest), "stored": _stored(request, view, history),
        "changes": _changes(view, found, form) if form and status == 409 else None,
    }  # fmt: skip
    return page(request, "patient.html", data, status=status)


@cache
def _pictures() -> frozenset[str]:
    """The pictures that have a template of their own; each stands in its place on the screen."""
    return frozenset(
        each.stem for each in (settings.HERE / "templates" / "pictures").glob("*.html")
    )


def _without(
    request: HttpRequest, data: dict[str, Any], chart: Chart, trouble: str, status: int
) -> HttpResponse:
    """The page without any advice: who it is, what went wrong, and the record."""
    from ...page.look import Look

    look = Look({"facts": {}, "agents": [], "items": []}, own_edition(), passed(request).lang)
    more = {"trouble": trouble, "record": groups(look, reading.history(chart.patient))}
    return page(request, "patient.html", {**data, **more}, status=status)


def _changes(view: View, found: Patient, form: Mapping[str, str]) -> Changed | None:
    """What the page that was sent did not know."""
    version = version_of(form.get("expected", ""))
    if version is None or version > found.version:
        return None
    before: View | None = None
    as_of = form.get("as_of", "")
    try:
        then = reading.chart(found, version)
        old: Advice = advice_of(then, as_of or None)
        before = view_of(then, old, view.lang)
    except (NoSuchPatient, ValueError):
        before = None
    return changed(view, found, version, before, as_of)


def _stored(
    request: HttpRequest, view: View, history: Mapping[int, list[EntryVersion]]
) -> Row | None:
    """The entry that was just stored, by its place, to be read back."""
    place = request.GET.get("stored", "")
    if not place.isdecimal() or len(place) > 6 or int(place) not in history:
        return None
    return row(view.look, history[int(place)][-1], int(place))


def _confirmed(found: Patient, digest: str) -> KeptAdvice | None:
    """The last time that somebody confirmed just this advice."""
    rows = KeptAdvice.objects.filter(patient=found, purpose="confirmed", body_digest=digest)
    return rows.order_by("-at").first()
