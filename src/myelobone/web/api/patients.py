"""Patients: found, taken in, corrected."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from msgspec import to_builtins
from ninja import Router
from ninja.params.functions import Header, Query

from ..audit.chain import tell
from ..store import reading
from ..store.access import search
from ..store.patients import change_person, create_patient
from ..store.person import Number, Person
from . import answers
from .gate import account, actor, allowed
from .shapes import PersonChange, PersonIn

router = Router(tags=["patients"])
MOST = 200
KEY = Header(..., alias="Idempotency-Key", min_length=8, max_length=80)
MATCH = Header(..., alias="If-Match")


@router.get("/patients", operation_id="find_patients")
def find(
    request: HttpRequest,
    q: str = Query("", max_length=80),
    after: int = Query(0, ge=0, le=2**31),
    limit: int = Query(50, ge=1, le=MOST),
) -> HttpResponse:
    """The patients that the account may see, by number, name or initials; `next` is `after` of the next page."""
    found = list(search(account(request), q).filter(id__gt=after).order_by("id")[: limit + 1])
    tell(actor(request), "patients.searched", details={"found": len(found[:limit])})
    return answers.data(
        {
            "patients": [
                {
                    "patient": each.public, "name": each.name, "sex": each.sex, "born": each.born,
                    "ward": None if each.ward is None else each.ward.code,
                    "numbers": [
                        {"system": n.system, "number": n.number} for n in each.identifiers.all()
                    ],
                }
                for each in found[:limit]
            ],
            "next": found[limit - 1].pk if len(found) > limit else None,
        }
    )  # fmt: skip


@router.post("/patients", operation_id="create_patient")
def create(request: HttpRequest, body: PersonIn, key: str = KEY) -> HttpResponse:
    """A new patient without entries; a number that another patient has is refused, never merged."""
    made = create_patient(actor(request), _person(body), key=key)
    return answers.data({"patient": made.patient}, 201, token=made.token)


@router.get("/patients/{public}", operation_id="patient")
def patient(request: HttpRequest, public: str) -> HttpResponse:
    """Who a patient is; `ETag` is the version of the chart, for `If-Match` of a write."""
    found = allowed(request, public)
    chart = reading.chart(found)
    tell(actor(request), "patient.seen", patient=public, details={"version": chart.version})
    person: dict[str, Any] = to_builtins(chart.person)
    return answers.data({"patient": public, **person}, token=chart.token)


@router.put("/patients/{public}", operation_id="change_patient")
def change(
    request: HttpRequest, public: str, body: PersonChange, key: str = KEY, match: str = MATCH
) -> HttpResponse:
    """Who the patient is, corrected, with the reason; what was said before stays."""
    found = allowed(request, public)
    done = change_person(
        actor(request), found.public, _person(body), body.because, expected=version(match), key=key
    )
    return answers.data({"patient": public}, token=done.token)


def version(match: str) -> str:
    """The token in an `If-Match` header."""
    return match.strip().removeprefix("W/").strip('"')


def _person(body: PersonIn) -> Person:
    return Person(
        name=body.name, sex=body.sex, born=body.born, ward=body.ward,
        numbers=tuple(Number(each.system, each.number) for each in body.numbers),
    )  # fmt: skip
