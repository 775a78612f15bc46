"""Which patients somebody may see: part of every query, so that a guessed address finds nothing."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ..people.models import User
from .models import Patient
from .refusals import NoSuchPatient


def patients_of(user: User) -> QuerySet[Patient]:
    """The patients that an account may see: those of its wards, or all."""
    if not user.may("patient.see"):
        return Patient.objects.none()
    every = Patient.objects.select_related("ward").order_by("id")
    return every if user.every_ward else every.filter(ward__people=user)


def patient_of(user: User, public: str) -> Patient:
    """The patient of an opaque id; raises NoSuchPatient when there is none that this account may see."""
    found = patients_of(user).filter(public=public).first()
    if found is None:
        raise NoSuchPatient(public)
    return found


def search(user: User, text: str) -> QuerySet[Patient]:
    """The patients whose number, name or initials begin with the text; the name also within."""
    said = " ".join(text.split())
    if not said:
        return patients_of(user)
    wanted = (
        Q(identifiers__number__startswith=said)
        | Q(name__contains=said)
        | Q(initials__startswith=said.lower())
        | Q(initials__contains=f" {said.lower()}")
    )
    return patients_of(user).filter(wanted).distinct()
