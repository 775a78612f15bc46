"""Entries of a record: added, corrected, withdrawn."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from ..frame.request import passed
from ..people.actor import of_request
from ..store import entries, reading
from ..store.access import patient_of
from ..store.models import Patient
from ..store.refusals import NoSuchPatient, Refusal
from .answer import page

FIELDS = ("on", "what", "value")


def new(request: HttpRequest, public: str) -> HttpResponse:
    """The form of a new entry, and what becomes of it."""
    found = _patient(request, public)
    asked = request.POST if request.method == "POST" else request.GET  # a link may name the item
    said = {name: asked.get(name, "").strip() for name in FIELDS}
    if request.method != "POST":
        return _form(request, found, said, None)
    body = {name: value for name, value in said.items() if value}
    try:
        entries.add_entries(
            of_request(request), public, [body],
            expected=request.POST.get("expected", ""), key=request.POST.get("key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return _form(request, found, said, refusal.code, status=409)
    return HttpResponseRedirect(f"/patients/{public}")


def entry(request: HttpRequest, public: str, position: int) -> HttpResponse:
    """The form that corrects or withdraws an entry, and what becomes of it."""
    found = _patient(request, public)
    revisions = reading.history(found).get(position)
    if not revisions:
        raise Http404
    body: dict[str, Any] = json.loads(revisions[-1].body)
    said = {name: str(body.get(name, "")) for name in FIELDS}
    if request.method != "POST":
        return _form(request, found, said, None, position)
    said = {name: request.POST.get(name, said[name]).strip() for name in FIELDS}
    changed = {**body, **{name: value for name, value in said.items() if value}}
    how = {
        "expected": request.POST.get("expected", ""),
        "key": request.POST.get("key", ""),
    }
    because, actor = request.POST.get("because", ""), of_request(request)
    try:
        if request.POST.get("act") == "withdraw":
            entries.withdraw_entry(actor, public, position, because, **how)
        else:
            entries.correct_entry(actor, public, position, changed, because, **how)
    except Refusal as refusal:
        return _form(request, found, said, refusal.code, position, status=409)
    return HttpResponseRedirect(f"/patients/{public}")


def _patient(request: HttpRequest, public: str) -> Patient:
    try:
        return patient_of(passed(request).user, public)
    except NoSuchPatient:
        raise Http404 from None


def _form(
    request: HttpRequest, patient: Patient, said: dict[str, str], refused: str | None,
    position: int | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    data = {
        "chart": reading.chart(patient), "fields": said, "refused": refused, "position": position,
    }  # fmt: skip
    return page(request, "entry.html", data, status=status)
