"""The agents side by side: standing, dose, how it is given, and why; what decides stands first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ...page.agents import STANDINGS, STYLES, current
from .look import Ground, View


class Dose(Struct, frozen=True, kw_only=True):
    """A dose as the table gives it."""

    amount: str  # the figure with its unit, to be read from afar
    how: str  # the rest: route, duration, interval
    whole: str
    notes: tuple[str, ...]
    ground: Ground


class Reason(Struct, frozen=True, kw_only=True):
    """One reason for or against an agent."""

    side: str  # for | against | open | note
    text: str
    decides: bool
    ground: Ground


class Agent(Struct, frozen=True, kw_only=True):
    """An agent with its standing; `why` are the reasons that decide, `rest` what else is said of it."""

    id: str
    name: str
    standing: str
    mark: str
    tone: str
    current: bool
    doses: tuple[Dose, ...]
    why: tuple[Reason, ...]
    rest: tuple[Reason, ...]
    approved: str


SIDES = {"prefer": "for", "forbid": "against", "discourage": "against", "undetermined": "open"}
DECIDING = {
    "forbidden": ("forbid",), "discouraged": ("discourage",), "preferred": ("prefer",),
    "undetermined": ("undetermined", "forbid", "discourage"), "option": (),
}  # fmt: skip


def agents(view: View) -> tuple[Agent, ...]:
    """Every agent of the guideline, the best standing first."""
    used = current(view.look)
    found = sorted(
        view.data["agents"], key=lambda each: (STANDINGS.index(each["standing"]), each["agent"] != used)
    )  # fmt: skip
    return tuple(_agent(view, each, each["agent"] == used) for each in found)


def dose(view: View, given: Mapping[str, Any]) -> Dose:
    """One dose; the amount apart from how it is given."""
    whole = view.text(given["display"])
    unit = view.look.unit(given.get("unit"))
    if given.get("amount") is not None:
        amount = f"{given['amount']:g} {unit}"
    else:
        amount = f"{given['low']:g}–{given['high']:g} {unit}"
    if not whole.startswith(amount):
        amount = ""
    how = whole[len(amount) :].strip(" ，,")
    return Dose(
        amount=amount, how=how, whole=whole,
        notes=tuple(view.text(each) for each in given["administration"]), ground=view.ground(given),
    )  # fmt: skip


def _agent(view: View, agent: Mapping[str, Any], used: bool) -> Agent:
    standing = agent["standing"]
    mark, tone = STYLES[standing]
    reasons = [_reason(view, each) for each in agent["reasons"]]
    deciding = [
        reason
        for reason, each in zip(reasons, agent["reasons"], strict=True)
        if each.get("decides", True) and each["effect"] in DECIDING[standing]
    ]
    rest = [reason for reason in reasons if reason not in deciding]
    given = [agent["dose"], *(agent.get("other_doses") or ())] if agent["dose"] else []
    return Agent(
        id=agent["agent"], name=view.look.label(agent["agent"]), standing=standing, mark=mark,
        tone=tone or "plain", current=used, doses=tuple(dose(view, each) for each in given),
        why=tuple(deciding), rest=tuple(rest), approved=view.text(agent.get("approved")),
    )  # fmt: skip


def _reason(view: View, reason: Mapping[str, Any]) -> Reason:
    side = "open" if reason.get("truth", True) is None else SIDES.get(reason["effect"], "note")
    return Reason(
        side=side, text=view.text(reason["text"]), decides=reason.get("decides", True),
        ground=view.ground(reason),
    )  # fmt: skip
