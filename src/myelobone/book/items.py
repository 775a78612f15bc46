"""A dated item of the calendar in words: what, when it applies, and how its days are counted."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.model import Item
from ..language.tree import Always
from .carrying import Carrying
from .grounds import badge, grounds, patients, permalink, row, rows
from .html import Html, element, join, span
from .teller import Teller
from .telling import Telling
from .trees import inline, tree

DAYS = ("started", "from_", "due", "earliest", "not_before", "latest", "until", "deadline", "alert_from", "amount")  # fmt: skip
SPANS = ("late", "before_dose", "prompt", "until_after")


def calendar(teller: Teller, carrying: Carrying) -> Html:
    """Every item, with a list of them all before."""
    items = teller.knowledge.calendar.values()
    listed = [
        element("li", element("a", title(teller, each), href=f"#{each.id}"), " ", span("dim", each.id))
        for each in items
    ]  # fmt: skip
    whole = [item(teller, carrying, each) for each in items]
    return join([element("ul", *listed, class_="columns"), *whole])


def item(teller: Teller, carrying: Carrying, found: Item) -> Html:
    """The whole item as a block of its own."""
    head = element(
        "header", badge("calendar", kind(teller, found)), " ",
        element("h2", title(teller, found), class_="name"), " ", permalink(teller, found.id),
    )  # fmt: skip
    parts = [head, element("p", teller.says(found.says), class_="says")]
    parts.append(element("div", *_conditions(teller, found), class_="conditions"))
    parts += [rows(*_what(teller, found), *_days(teller, found)), grounds(teller, found)]
    parts.append(patients(teller, carrying, found.id))
    return element("article", *parts, class_="rule calendar", id=found.id)


def kind(teller: Teller, found: Item) -> str:
    """What sort of item it is; the lane of the picture names what only the knowledge may name."""
    if found.dental is None:
        return teller.word(f"form.{found.form}")
    lanes = [lane for lane in teller.knowledge.screens.timeline if found.form in lane.kinds]
    return teller.text(lanes[0].label) if lanes else teller.term(found.dental)


def title(teller: Teller, found: Item) -> str:
    """What an item is about, in a few words."""
    if found.measure:
        return teller.comma.join(teller.term(name) for name in found.measure[:3]) + (
            " …" if len(found.measure) > 3 else ""
        )
    if found.hold:
        return teller.labels(found.hold[:3])
    if fact := found.agent_fact or found.study_fact:
        return teller.fact(fact)
    if found.dental is not None:
        return teller.term(found.dental)
    name = found.agent or found.study or found.supplement or found.decision or found.refer
    return teller.label(name or found.task or found.id)


def _conditions(teller: Teller, found: Item) -> Iterator[Html]:
    yield element("p", teller.word("when"), class_="key")
    yield tree(teller, found.when)
    if found.unless:
        yield element("p", teller.word("unless"), class_="key")
        for each in found.unless:
            yield tree(teller, each)


def _what(teller: Teller, found: Item) -> Iterator[Html]:
    if found.measure:
        links = [teller.to("term", name, teller.term(name)) for name in found.measure]
        yield row(teller.word("form.measure"), join(links, teller.comma))
    if found.hold:
        yield row(teller.word("form.hold"), teller.labels(found.hold))
    if fact := found.agent_fact or found.study_fact:
        yield row(teller.word("item.what"), teller.to("fact", fact, teller.fact(fact)))


def _days(teller: Teller, found: Item) -> Iterator[Html]:
    telling = Telling(teller)
    for key in DAYS:
        expression = getattr(found, key)
        if expression is not None:
            yield row(teller.word(f"item.{key.rstrip('_')}"), telling.expression(expression))
    if found.every:
        yield row(teller.word("item.every"), _every(teller, telling, found))
    if found.sooner_when is not None and not isinstance(found.sooner_when, Always):
        parts: list[Html | str] = [inline(teller, found.sooner_when)]
        if found.sooner_from is not None:
            parts += [
                teller.comma,
                teller.word("item.not_before"),
                " ",
                telling.expression(found.sooner_from),
            ]
        yield row(teller.word("item.sooner"), *parts)
    if found.after is not None:
        which = teller.word("each_dose" if found.after_each else "first_dose")
        yield row(teller.word("item.after"), which, " ", teller.to("calendar", found.after))
    if found.at:
        yield row(teller.word("item.at"), teller.comma.join(map(telling.duration, found.at)))
    for key in SPANS:
        duration = getattr(found, key)
        if duration is not None:
            name = "until" if key == "until_after" else key
            yield row(teller.word(f"item.{name}"), telling.duration(duration))
    for key in ("needs", "held_while"):
        fact = getattr(found, key)
        if fact is not None:
            yield row(teller.word(f"item.{key}"), teller.to("fact", fact, teller.fact(fact)))


def _every(teller: Teller, telling: Telling, found: Item) -> Html:
    if len(found.every) == 1 and found.every[0].when is None:
        return join(telling.duration(found.every[0].value))
    lines = []
    for each in found.every:
        when = join(teller.word("otherwise")) if each.when is None else inline(teller, each.when)
        lines.append(element("li", when, teller.colon, element("b", telling.duration(each.value))))
    return element("ul", *lines)
