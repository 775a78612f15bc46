"""Logs as JSON lines on standard error: only fields of the allow-list, never a patient, never free text."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

# What may stand in a log line. Values are numbers, or words of our own making.
ALLOWED = frozenset({
    "event", "level", "timestamp", "method", "route", "status", "ms", "user", "trace", "logger", "error",
    "at", "host", "port", "workers", "threads", "engine", "check", "ok", "seq", "epoch", "program",
    "knowledge", "count", "signal", "demo",
})  # fmt: skip
LONGEST = 200


def _allowed(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leaves out every field that is not on the list, and cuts what is long."""
    return {
        key: value if isinstance(value, int | float | None) else str(value)[:LONGEST]
        for key, value in event.items()
        if key in ALLOWED
    }


class _Foreign(logging.Handler):
    """What libraries log: where and which error; their messages may hold anything and are left out."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING:
            return
        found: dict[str, Any] = {"logger": record.name, "at": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[0] is not None:
            found |= failure(record.exc_info[1])
        log.log(record.levelno, "library", **found)


def failure(error: BaseException | None) -> dict[str, Any]:
    """An exception as a log line may tell it: its type and where it arose, not what it says."""
    if error is None:
        return {}
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "myelobone" in frame.filename] or frames
    where = f"{own[-1].filename.rsplit('myelobone', 1)[-1]}:{own[-1].lineno}" if own else "?"
    return {"error": type(error).__name__, "at": where}


def configure(_settings: Any = None) -> None:
    """Sets logging up; Django calls it once."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [_Foreign()]
    root.setLevel(logging.WARNING)
    for name in (
        "django",
        "django.request",
        "django.server",
        "gunicorn.error",
        "gunicorn.access",
        "waitress",
    ):
        each = logging.getLogger(name)
        each.handlers[:] = []
        each.propagate = True


log: Any = structlog.get_logger()
