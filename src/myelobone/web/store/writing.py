"""The frame of every write: one transaction, one lock, the version expected, each request carried out once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct, convert, to_builtins
from msgspec.structs import replace

from .. import clock
from ..audit.chain import writing
from ..audit.digests import canonical
from ..people.actor import Actor
from .models import Answered, Patient, State
from .refusals import KeyReused, NoSuchPatient, Stale


class Written(Struct, frozen=True, kw_only=True):
    """What a write made: the patient, the token of the version that it made, the places of its entries."""

    patient: str
    token: str
    positions: tuple[int, ...] = ()
    repeated: bool = False  # the same request had been carried out before


def token(epoch: int, version: int) -> str:
    """What a form carries of the version that it was made from; another after a restore."""
    return f"{epoch}-{version}"


def epoch() -> int:
    """The epoch of this database: one more after each restoring of a backup."""
    return State.objects.values_list("epoch", flat=True).get(pk=1)


def perform(
    actor: Actor, key: str, asked: Mapping[str, Any], act: Callable[[], Written]
) -> Written:
    """Carries `act` out in one transaction, once for each `key` of an actor.

    The same key with the same request gives the first answer again; with another request KeyReused.
    """
    if not 8 <= len(key) <= 80:
        raise KeyReused("key")
    digest = sha256(canonical(asked).encode()).hexdigest()
    with writing():
        before = Answered.objects.filter(by=actor.user, key=key).first()
        if before is not None:
            if before.asked != digest:
                raise KeyReused(key)
            return replace(convert(json.loads(before.answer), Written), repeated=True)
        written = act()
        Answered.objects.create(
            by=actor.user,
            key=key,
            asked=digest,
            answer=canonical(to_builtins(written)),
            at=clock.now(),
        )
        return written


def step(patient: str, expected: str) -> tuple[Patient, str]:
    """The patient moved on to its next version, and that version's token; inside `perform`.

    Raises NoSuchPatient, or Stale when `expected` is not the present version.
    """
    found = Patient.objects.select_for_update().filter(public=patient).first()
    if found is None:
        raise NoSuchPatient(patient)
    now = epoch()
    if expected != token(now, found.version):
        raise Stale(patient, expected, token(now, found.version))
    found.version += 1
    found.changed_at = clock.now()
    return found, token(now, found.version)
