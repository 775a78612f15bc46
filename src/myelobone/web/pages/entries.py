"""Entries of a record: added, corrected, withdrawn, by forms made from the vocabulary."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from ...edition import own_edition
from ...language.model import Term
from ...page.look import Look
from ..forms.fields import fields_of, said_of
from ..forms.trial import Trial, tried
from ..forms.typed import typed
from ..frame.request import passed
from ..people.actor import of_request
from ..store import entries, reading
from ..store.access import patient_of
from ..store.models import EntryVersion, Patient
from ..store.refusals import NoSuchPatient, Refusal
from .answer import page

LONGEST = 2000  # characters of one field
KINDS = ("measurement", "test", "state", "event", "period")


def new(request: HttpRequest, public: str) -> HttpResponse:
    """Which item, then its form, and what becomes of it."""
    found = _patient(request, public)
    asked = request.POST if request.method == "POST" else request.GET  # a link may name the item
    said = {name: str(value)[:LONGEST] for name, value in asked.items()}
    term = own_edition().vocabulary.terms.get(said.get("what", "").strip())
    if term is None:
        refused = "unreadable" if request.method == "POST" else None
        return _picker(request, found, refused, status=409 if refused else 200)
    if request.method != "POST":
        return _form(request, found, term, said)
    if said.get("patient", public) != public:
        return _form(request, found, term, said, refused="other_patient", status=409)
    body = typed(term, said)
    trial = tried(reading.chart(found), found, body)
    if trial.problems and said.get("sure") != "yes":
        return _form(request, found, term, said, trial=trial, status=422)
    try:
        written = entries.add_entries(
            of_request(request), public, [body],
            expected=request.POST.get("expected", ""), key=request.POST.get("key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return _form(request, found, term, said, refused=refusal.code, status=409)
    return HttpResponseRedirect(f"/patients/{public}?stored={written.positions[0]}#record")


def entry(request: HttpRequest, public: str, position: int) -> HttpResponse:
    """The form that corrects or withdraws an entry, and what becomes of it."""
    found = _patient(request, public)
    revisions = reading.history(found).get(position)
    if not revisions:
        raise Http404
    body: dict[str, Any] = json.loads(revisions[-1].body)
    term = own_edition().vocabulary.terms.get(str(body.get("what")))
    if term is None:
        return _unknown(request, found, position, body, revisions)
    if request.method != "POST":
        return _form(request, found, term, said_of(term, body), position=position, past=revisions)
    said = {name: str(value)[:LONGEST] for name, value in request.POST.items()}
    if said.get("patient", public) != public:
        refused = "other_patient"
        return _form(
            request,
            found,
            term,
            said,
            position=position,
            past=revisions,
            refused=refused,
            status=409,
        )
    how = {"expected": said.get("expected", ""), "key": said.get("key", "")}
    because, actor = said.get("because", ""), of_request(request)
    kept: dict[str, Any] = {name: body[name] for name in ("entered", "by") if name in body}
    changed = {**typed(term, said), **kept}
    withdraws = said.get("act") == "withdraw"
    trial = None if withdraws else tried(reading.chart(found), found, changed, position)
    if trial is not None and trial.problems and said.get("sure") != "yes":
        return _form(
            request, found, term, said, position=position, past=revisions, trial=trial, status=422
        )
    try:
        if withdraws:
            entries.withdraw_entry(actor, public, position, because, **how)
        else:
            entries.correct_entry(actor, public, position, changed, because, **how)
    except Refusal as refusal:
        now = reading.history(found)[position]
        return _form(
            request,
            found,
            term,
            said,
            position=position,
            past=now,
            refused=refusal.code,
            status=409,
        )
    return HttpResponseRedirect(f"/patients/{public}?stored={position}#record")


def _patient(request: HttpRequest, public: str) -> Patient:
    try:
        return patient_of(passed(request).user, public)
    except NoSuchPatient:
        raise Http404 from None


def _look(request: HttpRequest) -> Look:
    return Look({"facts": {}, "items": ()}, own_edition(), passed(request).lang)


def _picker(
    request: HttpRequest, patient: Patient, refused: str | None, status: int = 200
) -> HttpResponse:
    look, terms = _look(request), own_edition().vocabulary.terms.values()
    groups = [
        (kind, [(term.id, look.text(term.label)) for term in terms if term.kind == kind])
        for kind in KINDS
    ]
    data = {"chart": reading.chart(patient), "groups": groups, "refused": refused}
    return page(request, "entry_which.html", data, status=status)


def _form(
    request: HttpRequest, patient: Patient, term: Term, said: dict[str, str], *,
    position: int | None = None, past: list[EntryVersion] | None = None, refused: str | None = None,
    trial: Trial | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    look = _look(request)
    fields, lists = fields_of(look, term, said)
    data = {
        "chart": reading.chart(patient), "term": term.id, "label": look.text(term.label),
        "fields": fields, "lists": lists, "position": position, "refused": refused,
        "problems": trial.words(look) if trial is not None else [],
        "echo": trial.echo if trial is not None else (),
        "past": [(row, json.loads(row.body)) for row in past or []],
        "because": said.get("because", ""),
    }  # fmt: skip
    return page(request, "entry.html", data, status=status)


def _unknown(
    request: HttpRequest, patient: Patient, position: int, body: dict[str, Any], past: list[EntryVersion]
) -> HttpResponse:  # fmt: skip
    """An entry of an item that the knowledge does not know can only be withdrawn."""
    data = {
        "chart": reading.chart(patient), "term": str(body.get("what")), "label": str(body.get("what")),
        "fields": (), "lists": (), "position": position, "refused": None, "problems": [], "echo": (),
        "past": [(row, json.loads(row.body)) for row in past], "because": "",
    }  # fmt: skip
    if request.method == "POST":
        try:
            entries.withdraw_entry(
                of_request(request), patient.public, position, request.POST.get("because", ""),
                expected=request.POST.get("expected", ""), key=request.POST.get("key", ""),
            )  # fmt: skip
        except Refusal as refusal:
            return page(request, "entry.html", {**data, "refused": refusal.code}, status=409)
        return HttpResponseRedirect(f"/patients/{patient.public}#record")
    return page(request, "entry.html", data)
