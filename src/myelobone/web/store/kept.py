"""Advice that is kept: what the software said, when, to whom; and whether it would say the same again."""

from __future__ import annotations

from hashlib import sha256

from ...advice import Advice
from .. import clock
from ..audit.chain import append, writing
from ..people.actor import Actor
from .models import KeptAdvice
from .reading import Chart


def keep(actor: Actor, chart: Chart, advice: Advice, purpose: str) -> KeptAdvice:
    """Keeps an advice with its digests, in one transaction with its row of the trail."""
    with writing():
        return keep_in(actor, chart, advice, purpose)


def keep_in(actor: Actor, chart: Chart, advice: Advice, purpose: str) -> KeptAdvice:
    """The same, inside a transaction that is already under way."""
    body = advice.to_json().decode()
    row = KeptAdvice(
        patient=chart.patient, version=chart.version, as_of=advice.as_of, purpose=purpose,
        by_id=actor.user, by_name=actor.name, at=clock.now(), record_digest=advice.record_digest,
        knowledge=f"{advice.knowledge.id} {advice.knowledge.version}",
        knowledge_digest=advice.knowledge.digest, program=advice.program,
        body_digest=sha256(body.encode()).hexdigest(), body=body,
    )  # fmt: skip
    row.save(force_insert=True)
    append(actor, f"advice.{purpose}", patient=chart.patient.public, rows=[row])
    return row
