"""What is derived from the versions, against them: a patient's columns, its version, its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max

from .models import EntryVersion, Patient, PersonVersion
from .person import read


def differences() -> Iterator[tuple[str, str]]:
    """Where and what, for every patient whose derived columns are not what its versions say."""
    persons = _last(PersonVersion)
    entries = _last(EntryVersion)
    bodies = {
        row.patient_id: row
        for row in PersonVersion.objects.order_by("patient_id", "version").iterator(chunk_size=500)
    }
    numbers = Patient.objects.order_by("pk").prefetch_related("identifiers").select_related("ward")
    for patient in numbers.iterator(chunk_size=500):
        where = f"patient {patient.public}"
        last = bodies.get(patient.pk)
        if last is None:
            yield where, "nothing says who it is"
            continue
        if patient.version != max(persons.get(patient.pk, 0), entries.get(patient.pk, 0)):
            yield where, "version"
        person = read(last.body)
        told = {
            "name": person.name, "sex": person.sex, "born": person.born, "ward": person.ward,
        }  # fmt: skip
        ward = patient.ward.code if patient.ward is not None else ""
        found = {
            "name": patient.name, "sex": patient.sex, "born": patient.born, "ward": ward,
        }  # fmt: skip
        yield from ((where, name) for name in told if told[name] != found[name])
        held = {(each.system, each.number) for each in patient.identifiers.all()}
        if held != {(each.system, each.number) for each in person.numbers}:
            yield where, "numbers"


def _last(model: type[PersonVersion] | type[EntryVersion]) -> dict[int, int]:
    rows = model._default_manager.order_by().values("patient_id").annotate(last=Max("version"))
    return {row["patient_id"]: row["last"] for row in rows}
