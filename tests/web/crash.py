"""Kills a process that writes, again and again, and looks for what it had acknowledged.

`python -m tests.web.crash sqlite DIR ROUNDS` prints what was found as JSON. Each round forks a process that adds
entries as fast as it can and says over a pipe which ones are kept; it is killed with -9 at a random instant.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any


def writer(say: int, public: str, token: str, start: int) -> None:
    """Adds entries until it is killed; says the number of each when it is kept."""
    from myelobone.web.store.writing import Written

    from . import people

    by = people.actor()
    made = Written(patient=public, token=token)
    for number in range(start, start + 100_000):
        made = people.add(
            by, made, {"on": "2026-11-18", "what": "weight", "value": "58 kg", "note": str(number)}
        )
        os.write(say, f"{number}\n".encode())


def kill_one(public: str, token: str, start: int, after: float) -> list[int]:
    """The numbers that a writer had acknowledged when it was killed."""
    reader, say = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            writer(say, public, token, start)
        finally:
            os._exit(1)
    os.close(say)
    os.set_blocking(reader, False)
    heard = b""
    # not before the first entry, so that every round kills a process that writes
    select.select([reader], [], [], 30)
    until = time.monotonic() + after
    while (left := until - time.monotonic()) > 0:
        select.select([reader], [], [], left)
        time.sleep(0.0005)
        heard += _read(reader)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    heard += _read(reader)
    os.close(reader)
    return [int(line) for line in heard.split(b"\n")[:-1]]


def _read(handle: int) -> bytes:
    found = b""
    while True:
        try:
            part = os.read(handle, 65536)
        except BlockingIOError:
            return found
        if not part:
            return found
        found += part


def rounds(count: int, seed: int) -> dict[str, Any]:
    """Kills `count` writers one after the other; what was lost, half-written or broken."""
    from django.db import connections

    from myelobone.web.audit.models import Event
    from myelobone.web.serve.verify import verify
    from myelobone.web.store import reading
    from myelobone.web.store.models import EntryVersion, Patient

    from . import people

    chance = random.Random(seed)
    by = people.actor()
    made = people.patient(by)
    acknowledged: set[int] = set()
    last = 0
    for _ in range(count):
        patient = Patient.objects.get(public=made.patient)
        token = reading.chart(patient).token if not last else f"1-{patient.version}"
        connections.close_all()
        heard = kill_one(made.patient, token, last, chance.uniform(0.0, 0.03))
        acknowledged |= set(heard)
        numbers = _numbers(EntryVersion)
        last = max(numbers, default=-1) + 1
    numbers = _numbers(EntryVersion)
    faults = verify()
    connections.close_all()
    return {
        "rounds": count, "acknowledged": len(acknowledged), "lost": sorted(acknowledged - numbers),
        "kept": len(numbers), "events": Event.objects.filter(act="entry.added").count(),
        "faults": [f"{fault.kind} {fault.where}" for fault in faults],
    }  # fmt: skip


def _numbers(model: Any) -> set[int]:
    return {int(json.loads(body)["note"]) for body in model.objects.values_list("body", flat=True)}


def main(engine: str, folder: str, count: str, settings: str = "") -> None:
    from myelobone.web.serve.start import start

    data = Path(folder)
    data.mkdir(parents=True, exist_ok=True)
    if settings:
        (data / "settings.toml").write_text(settings)
    start(data, new=True)
    from myelobone.web.serve import schema

    assert schema.engine() == engine
    schema.bring_up()
    print(json.dumps(rounds(int(count), seed=int(count))))


if __name__ == "__main__":
    main(*sys.argv[1:])
