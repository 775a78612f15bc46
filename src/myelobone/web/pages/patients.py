"""Taking a patient in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from ..people.actor import of_request
from ..store.patients import create_patient
from ..store.person import OWN, Number, Person
from ..store.refusals import Refusal
from .answer import page


def new(request: HttpRequest) -> HttpResponse:
    """The form of a new patient, and what becomes of it."""
    fields = {
        name: request.POST.get(name, "").strip() for name in ("number", "name", "sex", "born")
    }
    if request.method != "POST":
        return page(request, "new_patient.html", {"fields": fields, "refused": None})
    person = Person(
        name=fields["name"], sex=fields["sex"], born=fields["born"],
        numbers=(Number(OWN, fields["number"]),),
    )  # fmt: skip
    try:
        written = create_patient(of_request(request), person, key=request.POST.get("key", ""))
    except Refusal as refusal:
        data = {"fields": fields, "refused": refusal.code}
        return page(request, "new_patient.html", data, status=409)
    return HttpResponseRedirect(f"/patients/{written.patient}")
