"""Entries of a record: read, added, corrected, withdrawn."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ..audit.chain import tell
from ..store import entries as store
from ..store import reading
from . import answers
from .gate import actor, allowed
from .patients import KEY, MATCH, version
from .shapes import Correction, EntriesIn, Withdrawal

router = Router(tags=["entries"])


@router.get("/patients/{public}/record", operation_id="record")
def record(request: HttpRequest, public: str) -> HttpResponse:
    """The record as a record file holds it."""
    found = allowed(request, public)
    chart = reading.chart(found)
    tell(actor(request), "record.exported", patient=public, details={"version": chart.version})
    bodies = [json.loads(row.body) for row in reading.present(found, chart.version)]
    return answers.data(reading.document(found, chart.person, bodies), token=chart.token)


@router.get("/patients/{public}/entries", operation_id="entries")
def every(request: HttpRequest, public: str) -> HttpResponse:
    """Every entry with all its revisions, corrected and withdrawn ones too."""
    found = allowed(request, public)
    chart = reading.chart(found)
    tell(actor(request), "patient.seen", patient=public, details={"version": chart.version})
    rows = [
        {
            "position": position,
            "index": chart.index_of(position),
            "revisions": [
                {
                    "act": row.act, "entry": json.loads(row.body), "by": row.by_name,
                    "at": row.at.isoformat(), "because": row.because, "version": row.version,
                }
                for row in revisions
            ],
        }
        for position, revisions in reading.history(found).items()
    ]  # fmt: skip
    return answers.data({"patient": public, "entries": rows}, token=chart.token)


@router.post("/patients/{public}/entries", operation_id="add_entries")
def add(
    request: HttpRequest, public: str, body: EntriesIn, key: str = KEY, match: str = MATCH
) -> HttpResponse:
    """Adds entries to the end of the record, all or none."""
    found = allowed(request, public)
    done = store.add_entries(
        actor(request), found.public, body.entries, expected=version(match), key=key
    )
    return answers.data({"patient": public, "positions": done.positions}, 201, token=done.token)


@router.put("/patients/{public}/entries/{position}", operation_id="correct_entry")
def correct(
    request: HttpRequest, public: str, position: int, body: Correction, key: str = KEY, match: str = MATCH
) -> HttpResponse:  # fmt: skip
    """The entry as it should have been; the old one stays, with who, when and why."""
    found = allowed(request, public)
    done = store.correct_entry(
        actor(request), found.public, position, body.entry, body.because,
        expected=version(match), key=key,
    )  # fmt: skip
    return answers.data({"patient": public, "positions": done.positions}, token=done.token)


@router.post("/patients/{public}/entries/{position}/withdraw", operation_id="withdraw_entry")
def withdraw(
    request: HttpRequest, public: str, position: int, body: Withdrawal, key: str = KEY, match: str = MATCH
) -> HttpResponse:  # fmt: skip
    """The entry no longer counts; it stays to be read."""
    found = allowed(request, public)
    done = store.withdraw_entry(
        actor(request), found.public, position, body.because, expected=version(match), key=key
    )
    return answers.data({"patient": public, "positions": done.positions}, token=done.token)
