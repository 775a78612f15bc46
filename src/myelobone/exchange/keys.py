"""By what an event is known again: the number of a dose, the month or year of what recurs, else the plan id.

The day in a plan id moves when something is late; a number and a period do not, so that a later
plan moves an event instead of leaving a stale one behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..language.model import Knowledge
from ..language.tree import Today
from ..page.plan_lines import Bundle, Item, series_of

YEAR = 12  # months


class Keys:
    """The keys of the items of one plan."""

    def __init__(self, items: Sequence[Item], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._numbers: dict[tuple[str, str, str], int] = {}  # series, option, day
        self._seen: dict[str, set[str]] = {}  # periods, each with its days
        branches = dict.fromkeys(_option(item) for item in items if _option(item))
        first = {name.partition("=")[0]: name for name in reversed(branches)}
        self._plain = set(first.values())  # their events go on once the choice is made
        doses = [item for item in items if item["kind"] == "dose" and item["status"] != "held"]
        for option in ("", *branches):
            scope = {"", option or next(iter(branches), "")}
            counts: dict[str, int] = {}
            for item in doses:
                if _option(item) in scope:
                    name = series_of(item)
                    counts[name] = counts.get(name, 0) + 1
                    self._numbers[name, option, item["due"]] = counts[name]

    def key(self, bundle: Bundle) -> str:
        """The key of what stands on one line; another one for each further option of an open choice."""
        item = bundle.first
        option = _option(item)
        apart = option and option not in self._plain
        return self._named(bundle, item, option) + (f"?{option}" if apart else "")

    def _named(self, bundle: Bundle, item: Item, option: str) -> str:
        name = series_of(item)
        known = self._knowledge.calendar.get(name)
        if item["kind"] == "dose":
            number = self._numbers.get((name, option, item["due"]))
            return str(item["id"]) if number is None else f"{name}.{number}"
        if item.get("for_dose"):
            number = self._served(option, item["for_dose"])
            return f"{name}.for.{bundle.day if number is None else number}"
        if known is not None and isinstance(known.due, Today):
            return name
        if known is not None and known.every:
            yearly = all(
                row.value.unit == "months" and row.value.count >= YEAR for row in known.every
            )
            return self._period(f"{name}.{bundle.day[: 4 if yearly else 7]}", option, bundle.day)
        return f"{name}.{bundle.day}" if item["kind"] == "monitor" else str(item["id"])

    def _served(self, option: str, day: str) -> int | None:
        """The number of the dose of a day."""
        for (_, of, due), number in self._numbers.items():
            if of == option and due == day:
                return number
        return None

    def _period(self, period: str, option: str, day: str) -> str:
        """The period, with a count where more than one day of it is planned."""
        days = self._seen.setdefault(period + option, set())
        days.add(day)
        return period if len(days) == 1 else f"{period}.{len(days)}"


def _option(item: Mapping[str, Any]) -> str:
    branch = item.get("branch")
    return f"{branch['choice']}={branch['option']}" if branch else ""
