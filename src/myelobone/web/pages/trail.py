"""The audit trail for whoever may see it: read, filtered, taken out, checked; no patient's name stands in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from msgspec import to_builtins

from ..audit.chain import tell
from ..audit.heads import export_head, exported
from ..audit.models import Event
from ..people.actor import of_request
from ..store.models import Identifier
from ..words.acts import act_of
from ..worklist.export import BOM, safe
from .answer import page

A_PAGE = 100
FILTERS = ("patient", "person", "act", "day", "to")
COLUMNS = ("seq", "at", "name", "role", "address", "channel", "act", "patient", "details", "hash")


def trail(request: HttpRequest) -> HttpResponse:
    """The latest events first; filters stand in the address, a patient by the opaque id alone."""
    asked = _asked(request)
    found, wrong = _found(asked)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        found = found.filter(seq__lt=int(before[:18]))
    rows = list(found.order_by("-seq")[: A_PAGE + 1])
    more = rows[A_PAGE - 1].seq if len(rows) > A_PAGE else None
    tell(of_request(request), "trail.seen", details={"events": len(rows[:A_PAGE])})
    kept = {name: value for name, value in asked.items() if value}
    data = {
        "asked": asked, "rows": [_row(row) for row in rows[:A_PAGE]], "wrong": wrong,
        "older": f"?{urlencode({**kept, 'before': more})}" if more else "",
        "file": f"?{urlencode(kept)}" if kept else "", "heads": exported()[-1:], "faults": None,
        "acts": sorted(Event.objects.order_by().values_list("act", flat=True).distinct()),
        "missing": "missing" in request.GET, "named": act_of,
    }  # fmt: skip
    return page(request, "trail.html", data)


def find(request: HttpRequest) -> HttpResponse:
    """From a patient's number to the opaque id, so that no number stands in an address."""
    number = request.POST.get("number", "").replace("\0", "").strip()
    found = Identifier.objects.filter(number=number).select_related("patient").first()
    public = found.patient.public if found is not None else ""
    tell(of_request(request), "trail.patient_sought", patient=public)
    return HttpResponseRedirect(f"/trail?patient={public}" if public else "/trail?missing=1")


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every event that the address asks for, oldest first; no text can be taken for a formula."""
    found, _ = _found(_asked(request))
    tell(of_request(request), "trail.exported", details={"events": found.count()})
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return response


def head(request: HttpRequest) -> HttpResponse:
    """The present head of the trail, added to the file of heads and given to take away."""
    tell(of_request(request), "trail.head_exported")
    found = export_head()
    response = HttpResponse(
        json.dumps(to_builtins(found)) + "\n", content_type="application/x-ndjson"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="audit-heads.jsonl"'
    return response


def check(request: HttpRequest) -> HttpResponse:
    """Reads the trail and every row from end to end, now."""
    from ..serve.verify import verify

    faults = verify(exported())
    tell(of_request(request), "trail.verified", details={"faults": len(faults)})
    return page(request, "trail_checked.html", {"faults": faults, "events": Event.objects.count()})


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").replace("\0", "").strip()[:80] for name in FILTERS}


def _found(asked: dict[str, str]) -> tuple[QuerySet[Event], bool]:
    """The events, and whether a day could not be read."""
    found, wrong = Event.objects.order_by("seq"), False
    if asked["patient"]:
        found = found.filter(patient=asked["patient"])
    if asked["person"]:
        found = found.filter(name=asked["person"])
    if asked["act"]:
        found = found.filter(act__startswith=asked["act"])
    zone = timezone.get_default_timezone()
    for name in ("day", "to"):
        if not asked[name]:
            continue
        try:
            begins = datetime.combine(_day(asked[name]), time(), tzinfo=zone)
        except ValueError:
            wrong = True
            continue
        if name == "day":
            found = found.filter(at__gte=begins)
        if name == "to" or not asked["to"]:
            found = found.filter(at__lt=begins + timedelta(days=1))
    return found, wrong


def _day(text: str) -> date:
    return date.fromisoformat(text)  # 2026-11-23 and 20261123 alike


def _row(event: Event) -> dict[str, Any]:
    details = json.loads(event.details)
    details.pop("rows", None)
    told = " ".join(
        f"{name}={value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)}"
        for name, value in details.items()
    )
    return {"event": event, "at": timezone.localtime(event.at), "details": told}


def _lines(found: QuerySet[Event]) -> Iterator[str]:
    out = io.StringIO()
    write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    write.writerow(COLUMNS)
    yield BOM + out.getvalue()
    for event in found.iterator(chunk_size=500):
        out.seek(0)
        out.truncate()
        cells = [
            event.at.isoformat() if name == "at" else str(getattr(event, name)) for name in COLUMNS
        ]
        write.writerow([safe(cell) for cell in cells])
        yield out.getvalue()
