"""A plan as iCalendar (RFC 5545): all-day events that a later plan updates, naming nobody unless asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from ..language.model import Knowledge
from ..page.look import Look
from ..page.standing import standing
from ..page.words import Lang
from .events import Event, events, look_at

EPOCH = date(2000, 1, 1)  # revisions are counted in days from here


def calendar(
    plan: Mapping[str, Any], knowledge: Knowledge, *, lang: Lang = "zh", name: str | None = None
) -> bytes:
    """A plan (as `Plan.to_dict()` gives it) as a calendar file, the same octets for the same plan.

    The patient is named only by `name`, where it is given; ids are hashed. The day of the plan is the
    stamp and the revision of every event, so that a later plan replaces what an earlier one said.
    """
    from icalendar import Calendar

    look = look_at(plan, knowledge, lang)
    made = Calendar()
    made.add("prodid", f"-//MyeloBone//{plan['program']}//{lang.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add(
        "x-wr-calname", f"{look.word('plan')}{look.colon}{name}" if name else look.word("plan")
    )
    made.add("x-wr-caldesc", _about(look, plan))
    for event in events(look, plan["items"]):
        made.add_component(_component(look, event, plan, name))
    octets: bytes = made.to_ical()
    return octets


def _component(look: Look, event: Event, plan: Mapping[str, Any], name: str | None) -> Any:
    from icalendar import Event as Component

    day = date.fromisoformat(plan["as_of"])
    found = Component()
    found.add("uid", _uid(plan["patient"]["id"], event.key))
    found.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=UTC))
    found.add("sequence", max(0, (day - EPOCH).days))
    found.add("dtstart", event.first)
    found.add("dtend", event.last + timedelta(days=1))
    found.add("summary", f"{name}{look.colon}{event.summary}" if name else event.summary)
    found.add("description", "\n".join([*event.lines, _about(look, plan)]))
    found.add("categories", [event.kind])
    found.add("status", "TENTATIVE" if event.tentative else "CONFIRMED")
    found.add("transp", "TRANSPARENT")
    found.add("class", "PRIVATE")
    return found


def _uid(patient: str, key: str) -> str:
    """The same for the same patient and dated item; says neither."""
    digest = sha256("\n".join((patient, key)).encode()).hexdigest()
    return f"{digest[:32]}@myelobone"


def _about(look: Look, plan: Mapping[str, Any]) -> str:
    day = f"{look.word('as_of')} {plan['as_of']}"
    return look.comma.join([day, standing(plan["knowledge"], look.lang), look.word("support")])
