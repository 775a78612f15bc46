"""Orders checked: the verdict, what was found against each, and the dose of the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ...page.notes import VERDICTS
from ...page.order_check import LEVELS, SHOWN
from .agents import Dose, dose
from .look import Fact, Ground, View


class Finding(Struct, frozen=True):
    """One thing found in an order."""

    tone: str
    text: str
    ground: Ground


class Order(Struct, frozen=True, kw_only=True):
    """One order."""

    position: int | None
    name: str
    written: str
    on: str
    verdict: str
    mark: str
    tone: str
    findings: tuple[Finding, ...]
    right: Dose | None
    rests_on: tuple[Fact, ...]


def orders(view: View) -> tuple[Order, ...]:
    """The orders of the advice, the gravest verdict first."""
    found = [_order(view, each) for each in view.data["orders"]]
    ranks = [*VERDICTS, "accepted"]
    return tuple(sorted(found, key=lambda each: ranks.index(each.verdict)))


def _order(view: View, data: Mapping[str, Any]) -> Order:
    name = str(data["entry"])
    entry = view.chart.record.entries[int(name[8:-1])]
    mark, tone = VERDICTS.get(str(data["verdict"]), ("●", "advise"))
    findings: dict[str, Finding] = {}
    listed = data["findings"]
    for level, shown in LEVELS.items():
        for each in listed:
            text = view.text(each["text"])
            if each["level"] == level:
                findings.setdefault(text, Finding(shown, text, view.ground(each)))
    right = data["order_dose"]
    rests = data["rests_on"]
    return Order(
        position=view.position(name), name=view.look.label(str(data["agent"])) if data["agent"] else name,
        written=" ".join(
            view.look.label(entry.attributes[key].written) for key in SHOWN if key in entry.attributes
        ),
        on=str(data["on"] or view.look.word("no_day")), verdict=str(data["verdict"]), mark=mark, tone=tone,
        findings=tuple(findings.values()),
        right=dose(view, right) if right else None,
        rests_on=tuple(view.fact(each["fact"], each["on"]) for each in rests),
    )  # fmt: skip
