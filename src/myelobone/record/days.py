"""Days as a record writes them: a date, a local time, a month or a year; ISO only, never guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from .messages import Fault
from .model import When
from .plain import Plain, written

ALLOWED = "2026-11-20, 2026-11-20T09:30, 2026-11, 2026"
FIRST_YEAR = 1850
LAST_YEAR = 2199

_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?)?)?)?"
)
_ZONE = re.compile(r"(?P<local>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+)(?:Z|[+-][0-9]{2}:?[0-9]{2})")
_YEAR_FIRST = re.compile(
    r"([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))"
    r"(?:[ T]([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?)?"
)
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:[0-9]{4}|[0-9]{2})")


def read_when(value: Plain) -> When | Fault:
    """The day or days that `value` stands for, or what is wrong with it."""
    text = written(value).strip()
    if isinstance(value, bool | float | list | dict):
        return Fault("record.not_a_day", found=text, allowed=ALLOWED)
    match = _ISO.fullmatch(text)
    when = None if match is None else _when(match)
    return _fault(text) if when is None else when


def write_when(when: When) -> str:
    """The ISO text that reads back as `when`; raises ValueError for days that no text stands for."""
    low, high = date.fromordinal(when.low), date.fromordinal(when.high)
    if when.low == when.high:
        if when.minute is None:
            return low.isoformat()
        return f"{low.isoformat()}T{when.minute // 60:02}:{when.minute % 60:02}"
    for text in (f"{low:%Y}", f"{low:%Y-%m}"):
        if read_when(text) == when:
            return text
    raise ValueError(f"{low} to {high} is neither a month nor a year")


def _when(match: re.Match[str]) -> When | None:
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if match["month"] is None:
        return When(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if match["day"] is None:
        return When(date(year, month, 1).toordinal(), date(year, month, last).toordinal())
    if not 1 <= int(match["day"]) <= last:
        return None
    day = date(year, month, int(match["day"])).toordinal()
    if match["hour"] is None:
        return When(day, day)
    hour, minute = int(match["hour"]), int(match["minute"])
    return When(day, day, hour * 60 + minute) if hour < 24 and minute < 60 else None


def _fault(text: str) -> Fault:
    """What is wrong with a text that is no ISO day; offers one only where it can mean one day."""
    if zone := _ZONE.fullmatch(text):
        return Fault("record.time_zone", text, ALLOWED, _checked(zone["local"][:16]))
    if _YEAR_LAST.fullmatch(text):
        return Fault("record.ambiguous_day", text, ALLOWED)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day, month_2, day_2, hour, minute = found.groups()
        iso = f"{year}-{int(month or month_2):02}-{int(day or day_2):02}"
        return Fault(
            "record.not_a_day",
            text,
            ALLOWED,
            _checked(iso if hour is None else f"{iso}T{int(hour):02}:{minute}"),
        )
    return Fault("record.not_a_day", text, ALLOWED)


def _checked(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    return text if match is not None and _when(match) is not None else None
