"""What the advice has to say, by urgency: one message for a cause, what follows from it inside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ...page.items import LEVELS, REFER, URGENCIES
from ...page.look import MARKS
from .look import Fact, Ground, View

Item = Mapping[str, Any]


class Override(Struct, frozen=True):
    """Who set an item aside, why, until when."""

    by: str
    because: str
    on: str
    until: str


class Line(Struct, frozen=True, kw_only=True):
    """One item: what it says and does, whom it calls, what it rests on."""

    id: str
    mark: str
    level: str
    urgency: str
    title: str
    text: str
    do: tuple[str, ...]
    call: str
    ground: Ground
    precaution: bool
    override: Override | None
    checklist: tuple[Fact, ...]
    shown: tuple[Fact, ...]


class Message(Struct, frozen=True):
    """What has one cause: the gravest line, and those that come with it."""

    head: Line
    parts: tuple[Line, ...]


class Messages(Struct, frozen=True, kw_only=True):
    """All lines: those that interrupt, what else is advised, for information, set aside by a person."""

    urgent: tuple[Message, ...]
    advised: tuple[Line, ...]
    info: tuple[Line, ...]
    set_aside: tuple[Line, ...]

    @property
    def stops(self) -> tuple[Line, ...]:
        """The heads that must not be overlooked."""
        return tuple(each.head for each in self.urgent if each.head.level == "stop")


def messages(view: View) -> Messages:
    """The items of the advice as messages."""
    own = _own(view)
    aside = [item for item in own if item["override"] is not None]
    left = [item for item in own if item["override"] is None]
    urgent = sorted(filter(_interrupts, left), key=_rank)
    calm = [item for item in left if not _interrupts(item)]
    grouped: dict[str, list[Item]] = {}
    causes = {item["topic"]: item["cause"] for item in reversed(urgent) if item["cause"]}
    for item in urgent:
        holds = item["kind"] == "hold"
        cause = item["cause"] or (causes.get(item["topic"]) if holds else None) or item["id"]
        grouped.setdefault(cause, []).append(item)
    return Messages(
        urgent=tuple(
            Message(_line(view, group[0]), tuple(_line(view, item) for item in group[1:]))
            for group in grouped.values()
        ),
        advised=tuple(_line(view, item) for item in calm if item["level"] != "info"),
        info=tuple(_line(view, item) for item in calm if item["level"] == "info"),
        set_aside=tuple(_line(view, item) for item in sorted(aside, key=_rank)),
    )


def _own(view: View) -> list[Item]:
    """The items; a referral that comes with another item is told inside it."""
    ids = {item["id"] for item in view.data["items"]}
    return [
        item
        for item in view.data["items"]
        if not (item["id"].endswith(REFER) and item["id"].removesuffix(REFER) in ids)
    ]


def _interrupts(item: Item) -> bool:
    return item["level"] in ("stop", "caution") or item["urgency"] in ("now", "today")


def _rank(item: Item) -> tuple[bool, int, int]:
    """What must stop comes first, then by time, then by harm."""
    level, urgency = LEVELS.index(item["level"]), URGENCIES.index(item["urgency"])
    return item["level"] != "stop", urgency, level


def _line(view: View, item: Item) -> Line:
    title, text = view.text(item["title"]), view.text(item["text"])
    call = item["to"] or next(
        (each["to"] for each in view.data["items"] if each["id"] == item["id"] + REFER), None
    )
    aside = item["override"]
    return Line(
        id=item["id"], mark=MARKS[item["level"]], level=item["level"], urgency=item["urgency"],
        title=title or text, text="" if not title or text.rstrip("。.") == title else text,
        do=tuple(view.look.label(each) for each in item["do"]),
        call=view.look.label(call) if call else "", ground=view.ground(item),
        precaution=item["precaution"],
        override=Override(
            aside["by"], aside["because"], aside.get("on") or "", aside.get("until") or ""
        ) if aside else None,
        checklist=tuple(view.fact(name) for name in item["checklist"]),
        shown=tuple(view.fact(name) for name in item["show"]),
    )  # fmt: skip
