"""On a small volume: writes until it is full, makes room, writes again; prints what was kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(folder: str) -> None:
    from myelobone.web.serve.start import start

    start(Path(folder), new=True)
    from django.db import DatabaseError, connections

    from myelobone.web.serve import schema
    from myelobone.web.serve.verify import verify
    from myelobone.web.store.models import EntryVersion

    from . import people

    schema.bring_up()
    by = people.actor()
    made = people.patient(by)
    acknowledged = 0
    ballast = Path(folder) / "ballast"
    ballast.write_bytes(bytes(1_000_000))
    try:
        while True:
            made = people.add(
                by,
                made,
                {"on": "2026-11-18", "what": "weight", "value": "58 kg", "note": "x" * 8000},
            )
            acknowledged += 1
    except DatabaseError:
        pass
    connections.close_all()
    kept, faults = EntryVersion.objects.count(), len(verify())
    connections.close_all()
    ballast.unlink()
    people.add(by, made, {"on": "2026-11-18", "what": "weight", "value": "58 kg"})
    again = EntryVersion.objects.count() - kept
    print(
        json.dumps(
            {"acknowledged": acknowledged, "kept": kept, "faults": ["?"] * faults, "again": again}
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
