"""Advice, plan, what-if and order checks on a patient; what was confirmed, and whether it would be said again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from ...api import advise, plan, what_if
from ...edition import own_edition
from ...record.read import read_record
from .. import clock
from ..asked import advice_of, trusted
from ..audit.chain import tell
from ..confirming import again, confirm, digest_of
from ..store import kept, reading
from ..store.models import KeptAdvice
from . import answers
from .gate import actor, allowed
from .patients import KEY, MATCH, version
from .shapes import Confirmation, Day, RecordIn, Supposition

router = Router(tags=["advice"])


@router.get("/patients/{public}/advice", operation_id="advice")
def advice(request: HttpRequest, public: str, as_of: Day | None = None) -> HttpResponse:
    """The advice as of a day (today), as the advice contract has it; that it was sent is kept.

    `ETag` is the version of the chart, `Advice-Digest` what `confirm` asks for.
    """
    chart = reading.chart(allowed(request, public))
    found = advice_of(chart, as_of)
    kept.keep(actor(request), chart, found, "sent")
    headers = {"Advice-Digest": digest_of(found)}
    return answers.whole(found.to_json(), token=chart.token, headers=headers)


@router.get("/patients/{public}/plan", operation_id="plan")
def planned(
    request: HttpRequest, public: str, as_of: Day | None = None, until: Day | None = None
) -> HttpResponse:
    """The dated plan, past and ahead, up to `until` (two years on)."""
    chart = reading.chart(allowed(request, public))
    trusted()
    tell(actor(request), "plan.sent", patient=public, details={"version": chart.version})
    found = plan(chart.record, as_of or clock.today(), until, own_edition())
    return answers.whole(found.to_json(), token=chart.token)


@router.post("/patients/{public}/what-if", operation_id="what_if")
def supposed(request: HttpRequest, public: str, body: Supposition) -> HttpResponse:
    """What would change if the record said something else; nothing is stored."""
    chart = reading.chart(allowed(request, public))
    trusted()
    tell(actor(request), "what_if.asked", patient=public, details={"version": chart.version})
    found = what_if(
        chart.record, body.put, as_of=body.as_of or clock.today(), take=body.take, on=body.on,
        knowledge=own_edition(),
    )  # fmt: skip
    return answers.data(found.to_dict(), token=chart.token)


@router.post("/patients/{public}/advice/confirm", operation_id="confirm_advice")
def confirmed(
    request: HttpRequest, public: str, body: Confirmation, key: str = KEY, match: str = MATCH
) -> HttpResponse:
    """Keeps today's advice as confirmed; refused when chart, day, knowledge or advice is another one."""
    found = allowed(request, public)
    row = confirm(actor(request), found, expected=version(match), seen=body.seen, key=key)
    return answers.data(_told(row), 201)


@router.get("/patients/{public}/advice/kept", operation_id="kept_advice")
def every(
    request: HttpRequest, public: str, before: int = Query(0, ge=0), limit: int = Query(50, ge=1, le=200)
) -> HttpResponse:  # fmt: skip
    """What the software said of a patient, when, to whom; the latest first."""
    found = allowed(request, public)
    rows = KeptAdvice.objects.filter(patient=found).order_by("-id")
    rows = rows.filter(id__lt=before) if before else rows
    tell(actor(request), "patient.seen", patient=public, details={"version": found.version})
    return answers.data({"patient": public, "kept": [_told(row) for row in rows[:limit]]})


@router.get("/patients/{public}/advice/kept/{kept_id}", operation_id="kept_advice_body")
def body_of(request: HttpRequest, public: str, kept_id: int) -> HttpResponse:
    """One kept advice, byte for byte; `Advice-Again` says whether the same would be said again."""
    found = allowed(request, public)
    row = KeptAdvice.objects.filter(patient=found, id=kept_id).first()
    if row is None:
        return answers.refused([answers.problem("no_such", "kept_id", str(kept_id))], 404)
    tell(actor(request), "patient.seen", patient=public, details={"advice": row.pk})
    headers = {"Advice-Digest": row.body_digest, "Advice-Again": again(row)}
    return answers.whole(row.body.encode(), headers=headers)


@router.post("/advise", operation_id="advise")
def stateless(request: HttpRequest, body: RecordIn) -> HttpResponse:
    """The advice on a record that is not stored here; nothing of it is kept."""
    trusted()
    tell(actor(request), "advice.asked", details={"stored": False})
    read = read_record(body.record, own_edition().vocabulary)
    return answers.whole(advise(read, body.as_of, own_edition()).to_json())


def _told(row: KeptAdvice) -> dict[str, object]:
    return {
        "id": row.pk, "purpose": row.purpose, "as_of": row.as_of, "by": row.by_name,
        "at": row.at.isoformat(), "version": row.version, "record_digest": row.record_digest,
        "knowledge": row.knowledge, "knowledge_digest": row.knowledge_digest,
        "program": row.program, "advice_digest": row.body_digest,
    }  # fmt: skip
