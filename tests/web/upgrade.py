"""Brings a database of an older schema up, killed at every step of it; prints what was found.

`python -m tests.web.upgrade DIR [SETTINGS]`. The older schema is the present one with its last changes taken back.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any


def killed_at(step: int) -> bool:
    """Brings the database up in a process that is killed before its statement number `step`; True when it was."""
    from django.db import connection, connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        from django.db.backends.signals import connection_created

        from myelobone.web.serve import schema

        done = 0

        def count(execute: Any, *told: Any) -> Any:
            nonlocal done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*told)

        def watch(connection: Any, **_: Any) -> None:
            connection.execute_wrappers.append(count)

        connection_created.connect(watch)
        try:
            schema.bring_up()
        finally:
            os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert connection.connection is None
    return os.WIFSIGNALED(status)


def main(folder: str, settings: str = "") -> None:
    from myelobone.web.serve.start import start

    data = Path(folder)
    data.mkdir(parents=True, exist_ok=True)
    if settings:
        (data / "settings.toml").write_text(settings)
    start(data, new=True)
    from django.core.management import call_command
    from django.db import connections

    from myelobone.web.serve import schema
    from myelobone.web.serve.verify import verify
    from myelobone.web.store import reading
    from myelobone.web.store.models import Patient

    from . import people

    schema.bring_up()
    by = people.actor()
    made = people.patient(by, name="张三")
    for number in range(5):
        made = people.add(
            by, made, {"on": "2026-11-18", "what": "weight", "value": f"{50 + number} kg"}
        )
    before = reading.chart(Patient.objects.get()).record.digest
    call_command("migrate", "people", "0001", verbosity=0)
    todo = schema.pending()
    kills, step, half = 0, 1, []
    while killed_at(step):
        kills += 1
        now = schema.pending()
        if now not in (todo, []):
            half.append(step)
        if reading.chart(Patient.objects.get()).record.digest != before:
            half.append(step)
        step += 3 if step < 12 else 19  # every kind of step, in a few seconds
    after = reading.chart(Patient.objects.get()).record.digest
    left = schema.pending()
    faults = [f"{fault.kind} {fault.where}" for fault in verify()]
    connections.close_all()
    print(
        json.dumps(
            {
                "todo": todo,
                "kills": kills,
                "half": half,
                "same": before == after,
                "left": left,
                "faults": faults,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
