"""Writes about what is in a record: entries added, corrected, withdrawn; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max

from ...language.problems import Refused
from ...record.plain import MAX_ENTRIES, compact, plain
from .. import clock
from ..audit.chain import append
from ..people.actor import Actor
from .models import EntryVersion, Patient
from .refusals import NoReason, NoSuchEntry, Unreadable
from .writing import Written, perform, step

Body = Mapping[str, Any]


def add_entries(
    actor: Actor,
    patient: str,
    bodies: Sequence[Body],
    *,
    expected: str,
    key: str,
    as_written: bool = False,
) -> Written:
    """Adds entries to the end of the record, in their order.

    An entry that does not say when it became known gets `entered`, the hospital's day; `as_written`
    leaves that out, for a record that is brought in. Raises Unreadable, NoSuchPatient, Stale.
    """
    texts = [_checked(body) for body in bodies]
    if not texts or len(texts) > MAX_ENTRIES:
        raise Unreadable("entries")

    def act() -> Written:
        found, now = step(patient, expected)
        last = EntryVersion.objects.filter(patient=found).aggregate(last=Max("position"))["last"]
        start = 0 if last is None else last + 1
        if start + len(texts) > MAX_ENTRIES:
            raise Unreadable("entries")
        rows = []
        for offset, body in enumerate(texts):
            if not as_written and not body.get("entered"):
                body = {**body, "entered": clock.today().isoformat()}
            rows.append(_keep(actor, found, start + offset, 1, "add", body, ""))
        found.save()
        append(actor, "entry.added", patient=patient, rows=rows)
        return Written(patient=patient, token=now, positions=tuple(row.position for row in rows))

    asked = {"add": patient, "entries": texts, "expected": expected, "as_written": as_written}
    return perform(actor, key, asked, act)


def correct_entry(
    actor: Actor, patient: str, position: int, body: Body, because: str, *, expected: str, key: str
) -> Written:
    """The entry as it should have been; the old one stays, with who, when and why.

    Raises NoReason, NoSuchEntry, Unreadable, NoSuchPatient, Stale.
    """
    return _revise(actor, patient, position, "correct", _checked(body), because, expected, key)


def withdraw_entry(
    actor: Actor, patient: str, position: int, because: str, *, expected: str, key: str
) -> Written:
    """The entry no longer counts; it stays to be read, with who, when and why. Raises as `correct_entry`."""
    return _revise(actor, patient, position, "withdraw", None, because, expected, key)


def _revise(
    actor: Actor, patient: str, position: int, act_: str, body: dict[str, Any] | None, because: str,
    expected: str, key: str,
) -> Written:  # fmt: skip
    because = because.strip()
    if not because:
        raise NoReason(patient)

    def act() -> Written:
        found, now = step(patient, expected)
        last = (
            EntryVersion.objects.filter(patient=found, position=position)
            .order_by("-revision")
            .first()
        )
        if last is None or last.act == "withdraw":
            raise NoSuchEntry(f"{patient} {position}")
        said = body if body is not None else _read(last.body)
        row = _keep(actor, found, position, last.revision + 1, act_, said, because)
        found.save()
        told = "entry.corrected" if act_ == "correct" else "entry.withdrawn"
        append(actor, told, patient=patient, rows=[row])
        return Written(patient=patient, token=now, positions=(position,))

    asked = {
        act_: patient, "position": position, "to": body, "because": because, "expected": expected,
    }  # fmt: skip
    return perform(actor, key, asked, act)


def _keep(
    actor: Actor, patient: Patient, position: int, revision: int, act: str, body: dict[str, Any], because: str
) -> EntryVersion:  # fmt: skip
    row = EntryVersion(
        patient=patient, version=patient.version, position=position, revision=revision, act=act,
        what=str(body.get("what") or "")[:60], body=compact(body), because=because,
        by_id=actor.user, by_name=actor.name, at=clock.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _checked(body: Body) -> dict[str, Any]:
    """The entry as plain data; raises Unreadable for what no record could hold."""
    try:
        said = plain(body)
    except Refused as refused:
        raise Unreadable(refused.problems[0].code) from None
    if not isinstance(said, dict) or not said.get("what"):
        raise Unreadable("what")
    return said


def _read(body: str) -> dict[str, Any]:
    import json

    said: dict[str, Any] = json.loads(body)
    return said
