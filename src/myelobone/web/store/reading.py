"""Reads a patient: the record that `advise` takes, as of any version, always in the same order."""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct

from ...edition import own_edition
from ...record.model import Record
from ...record.read import FORMAT, read_record
from .models import EntryVersion, Patient, PersonVersion
from .person import Person, read
from .refusals import NoSuchPatient
from .writing import epoch, token


class Chart(Struct, frozen=True, kw_only=True):
    """A patient as of a version. `positions[n]` is the place for good of the record's `entries[n]`."""

    patient: Patient
    person: Person
    version: int
    token: str
    record: Record
    positions: tuple[int, ...]

    def index_of(self, position: int) -> int | None:
        """Where an entry stands in the record, None when it is not in it."""
        return self.positions.index(position) if position in self.positions else None


def chart(patient: Patient, version: int | None = None) -> Chart:
    """The chart of a patient, now or as of an earlier version. Raises NoSuchPatient for no such version.

    Rows are only added, and each names the version that it belongs to: what is read up to one version
    hangs together without a lock.
    """
    now = patient.version if version is None else version
    person = (
        PersonVersion.objects.filter(patient=patient, version__lte=now).order_by("-version").first()
    )
    if person is None or now > patient.version:
        raise NoSuchPatient(patient.public)
    who = read(person.body)
    said = present(patient, now)
    data = document(patient, who, [json.loads(row.body) for row in said])
    return Chart(
        patient=patient, person=who, version=now, token=token(epoch(), now),
        record=read_record(data, own_edition().vocabulary),
        positions=tuple(row.position for row in said),
    )  # fmt: skip


def present(patient: Patient, version: int) -> list[EntryVersion]:
    """The entries that count as of a version, in their places: the last revision of each not withdrawn."""
    last: dict[int, EntryVersion] = {}
    for row in EntryVersion.objects.filter(patient=patient, version__lte=version).order_by(
        "position", "revision"
    ):
        last[row.position] = row
    return [row for row in last.values() if row.act != "withdraw"]


def history(patient: Patient) -> dict[int, list[EntryVersion]]:
    """Every revision of every entry, by place, the oldest first."""
    found: dict[int, list[EntryVersion]] = {}
    for row in EntryVersion.objects.filter(patient=patient).order_by("position", "revision"):
        found.setdefault(row.position, []).append(row)
    return found


def changes_since(patient: Patient, version: int) -> tuple[list[PersonVersion], list[EntryVersion]]:
    """What was written after a version: for showing a stale form what it did not know."""
    persons = PersonVersion.objects.filter(patient=patient, version__gt=version).order_by("version")
    entries = EntryVersion.objects.filter(patient=patient, version__gt=version)
    return list(persons), list(entries.order_by("version", "position"))


def document(patient: Patient, person: Person, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The record as plain data, as a record file holds it; `id` is the opaque one."""
    who: dict[str, Any] = {"id": patient.public}
    if person.name:
        who["name"] = person.name
    if person.sex:
        who["sex"] = person.sex
    if person.born:
        who["born"] = person.born
    data: dict[str, Any] = {"format": FORMAT, "patient": who}
    if person.site:
        data["site"] = person.site
    data["entries"] = entries
    return data
