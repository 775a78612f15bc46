"""Advice that somebody stands by: asked again, kept when nothing has changed, refused when anything has."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from .. import __version__
from ..advice import Advice
from ..edition import own_edition
from .asked import advice_of
from .people.actor import Actor
from .store.kept import keep_in
from .store.models import KeptAdvice, Patient
from .store.reading import Chart, chart
from .store.refusals import NoSuchPatient, Refusal, Stale
from .store.writing import Written, perform

Again = Literal["same", "different", "other_knowledge", "other_program"]


class AdviceChanged(Refusal):
    """Raised when the advice is no longer what was seen: another day, knowledge or program."""

    code = "advice_changed"


def digest_of(advice: Advice) -> str:
    """The SHA-256 of an advice's JSON: what was seen, in one line."""
    return sha256(advice.to_json()).hexdigest()


def confirm(actor: Actor, patient: Patient, *, expected: str, seen: str, key: str) -> KeptAdvice:
    """Keeps today's advice as confirmed, if it is still the one that was seen.

    `expected` is the token of the chart, `seen` the digest of the advice. Raises Stale when the chart
    has changed, AdviceChanged when the advice has. The same key again gives the first answer again.
    """

    def act() -> Written:
        locked = Patient.objects.select_for_update().get(pk=patient.pk)
        now: Chart = chart(locked)
        if now.token != expected:
            raise Stale(patient.public, expected, now.token)
        advice = advice_of(now)
        if digest_of(advice) != seen:
            raise AdviceChanged(patient.public)
        row = keep_in(actor, now, advice, "confirmed")
        return Written(patient=patient.public, token=now.token, positions=(row.pk,))

    asked = {"confirm": patient.public, "expected": expected, "seen": seen}
    done = perform(actor, key, asked, act)
    return KeptAdvice.objects.get(pk=done.positions[0])


def again(row: KeptAdvice) -> Again:
    """Whether the software would say the same again of the same record and day, byte for byte."""
    if row.program != __version__:
        return "other_program"
    if row.knowledge_digest != own_edition().digest:
        return "other_knowledge"
    try:
        then = chart(row.patient, row.version)
    except NoSuchPatient:
        return "different"
    same = digest_of(advice_of(then, row.as_of)) == row.body_digest
    return "same" if same and then.record.digest == row.record_digest else "different"
