"""The lines of a list: kept while they are true, made anew within a moment, the rest behind the answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from django.db import connections, transaction
from msgspec import Struct, json

from ... import __version__
from ...edition import own_edition
from .. import clock
from ..asked import NotTrusted, advice_of
from ..store import reading
from ..store.models import Glance as Kept
from ..store.models import Patient
from .glance import Glance, glance

MOMENT = 1.5  # seconds that an answer may take for lines that must be made
_behind = threading.Lock()


class Row(Struct, frozen=True):
    """A patient and its line; None while it is being made."""

    patient: Patient
    glance: Glance | None


def rows(patients: Sequence[Patient]) -> list[Row]:
    """The line of each patient as of today. Raises NotTrusted when the knowledge may not speak."""
    day, of = clock.today().isoformat(), _of()
    kept = {
        each.patient_id: each
        for each in Kept.objects.filter(patient__in=[p.pk for p in patients], day=day, of=of)
    }
    until = time.monotonic() + MOMENT
    found: list[Row] = []
    late: list[int] = []
    for patient in patients:
        line = kept.get(patient.pk)
        if line is not None and line.version == patient.version:
            found.append(Row(patient, json.decode(line.body, type=Glance)))
        elif time.monotonic() < until:
            found.append(Row(patient, made(patient)))
        else:
            found.append(Row(patient, None))
            late.append(patient.pk)
    if late:
        _go_on(late)
    return found


def made(patient: Patient) -> Glance:
    """The line of a patient as of today, made and kept."""
    chart = reading.chart(patient)
    line = glance(advice_of(chart), own_edition().screens)
    with transaction.atomic():
        Kept.objects.update_or_create(
            patient=patient,
            defaults={
                "version": chart.version, "day": line.as_of, "of": _of(),
                "body": json.encode(line).decode(),
            },
        )  # fmt: skip
    return line


def _go_on(late: list[int]) -> None:
    """Makes the lines that an answer had no time for; one thread at a time."""
    if not _behind.acquire(blocking=False):
        return

    def work() -> None:
        try:
            for patient in Patient.objects.filter(pk__in=late).iterator():
                made(patient)
        except NotTrusted:
            return
        finally:
            connections.close_all()
            _behind.release()

    threading.Thread(target=work, name="worklist", daemon=True).start()


def _of() -> str:
    return f"{__version__} {own_edition().digest}"
