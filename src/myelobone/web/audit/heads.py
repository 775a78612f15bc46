"""The head of the trail, written outside the database: the only thing that shows a tail that was cut off."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

from django.conf import settings
from msgspec import Struct, convert, to_builtins

from .. import clock
from .digests import instant
from .models import Event

FILE = "audit-heads.jsonl"


class Head(Struct, frozen=True, kw_only=True):
    """The last row of the trail at an instant."""

    at: str
    seq: int
    hash: str


def head() -> Head | None:
    """The present head, None for an empty trail."""
    last = Event.objects.order_by("-seq").first()
    return None if last is None else Head(at=instant(clock.now()), seq=last.seq, hash=last.hash)


def export_head(folder: Path | None = None) -> Head | None:
    """Adds the present head to the file of heads, unless it is there already; it outlasts a loss of power."""
    found = head()
    place = (folder or settings.AUDIT_HEADS) / FILE
    known = exported(folder)
    if found is None or (known and known[-1].seq == found.seq):
        return found
    line = (json.dumps(to_builtins(found)) + "\n").encode()
    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        if (
            size and os.pread(handle, 1, size - 1) != b"\n"
        ):  # a disk was full half-way through a line
            line = b"\n" + line
        if os.write(handle, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place))
        os.fsync(handle)
    finally:
        os.close(handle)
    return found


def exported(folder: Path | None = None) -> list[Head]:
    """Every head that was exported, the oldest first; a half-written last line counts for nothing."""
    place = (folder or settings.AUDIT_HEADS) / FILE
    if not place.is_file():
        return []
    found = []
    for line in place.read_text("utf-8").splitlines():
        try:
            found.append(convert(json.loads(line), Head))
        except ValueError:
            continue
    return found
