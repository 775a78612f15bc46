"""Writes about who a patient is: taken in, and corrected."""

from __future__ import annotations

import secrets

from msgspec import to_builtins

from .. import clock
from ..audit.chain import append
from ..people.actor import Actor
from .models import Patient, PersonVersion
from .person import Person, checked, derive, number_it, written
from .refusals import NoReason
from .writing import Written, epoch, perform, step, token

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read for another


def create_patient(actor: Actor, person: Person, *, key: str) -> Written:
    """A new patient without entries. Raises Unreadable, or NumberTaken when a number is another's."""
    person = checked(person)

    def act() -> Written:
        patient = Patient(public=_opaque(), version=1, changed_at=clock.now())
        derive(patient, person)
        patient.save(force_insert=True)
        number_it(patient, person)
        row = _keep(actor, patient, person, "")
        append(actor, "patient.created", patient=patient.public, rows=[row])
        return Written(patient=patient.public, token=token(epoch(), 1))

    return perform(actor, key, {"create": to_builtins(person)}, act)


def change_person(
    actor: Actor, patient: str, person: Person, because: str, *, expected: str, key: str
) -> Written:
    """Who the patient is, corrected; what was said before stays. Raises as `create_patient`, or Stale."""
    person, because = checked(person), because.strip()
    if not because:
        raise NoReason(patient)

    def act() -> Written:
        found, now = step(patient, expected)
        derive(found, person)
        found.save()
        number_it(found, person)
        row = _keep(actor, found, person, because)
        append(actor, "patient.changed", patient=patient, rows=[row])
        return Written(patient=patient, token=now)

    asked = {"change": patient, "to": to_builtins(person), "because": because, "expected": expected}
    return perform(actor, key, asked, act)


def _keep(actor: Actor, patient: Patient, person: Person, because: str) -> PersonVersion:
    row = PersonVersion(
        patient=patient, version=patient.version, body=written(person), because=because,
        by_id=actor.user, by_name=actor.name, at=clock.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _opaque() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
