"""The events of a plan: which dated items make one event, the key by which it is known again, what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ..page.look import Look
from ..page.plan_lines import (
    Bundle,
    Item,
    bundles,
    by_table,
    depends,
    holder,
    overridden,
    short_hold,
)
from ..page.plan_words import amount, what
from .keys import Keys


@dataclass(frozen=True)
class Event:
    """One all-day event; `key` stays the same from plan to plan, `last` is its last day."""

    key: str
    first: date
    last: date
    summary: str
    lines: tuple[str, ...]
    kind: str
    status: str
    tentative: bool


def events(look: Look, items: Sequence[Item]) -> list[Event]:
    """Events in order of day; what goes on every day, such as a supplement, is none."""
    chosen = [item for item in items if item["kind"] != "supplement" and not _old_test(item)]
    keys = Keys(items, look.knowledge)
    made: dict[str, Event] = {}
    for bundle in bundles(chosen):
        key = keys.key(bundle)
        for event in (_event(look, items, bundle, key), _deadline(look, bundle.first, key)):
            if event is not None:
                made[_free(made, event)] = event
    found = [replace(event, key=key) for key, event in made.items()]
    return sorted(found, key=lambda event: (event.first, event.key))


def _free(made: Mapping[str, Event], event: Event) -> str:
    """The key of an event, with a day where another event has it already."""
    return event.key if event.key not in made else f"{event.key}#{event.first.isoformat()}"


def _old_test(item: Item) -> bool:
    """A test of the past that serves no dose of the plan: it was never an event."""
    return item["kind"] == "monitor" and item["status"] == "done" and not item.get("for_dose")


def _event(look: Look, items: Sequence[Item], bundle: Bundle, key: str) -> Event | None:
    item = bundle.first
    branch = item.get("branch")
    first, last = _days(look, item, bundle)
    if first is None or last is None:
        return None
    name = _name(look, bundle)
    lead = (
        look.word("if_chosen").format(look.label(branch["option"])) + look.colon if branch else ""
    )
    done = f"{look.word('done')}{look.colon}" if item["status"] == "done" else ""
    held = (
        f"{look.word('held')}{look.colon}"
        if item["status"] == "held" and item["kind"] != "hold"
        else ""
    )
    return Event(
        key=key,
        first=first,
        last=last,
        summary=f"{done}{held}{lead}{name}",
        lines=tuple(_lines(look, items, bundle)),
        kind=item["kind"],
        status=item["status"],
        tentative=bool(branch or item.get("depends_on") or item.get("needs_confirmation")),
    )


def _days(look: Look, item: Item, bundle: Bundle) -> tuple[date | None, date | None]:
    if item["kind"] == "hold":
        start, end = item["earliest"] or item["due"], item["latest"]
        if start is None:
            return None, None
        first = date.fromisoformat(start)
        last = date.fromisoformat(end) - timedelta(days=1) if end else first
        return first, max(first, last)
    day = item["done_on"] if item["kind"] != "monitor" and item["done_on"] else bundle.day
    found = date.fromisoformat(day) if day else None
    return found, found


def _name(look: Look, bundle: Bundle) -> str:
    item = bundle.first
    name = what(look, bundle.items)
    if item["kind"] == "monitor" and item.get("for_dose"):
        return f"{look.word('for_dose_on').format(item['for_dose'])}{look.colon}{name}"
    if item["kind"] == "decision":
        return f"{look.word('decide')}{look.colon}{name}"
    return f"{name} {amount(look, item)}".rstrip()


def _lines(look: Look, items: Sequence[Item], bundle: Bundle) -> list[str]:
    """What the event says: text and grounds, window, what it waits for, what rests after a dose."""
    item = bundle.first
    lines = [f"{look.text(item['text'])} {look.grounds(item)}".strip()]
    earliest, latest = item.get("earliest"), item.get("latest")
    if item["kind"] != "hold" and earliest and latest and earliest < latest:
        lines.append(f"{look.word('window')}{look.colon}{earliest} – {latest}")
    elif item["kind"] == "hold" and not latest:
        lines.append(look.word("open_end"))
    elif earliest and item["due"] and earliest > item["due"]:
        lines.append(f"{look.word('not_before')} {earliest}")
    if item.get("held_by"):
        lines.append(f"{look.word('held')}{look.colon}{holder(look, item)}")
    if item.get("needs_confirmation"):
        lines.append(look.word("confirm"))
    lines += [*depends(look, item), *overridden(look, item)]
    if item["kind"] == "dose" and item["status"] != "done":
        lines += _with_dose(look, items, item)
    return lines


def _with_dose(look: Look, items: Sequence[Item], dose: Item) -> list[str]:
    agent = look.knowledge.agents.get(dose["agent"] or "")
    by = next((route.by for route in agent.routes if route.by), None) if agent else None
    note = look.word("dose_by").format(look.fact_label(by)) if by else look.word("dose_as_is")
    lines = [note.removeprefix("* ")] if amount(look, dose) and by_table(look, dose) else []
    for item in items:
        same = item.get("for_dose") == dose["due"] and item.get("branch") == dose.get("branch")
        if short_hold(item) and same:
            lines.append(f"{look.text(item['text'])} {look.grounds(item)}")
    return lines


def _deadline(look: Look, item: Item, key: str) -> Event | None:
    """A later day by which something must be settled is an event of its own."""
    latest, due = item.get("latest"), item.get("due")
    open_ = item["kind"] in ("decision", "task") and item["status"] in (
        "due",
        "overdue",
        "upcoming",
    )
    if not open_ or not latest or not due or latest <= due:
        return None
    day = date.fromisoformat(latest)
    return Event(
        key=f"{key}#deadline",
        first=day,
        last=day,
        summary=f"{look.word('deadline')}{look.colon}{what(look, [item])}",
        lines=(f"{look.text(item['text'])} {look.grounds(item)}".strip(),),
        kind=item["kind"],
        status=item["status"],
        tentative=bool(item.get("branch")),
    )


def look_at(plan: Mapping[str, Any], knowledge: Any, lang: Any) -> Look:
    """The plan as the words of the page need it."""
    return Look({**plan, "facts": {}, "agents": []}, knowledge, lang)
