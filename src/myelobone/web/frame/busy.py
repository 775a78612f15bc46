"""What could not be kept just now: the page says so, and its one button sends the same form again."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponseBase

from ..audit.chain import ClockWentBack
from . import errors
from .logs import failure, log

# of PostgreSQL: lock not available, deadlock, shutting down, too many connections, disk full
PASSING = {"55P03", "40P01", "40001", "57P01", "57P02", "57P03", "53300", "53100", "08006", "08001"}


class Busy:
    """Turns a locked, full or restarting database into 503, with what was typed kept in the page."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers a request."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The page for what will pass, None for every other error."""
        return answer_to(request, error)


def answer_to(request: HttpRequest, error: Exception) -> HttpResponseBase | None:
    """The page for what will pass, None for every other error; Django asks only for what a view raises."""
    if isinstance(error, ClockWentBack):
        log.error("clock", **failure(error))
        return errors.unavailable(request, "clock")
    reason = reason_of(error)
    if reason is None:
        return None
    log.warning("busy", **failure(error))
    connection.close_if_unusable_or_obsolete()
    return errors.unavailable(request, reason)


def reason_of(error: BaseException) -> str | None:
    """`busy`, `full`, or None when it is no matter of time."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    text, state = str(error), getattr(error.__cause__, "sqlstate", None)
    if "full" in text or "disk I/O" in text or state == "53100":
        return "full"
    if "locked" in text or "busy" in text or state in PASSING or isinstance(error, InterfaceError):
        return "busy"
    if isinstance(error, OperationalError) and connection.vendor == "postgresql":
        return "busy"  # the server is gone or going
    return None
